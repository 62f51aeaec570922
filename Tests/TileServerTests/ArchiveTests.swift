import Compression
import Foundation
import SimpleFeatures
import TestSupport
import Testing
import TileArchive
import Tiling

@testable import TileServer

/// Tile archives beside the store.
@Suite struct ArchiveTests {
    private let folder: TemporaryFolder
    private let index: TileIndex

    init() throws {
        folder = try TemporaryFolder()
        index = try TileIndex(matrix: 3, row: 3, column: 6, in: .webMercatorQuad)
        try write("đất.pmtiles", kind: .vector, content: Gzip.compress(Array("tile".utf8)))
        try write("anh.mbtiles", kind: .png, content: [0x89, 0x50, 0x4E, 0x47])
    }

    private func write(_ name: String, kind: TileKind, content: [UInt8]) throws {
        let path = folder.path(name)
        let writer = try TileArchiveWriter(
            path: path, format: ArchiveFormat(path: path) ?? .pmtiles, state: name, overwrites: true)
        try writer.append(TileID(index), content)
        var metadata = ArchiveMetadata(
            name: "Lưu \(name)", kind: kind, zooms: 0...3,
            bounds: Envelope(minX: 107, minY: 13, maxX: 109, maxY: 14, crs: .crs84),
            vectorLayers: [["id": "parcels", "fields": [:]]])
        metadata.attribution = "<a href=\"javascript:alert(1)\">Sở</a> & <b>huyện"
        try writer.finish(metadata)
    }

    private func serve<Result: Sendable>(_ body: (TestServer) async throws -> Result) async throws -> Result {
        var configuration = ServerConfiguration()
        configuration.archives = folder.url.path
        return try await TestServer.run(configuration, body)
    }

    private static let vector = "/archives/%C4%91%E1%BA%A5t"

    @Test("archives are listed, and each has TileJSON whose URL gives its tiles")
    func tiles() async throws {
        try await serve { server in
            let list = try await server.json("/archives")
            #expect(list["archives"]?.array?.compactMap { $0["id"]?.string } == ["anh", "đất"])
            #expect(list["archives"]?.array?.compactMap { $0["tiles"]?.string } == ["png", "pbf"])

            let document = try await server.json("\(Self.vector).json")
            #expect(document["tilejson"]?.string == "3.0.0" && document["name"]?.string == "Lưu đất.pmtiles")
            #expect(document["minzoom"]?.integer == 3 && document["maxzoom"]?.integer == 3)
            #expect(document["bounds"]?.numbers == [107, 13, 109, 14])
            #expect(document["vector_layers"]?.array?.first?["id"]?.string == "parcels")
            #expect(document["attribution"]?.string == "Sở & huyện")
            let template = try #require(document["tiles"]?.array?.first?.string)
            let target = template.replacing("{z}/{x}/{y}", with: "3/6/3").replacing(server.client.base, with: "")
            let tile = try await server.client.raw("GET", target, headers: ["Accept-Encoding": "gzip"])
            #expect(tile.status == 200 && tile["content-encoding"] == "gzip")
            #expect(tile["content-type"] == "application/vnd.mapbox-vector-tile")
            #expect(tile["cache-control"]?.contains("immutable") == true)
            #expect(try Gzip.decompress(tile.body) == Array("tile".utf8))

            let plain = try await server.client.raw("GET", "\(Self.vector)/3/6/3.pbf")
            #expect(plain.status == 200 && plain["content-encoding"] == nil && plain.body == Array("tile".utf8))
            #expect(plain["cache-control"]?.contains("no-cache") == true)
            let tag = try #require(plain["etag"])
            let known = try await server.client.raw(
                "GET", "\(Self.vector)/3/6/3", headers: ["If-None-Match": tag])
            #expect(known.status == 304 && known.body.isEmpty)
            let head = try await server.client.raw("HEAD", "\(Self.vector)/3/6/3")
            #expect(head.status == 200 && head["content-length"] == "4" && head["etag"] == tag)

            let image = try await server.client.raw(
                "GET", "/archives/anh/3/6/3.png", headers: ["Accept-Encoding": "gzip"])
            #expect(image.status == 200 && image["content-type"] == "image/png" && image["content-encoding"] == nil)
            #expect(image.body == [0x89, 0x50, 0x4E, 0x47])
        }
    }

