import TestSupport
import Testing

@testable import TileServer

/// Clients that are slow, or send more than is taken, over bare sockets.
@Suite struct ConnectionTests {
    private static func run(
        _ change: (inout LimitSettings) -> Void, _ body: (TestServer) async throws -> Void
    ) async throws {
        var configuration = ServerConfiguration()
        change(&configuration.limits)
        try await TestServer.run(configuration, body)
    }

    /// What a client gets that writes this and then no more, until the server ends the connection.
    private static func end(
        of text: String, _ server: TestServer, thenEach trickle: String? = nil
    ) async throws -> String {
        let connection = try LoopbackClient.Connection(port: server.client.port)
        try connection.write(Array(text.utf8))
        if let trickle {
            // Until the connection takes no more.
            _ = try await TestServer.eventually {
                do { try connection.write(Array(trickle.utf8)) } catch { return true }
                return false
            }
        }
        return try await offPool { String(decoding: try connection.readToEnd(), as: UTF8.self) }
    }

    private static let get = "GET /conformance HTTP/1.1\r\nHost: h\r\n"

    @Test(
        "who does not get to the end of the header in time is dropped, however busily they write",
        .timeLimit(.minutes(5)))
    func slowHeader() async throws {
        try await Self.run {
            $0.headerSeconds = 1
        } _: { (server: TestServer) async throws in
            #expect(try await Self.end(of: "", server).isEmpty)
            #expect(try await Self.end(of: "GET /conf", server).isEmpty)
            #expect(try await Self.end(of: Self.get, server, thenEach: "X-a: b\r\n").isEmpty)
            #expect(try await server.get("/conformance").status == 200)
        }
    }

    @Test("a connection that rests ends, and one in use does not", .timeLimit(.minutes(5)))
    func idle() async throws {
        try await Self.run {
            // Of a busy machine, seconds are not much.
            $0.idleSeconds = 2
        } _: { (server: TestServer) async throws in
            let once = try await Self.end(of: Self.get + "\r\n", server)
            #expect(once.hasPrefix("HTTP/1.1 200"))
            // The second request is begun and not ended.
            let twice = try await Self.end(of: Self.get + "\r\n" + Self.get, server, thenEach: "X-a: b\r\n")
            #expect(twice.split(separator: "HTTP/1.1 ").count == 1)
            #expect(try await Self.isKeptByRequests(server))
        }
    }

    /// Whether a connection that asks again and again outlives its rest. Where the machine pauses the test for about as
    /// long as that rest, nothing can be said, and it is tried again.
    private static func isKeptByRequests(_ server: TestServer) async throws -> Bool {
        let tile = "GET /tiles/thua/12/3277/1887 HTTP/1.1\r\nHost: h\r\nAccept-Encoding: gzip\r\n\r\n"
        for _ in 0..<20 {
            let connection = try LoopbackClient.Connection(port: server.client.port)
            var longestPause = Duration.zero
            var last = ContinuousClock.now
            var answers = 0
            for _ in 0..<8 {
                longestPause = max(longestPause, last.duration(to: .now))
                last = .now
                guard (try? connection.write(Array(tile.utf8))) != nil else { break }
                let answer = try await offPool { connection.read(1 << 20) }
                guard answer.starts(with: Array("HTTP/1.1 200".utf8)) else { break }
                answers += 1
                try await Task.sleep(for: .milliseconds(400))
            }
            if answers == 8 { return true }
            if longestPause < .seconds(1) { return false }
        }
        return false
    }

    @Test("half a body is not waited for, nor one that comes drop by drop", .timeLimit(.minutes(5)))
    func slowBody() async throws {
        try await Self.run {
            $0.bodySeconds = 1
        } _: { (server: TestServer) async throws in
            let head = "POST /collections/thua/export?f=csv HTTP/1.1\r\nHost: h\r\nContent-Length: 1000000\r\n\r\n"
            _ = try await Self.end(of: head + "half", server)
            _ = try await Self.end(of: head, server, thenEach: ".")
            #expect(try await server.get("/conformance").status == 200)
        }
    }

