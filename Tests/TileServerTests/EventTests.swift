import Foundation
import GeoStore
import SimpleFeatures
import TestSupport
import Testing

@testable import TileServer

/// Changes as they happen.
@Suite(.serialized) struct EventTests {
    /// A client that reads what comes, on a thread of its own.
    private final class Listener: Sendable {
        let connection: LoopbackClient.Connection

        init(_ server: TestServer, after id: String? = nil) throws {
            connection = try LoopbackClient.Connection(port: server.client.port)
            let header = id.map { "Last-Event-ID: \($0)\r\n" } ?? ""
            try connection.write(Array("GET /events HTTP/1.1\r\nHost: 127.0.0.1\r\n\(header)\r\n".utf8))
        }

        /// Reads until a text has come; what came.
        func wait(for text: String) async throws -> String {
            try await offPool { [connection] in
                var bytes: [UInt8] = []
                while !String(decoding: bytes, as: UTF8.self).contains(text) {
                    let more = connection.read()
                    if more.isEmpty { break }
                    bytes += more
                }
                return String(decoding: bytes, as: UTF8.self)
            }
        }
    }

    private static func add(_ place: Coordinate, to path: String) throws {
        let store = try Store(path: path, access: .readWrite)
        let definition = LayerDefinition(
            id: try CollectionID("hon-hop"), sector: "environment", title: LocalizedText(vi: "Hỗn hợp", en: "Mixed"),
            storageCRS: .crs84, schema: FeatureSchema(properties: [], geometryType: .geometry))
        try store.load(definition, mode: .append) { writer in
            try writer.append(geometry: .point(place), values: [])
            return Provenance()
        }
        try store.close()
    }

    private static func data(_ text: String) throws -> JSONValue {
        let line = try #require(text.split(separator: "\n").last { $0.hasPrefix("data: {\"collection\"") })
        return try JSONReader.read(Array(line.dropFirst(6).utf8))
    }

    @Test("an import is told with its versions, counts and place, and only tiles there get another tag")
    func told() async throws {
        try await TestServer.run { server in
            let far = "/tiles/hon-hop/12/3277/1889"
            let near = "/tiles/hon-hop/12/3299/1899"
            let before = (try await server.get(far)["etag"], try await server.get(near)["etag"])
            let listener = try Listener(server)
            #expect(try await listener.wait(for: "event: ready").contains("text/event-stream"))
            let place = Coordinate(x: 110, y: 12.9)
            try await offPool { [path = server.storePath] in try Self.add(place, to: path) }
            let change = try Self.data(try await listener.wait(for: "\"collection\":\"hon-hop\""))
            #expect(change["former"]?.string == "1" && change["version"]?.string == "2")
            #expect(change["formerFeatures"]?.integer == 3 && change["features"]?.integer == 4)
            let bbox = try #require(change["bbox"]?.numbers)
            // Two centimetres: a unit of the overview.
            #expect(abs(bbox[0] - 110) < 1e-6 && abs(bbox[3] - 12.9) < 1e-6)
            #expect(bbox[2] - bbox[0] < 0.1 && change["everything"] == .boolean(false))
            #expect(change["tiles"]?["12"]?[0]?.numbers == [3299, 1899, 3299, 1899])
            #expect(try await server.get(far)["etag"] == before.0)
            #expect(try await server.get(near)["etag"] != before.1)
        }
    }

    @Test("who was away hears what was missed; who was away too long, or from another run, is told to look anew")
    func missed() async throws {
        try await TestServer.run { server in
            let first = try Listener(server)
            let text = try await first.wait(for: "event: ready")
            let id = try #require(text.firstMatch(of: /id: (\S+)/)).1
            try await offPool { [path = server.storePath] in try Self.add(Coordinate(x: 108.5, y: 14), to: path) }
            _ = try await first.wait(for: "\"version\":\"2\"")
            let second = try Listener(server, after: String(id))
            #expect(try await second.wait(for: "\"version\":\"2\"").contains("hon-hop"))
            #expect(try await Listener(server, after: "another-1").wait(for: "event: ").contains("event: reset"))
        }
    }

    @Test("a listener that goes is forgotten at once, and the server stops although others listen")
    func gone() async throws {
        try await TestServer.run { server in
            func listeners() async throws -> String? {
                try await server.get("/metrics").text.split(separator: "\n")
                    .first { $0.hasPrefix("geosector_event_listeners ") }.map(String.init)
            }
            let stays = try Listener(server)
            _ = try await stays.wait(for: "event: ready")
            do {
                let goes = try Listener(server)
                _ = try await goes.wait(for: "event: ready")
                #expect(try await listeners() == "geosector_event_listeners 2")
            }
            #expect(try await TestServer.eventually { try await listeners() == "geosector_event_listeners 1" })
        }
    }

    @Test("HEAD of the stream has no body and leaves no listener")
    func head() async throws {
        try await TestServer.run { server in
            let answer = try await server.client.raw("HEAD", "/events")
            #expect(answer.status == 200 && answer["content-type"] == "text/event-stream; charset=utf-8")
            #expect(try await server.get("/metrics").text.contains("geosector_event_listeners 0\n"))
        }
    }
}