    @Test("no tile is 204, outside the zooms or without such an archive 404, a wrong number 400")
    func absentTiles() async throws {
        try await serve { server in
            for (target, status) in [
                ("\(Self.vector)/3/0/0", 204), ("\(Self.vector)/4/0/0", 404), ("\(Self.vector)/3/9/0", 404),
                ("\(Self.vector)/a/0/0", 400), ("\(Self.vector)/3/0/0?x=1", 400), ("/archives/none/3/0/0", 404),
                ("/archives/none.json", 404), ("/archives/anh.pmtiles", 404), ("/archives/anh", 404),
                ("/archives/..%2F..%2Fetc%2Fpasswd.json", 404),
            ] {
                let answer = try await server.client.raw("GET", target)
                #expect(answer.status == status, "\(target)")
            }
            let refused = try await server.client.raw("POST", "/archives")
            #expect(refused.status == 405)
        }
    }

    @Test("a PMTiles file is sent in the ranges that are asked for")
    func ranges() async throws {
        let whole = [UInt8](try Data(contentsOf: folder.url.appending(path: "đất.pmtiles")))
        try await serve { server in
            let target = "\(Self.vector).pmtiles"
            func get(_ headers: [String: String], _ method: String = "GET") async throws -> HTTPAnswer {
                try await server.client.raw(method, target, headers: headers)
            }
            let all = try await get([:])
            #expect(all.status == 200 && all.body == whole && all["accept-ranges"] == "bytes")
            #expect(all["access-control-expose-headers"]?.contains("ETag") == true)
            let tag = try #require(all["etag"])
            let end = whole.count
            for (range, part) in [
                ("bytes=0-126", 0..<127), ("bytes=16384-", 16_384..<end), ("bytes=-10", end - 10..<end),
                ("bytes=5-5", 5..<6), ("bytes=100-99999999", 100..<end), ("bytes=-99999999", 0..<end),
            ] {
                let answer = try await get(["Range": range])
                #expect(answer.status == 206 && answer.body == Array(whole[part]), "\(range)")
                #expect(answer["content-range"] == "bytes \(part.lowerBound)-\(part.upperBound - 1)/\(end)")
                #expect(answer["etag"] == tag)
            }
            for range in ["bytes=\(end)-", "bytes=-0", "bytes=99999999999999999999-"] {
                let answer = try await get(["Range": range])
                #expect(answer.status == 416 && answer["content-range"] == "bytes */\(end)", "\(range)")
            }
            for range in ["bytes=5-2", "bytes=a-b", "items=0-1", "bytes=0-1,3-4", "bytes=-"] {
                let answer = try await get(["Range": range])
                #expect(answer.status == 200, "\(range)")
            }
            for (name, value, status) in [
                ("If-Range", tag, 206), ("If-Range", "\"other\"", 200), ("If-None-Match", tag, 304),
            ] {
                let answer = try await get(["Range": "bytes=0-9", name: value])
                #expect(answer.status == status, "\(name) \(value)")
            }
            let head = try await get(["Range": "bytes=0-9"], "HEAD")
            #expect(head.status == 206 && head["content-length"] == "10" && head.body.isEmpty)
        }
    }

    @Test("a new, changed, broken or removed file is noticed, and the others go on being served")
    func changes() async throws {
        try await serve { server in
            func ids() async throws -> [String] {
                try await server.json("/archives")["archives"]?.array?.compactMap { $0["id"]?.string } ?? []
            }
            let before = try await server.client.raw("GET", "\(Self.vector)/3/6/3")["etag"]
            try write("đất.pmtiles", kind: .vector, content: Gzip.compress(Array("other".utf8)))
            try Data("PMTiles\u{3} and then nothing".utf8).write(to: folder.url.appending(path: "hong.pmtiles"))
            try Data("text".utf8).write(to: folder.url.appending(path: "doc.txt"))
            let isChanged = try await TestServer.eventually {
                try await server.client.raw("GET", "\(Self.vector)/3/6/3").body == Array("other".utf8)
            }
            #expect(isChanged)
            let after = try await server.client.raw("GET", "\(Self.vector)/3/6/3")["etag"]
            #expect(after != before)
            let found = try await ids()
            #expect(found == ["anh", "đất"])
            let isReported = try await TestServer.eventually {
                server.log.lines.contains {
                    $0.message == "archive not served" && $0.metadata["archive"] == "hong.pmtiles"
                }
            }
            #expect(isReported)
            try FileManager.default.removeItem(at: folder.url.appending(path: "anh.mbtiles"))
            try write("hong.pmtiles", kind: .vector, content: [1])
            let isMended = try await TestServer.eventually { try await ids() == ["hong", "đất"] }
            #expect(isMended)
        }
    }

    @Test("a folder that is not there stops the start; without one the list is empty")
    func folders() async throws {
        var configuration = ServerConfiguration()
        configuration.archives = folder.path("none")
        await #expect(throws: ServerConfiguration.Fault.self) { try await TestServer.run(configuration) { _ in } }
        try await TestServer.run { server in
            let list = try await server.json("/archives")
            #expect(list["archives"]?.array == [])
        }
    }
}
