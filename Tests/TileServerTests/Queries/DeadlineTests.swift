import Foundation
import SimpleFeatures
import TestSupport
import Testing

@testable import TileServer

/// Queries that take longer than they may, or than anybody waits.
@Suite struct DeadlineTests {
    /// Minutes of folding texts.
    private static var slow: String {
        let terms = (0..<400).map { "ACCENTI(CASEI(ten)) LIKE '%\($0)x%y%z%'" }
        return QueryParameters.encode(terms.joined(separator: " OR "))
    }

    /// A server that waits longer than any test.
    private static var patient: ServerConfiguration {
        var configuration = ServerConfiguration()
        configuration.querySeconds = 3600
        configuration.countSeconds = 3600
        return configuration
    }

    /// Asks what is slow; whoever lets go of the connection leaves.
    private static func ask(_ server: TestServer) throws -> LoopbackClient.Connection {
        let connection = try LoopbackClient.Connection(port: server.client.port)
        try connection.write(
            Array("GET /collections/chu/items?filter=\(slow) HTTP/1.1\r\nHost: localhost\r\n\r\n".utf8))
        return connection
    }

    private static func wasEnded(_ server: TestServer) async throws -> Bool {
        try await TestServer.eventually {
            server.log.lines.contains { $0.metadata["error"]?.contains("readCancelled") == true }
        }
    }

    @Test("the deadline answers 503 with Retry-After, and others go on")
    func deadline() async throws {
        var configuration = ServerConfiguration()
        configuration.querySeconds = 1
        try await QueryStore.serve(configuration) { server in
            for query in ["", "&resultType=hits", "&f=html"] {
                let answer = try await server.client.raw("GET", "/collections/chu/items?filter=\(Self.slow)\(query)")
                #expect(answer.status == 503, "\(answer.text)")
                #expect(answer["retry-after"] != nil && answer["cache-control"] == "no-store")
            }
            #expect(
                try await TestServer.eventually { try await server.get("/collections/duong/items").status == 200 })
        }
    }

    @Test("a count that takes too long is left out, and the page is right")
    func count() async throws {
        var configuration = ServerConfiguration()
        configuration.countSeconds = 0
        try await QueryStore.serve(configuration) { server in
            let page = try await server.json("/collections/chu/items?filter=ACCENTI(ten)+LIKE+%27%25Dien%25%27")
            #expect(page["numberMatched"] == nil && page["numberReturned"]?.integer == 10)
            // The pages behind need not try it again.
            #expect(page.link("next")?["href"]?.string?.contains("count=false") == true)
            let hits = try await server.json(
                "/collections/chu/items?resultType=hits&filter=ACCENTI(ten)+LIKE+%27%25%27")
            #expect(hits["numberMatched"]?.integer == Int64(QueryStore.textCount))
            #expect(try await server.json("/collections/chu/items")["numberMatched"] != nil)
        }
    }

    @Test("a client that leaves ends the work, and others go on meanwhile", .timeLimit(.minutes(5)))
    func disconnect() async throws {
        try await QueryStore.serve(Self.patient) { server in
            do {
                let connection = try Self.ask(server)
                #expect(try await server.ids("/collections/duong/items") == [1, 2, 3])
                #expect(try await server.ids("/collections/thu/items?so=1&limit=100").count == 15)
                withExtendedLifetime(connection) {}
            }
            #expect(try await Self.wasEnded(server))
        }
    }

    @Test("a client that has left before anybody looked ends the work too", .timeLimit(.minutes(5)))
    func disconnectAtOnce() async throws {
        try await QueryStore.serve(Self.patient) { server in
            _ = try Self.ask(server)
            #expect(try await Self.wasEnded(server))
        }
    }

    @Test("a connection that asked a slow question takes the next one")
    func keepAlive() async throws {
        try await QueryStore.serve { server in
            let connection = try LoopbackClient.Connection(port: server.client.port)
            for _ in 0..<3 {
                try connection.write(
                    Array("GET /collections/thu/items?sortby=so&limit=1 HTTP/1.1\r\nHost: localhost\r\n\r\n".utf8))
                var text = ""
                while !text.hasSuffix("]}") {
                    let bytes = connection.read(4096)
                    try #require(!bytes.isEmpty)
                    text += String(decoding: bytes, as: UTF8.self)
                }
                #expect(text.hasPrefix("HTTP/1.1 200"))
            }
        }
    }
}