    @Test("a body that nobody asked for ends the connection when it is too long", .timeLimit(.minutes(5)))
    func longBody() async throws {
        var configuration = ServerConfiguration()
        configuration.editBody = 1 << 12
        try await TestServer.run(configuration) { server in
            let head = "GET /conformance HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n"
            let chunk = "10000\r\n" + String(repeating: "x", count: 1 << 16) + "\r\n"
            _ = try await Self.end(of: head, server, thenEach: String(repeating: chunk, count: 8))
            #expect(try await server.get("/conformance").status == 200)
        }
    }

    @Test("who does not read the answer is dropped", .timeLimit(.minutes(5)))
    func slowReader() async throws {
        try await Self.run {
            $0.writeSeconds = 1
        } _: { (server: TestServer) async throws in
            let connection = try LoopbackClient.Connection(port: server.client.port, receiveBuffer: 4096)
            let request = "GET /api HTTP/1.1\r\nHost: h\r\n\r\n"
            try connection.write(Array(String(repeating: request, count: 400).utf8))
            #expect(
                try await TestServer.eventually {
                    do { try connection.write([13, 10]) } catch { return true }
                    return false
                })
            #expect(try await server.get("/conformance").status == 200)
        }
    }

    @Test("a header that is too large, or has too many fields, is 431")
    func largeHeader() async throws {
        try await Self.run {
            $0.headerBytes = 8192
            $0.headerFields = 40
        } _: { (server: TestServer) async throws in
            let many = (0..<60).map { "X-\($0): y\r\n" }.joined()
            let long = "X-Long: \(String(repeating: "y", count: 9000))\r\n"
            let together = (0..<20).map { "X-\($0): \(String(repeating: "y", count: 600))\r\n" }.joined()
            for fields in [many, long, together] {
                let answer = try await Self.end(of: Self.get + fields + "\r\n", server)
                #expect(answer.hasPrefix("HTTP/1.1 431 ") && answer.contains("'header_bytes'"), "\(answer)")
            }
            #expect(try await server.get("/conformance").status == 200)
        }
    }

    @Test(
        "what is no HTTP is 400, and the connection ends",
        arguments: ["\u{16}\u{3}\u{1}\u{2}", "HELLO\r\n\r\n", "GET / FTP/1\r\n\r\n"])
    func noise(text: String) async throws {
        try await Self.run { _ in
        } _: { (server: TestServer) async throws in
            #expect(try await Self.end(of: text, server).hasPrefix("HTTP/1.1 400 "))
        }
    }

    @Test("so many connections of one address, and no more until one ends")
    func connections() async throws {
        try await Self.run {
            $0.connectionsAddress = 3
            $0.idleSeconds = 600
        } _: { (server: TestServer) async throws in
            func open() async throws -> LoopbackClient.Connection {
                let connection = try LoopbackClient.Connection(port: server.client.port)
                try connection.write(Array((Self.get + "\r\n").utf8))
                return connection
            }
            var held = [try await open(), try await open(), try await open()]
            for connection in held {
                #expect(try await offPool { connection.read() }.starts(with: Array("HTTP/1.1 200".utf8)))
            }
            let refused = try await Self.end(of: Self.get + "\r\n", server)
            #expect(refused.hasPrefix("HTTP/1.1 503 ") && refused.contains("Retry-After: 5"))
            #expect(refused.contains("'connections_address'"))
            held.removeAll()
            #expect(
                try await TestServer.eventually {
                    try await Self.end(of: Self.get + "Connection: close\r\n\r\n", server).hasPrefix("HTTP/1.1 200")
                })
        }
    }

    @Test("so many connections of all addresses together")
    func allConnections() async throws {
        try await Self.run {
            $0.connections = 2
            // On a busy machine the two would be gone before a third one comes.
            $0.headerSeconds = 600
        } _: { (server: TestServer) async throws in
            let held = try [server.client.port, server.client.port].map { try LoopbackClient.Connection(port: $0) }
            #expect(
                try await TestServer.eventually {
                    try await Self.end(of: Self.get + "Connection: close\r\n\r\n", server).hasPrefix("HTTP/1.1 503")
                })
            withExtendedLifetime(held) {}
        }
    }
}
