import GeoStore
import SimpleFeatures
import TestSupport
import Testing

@testable import TileServer

/// Limits over HTTP. Behind a trusted proxy a test can be any number of clients.
@Suite struct LimitTests {
    private static let tile = "/tiles/thua/12/3277/1887"

    /// - Parameter rate: a second; ten times as many at once.
    private static func configuration(rate: Int = 2) -> ServerConfiguration {
        var configuration = ServerConfiguration()
        configuration.trustedProxies = ["127.0.0.1"]
        configuration.limits.rateAddress = rate
        return configuration
    }

    private static func ask(
        _ server: TestServer, _ target: String, from address: String, headers: [String: String] = [:]
    ) async throws -> HTTPAnswer {
        try await server.client.raw(
            "GET", target, headers: headers.merging(["X-Forwarded-For": address, "Accept-Encoding": "gzip"]) { $1 })
    }

    /// How many of so many requests were answered before the first that was refused.
    private static func answered(
        of count: Int, _ server: TestServer, _ target: String, from address: String, headers: [String: String] = [:]
    ) async throws -> Int {
        for number in 0..<count {
            let answer = try await ask(server, target, from: address, headers: headers)
            if answer.status == 429 { return number }
        }
        return count
    }

    @Test(
        "whoever asks too fast is told so and which setting it is; others are answered",
        arguments: ["/conformance", tile, "/nowhere"])
    func address(target: String) async throws {
        try await TestServer.run(Self.configuration(rate: 1)) { server in
            // More than 10 when the machine is slow: one a second comes back.
            let count = try await Self.answered(of: 2000, server, target, from: "203.0.113.5")
            #expect(count >= 10 && count < 2000)
            let refused = try await Self.ask(server, target, from: "203.0.113.5")
            if refused.status == 429 {
                #expect(try #require(refused["retry-after"].flatMap { Int($0) }) >= 1)
                #expect(refused["ratelimit-policy"] == #""rate_address";q=10;w=10"#)
                #expect(refused["ratelimit"]?.hasPrefix(#""rate_address";r=0;t="#) == true)
                #expect(refused["cache-control"] == "no-store")
                #expect(try refused.json["detail"]?.string?.contains("'rate_address'") == true)
            }
            #expect(try await Self.ask(server, target, from: "203.0.113.6").status != 429)
            // What a client writes before its proxy does is not believed.
            #expect(try await Self.ask(server, target, from: "198.51.100.7, 203.0.113.7").status != 429)
            #expect(try await Self.ask(server, target, from: "203.0.113.8").status != 429)
        }
    }

    @Test("a subscriber's network of IPv6 is one client")
    func network() async throws {
        try await TestServer.run(Self.configuration(rate: 1)) { server in
            var statuses: [Int] = []
            for number in 0..<2000 where statuses.last != 429 {
                statuses.append(try await Self.ask(server, "/conformance", from: "2001:db8:7:9::\(number)").status)
            }
            #expect(statuses.last == 429)
            #expect(try await Self.ask(server, "/conformance", from: "2001:db8:7:a::1").status == 200)
        }
    }

    @Test("addresses that a client makes up count for nothing, and a program on this machine has a rate when it is set")
    func madeUp() async throws {
        var configuration = Self.configuration(rate: 1)
        configuration.trustedProxies = ["192.0.2.200"]
        try await TestServer.run(configuration) { server in
            var statuses: [Int] = []
            for _ in 0..<2000 where statuses.last != 429 {
                statuses.append(try await server.client.raw("GET", "/conformance").status)
            }
            #expect(statuses.last == 429)
            // A proxy on this machine whose word is not taken stands for many: it is told of, once.
            for number in 0..<40 {
                #expect(try await Self.ask(server, "/conformance", from: "203.0.113.\(number % 2)").status == 200)
            }
            #expect(server.log.lines.count { $0.message == "a proxy on this machine is not trusted" } == 1)
            for path in ["/health", "/ready"] {
                for _ in 0..<30 { #expect(try await server.client.raw("GET", path).status == 200) }
            }
        }
    }

    @Test("users and systems have a rate of their own, wherever they ask from, for remembered answers too")
    func principals() async throws {
        var configuration = Self.configuration(rate: 1)
        configuration.limits.ratePrincipal = 2
        try await TestServer.run(configuration, authenticator: SpokenAuthenticator()) { server in
            for target in ["/conformance", Self.tile] {
                var statuses: [Int] = []
                for number in 0..<2000 where statuses.last != 429 {
                    let answer = try await Self.ask(
                        server, target, from: "203.0.113.\(number % 200)", headers: ["X-API-Key": "user:an"])
                    statuses.append(answer.status)
                    if answer.status == 429 {
                        #expect(answer["ratelimit-policy"]?.hasPrefix(#""rate_principal";q=20"#) == true)
                    }
                }
                #expect(statuses.last == 429)
                let other = try await Self.ask(server, target, from: "203.0.113.1", headers: ["X-API-Key": "user:binh"])
                #expect(other.status == 200)
            }
        }
    }

    @Test("keys that nobody has are counted for the address they come from")
    func guesses() async throws {
        try await TestServer.run(Self.configuration(rate: 1)) { server in
            var statuses: [Int] = []
            for number in 0..<2000 where statuses.last != 429 {
                statuses.append(
                    try await Self.ask(
                        server, "/conformance", from: "203.0.113.5", headers: ["X-API-Key": "gsk_\(number)_x"]
                    ).status)
            }
            #expect(statuses.first == 401 && statuses.last == 429)
            // Another count would begin with ten; on a busy machine this one may have got some back meanwhile.
            var plain: [Int] = []
            for _ in 0..<9 where plain.last != 429 {
                plain.append(try await Self.ask(server, "/conformance", from: "203.0.113.5").status)
            }
            #expect(plain.last == 429)
        }
    }

    @Test("0 takes the limits away, and by default a program on this machine has none")
    func off() async throws {
        var free = Self.configuration(rate: 0)
        free.limits.work = [.tiles: 0, .features: 0, .search: 0, .exports: 0, .edits: 0]
        free.limits.connections = 0
        for configuration in [free, ServerConfiguration()] {
            try await TestServer.run(configuration) { server in
                let connection = try LoopbackClient.Connection(port: server.client.port)
                let request = "GET \(Self.tile) HTTP/1.1\r\nHost: h\r\nIf-None-Match: *\r\n\r\n"
                // More than a client of the standard rate may ask for at once.
                let isWhole = try await offPool {
                    for _ in 0..<60 {
                        try connection.write(Array(String(repeating: request, count: 100).utf8))
                        var text = ""
                        while text.ranges(of: "\r\n\r\n").count < 100 {
                            let bytes = connection.read()
                            guard !bytes.isEmpty else { return false }
                            text += String(decoding: bytes, as: UTF8.self)
                        }
                        guard text.ranges(of: "HTTP/1.1 304").count == 100 else { return false }
                    }
                    return true
                }
                #expect(isWhole)
            }
        }
    }

    @Test("a URL that is too long is 414")
    func longTarget() async throws {
        var configuration = ServerConfiguration()
        configuration.limits.urlBytes = 2000
        try await TestServer.run(configuration) { server in
            let long = "/conformance?f=" + String(repeating: "x", count: 2000)
            let answer = try await server.client.raw("GET", long)
            #expect(try answer.status == 414 && answer.json["limit"]?.string == "url_bytes")
            #expect(try await server.client.raw("GET", "/conformance?f=json").status == 200)
        }
    }

    @Test("one client's slow queries keep no other's waiting, and a client that leaves waits no more")
    func shares() async throws {
        let terms = (0..<400).map { "ACCENTI(CASEI(ten)) LIKE '%\($0)x%y%z%'" }
        let slow = "/collections/chu/items?filter=" + QueryParameters.encode(terms.joined(separator: " OR "))
        var configuration = Self.configuration(rate: 100)
        configuration.threads = 2
        configuration.querySeconds = 3600
        configuration.limits.workSeconds = 3600
        configuration.limits.work = [.features: 8]
        configuration.limits.workShare = 50
        try await QueryStore.serve(configuration) { server in
            func ask(_ target: String, from address: String) throws -> LoopbackClient.Connection {
                let connection = try LoopbackClient.Connection(port: server.client.port)
                try connection.write(
                    Array("GET \(target) HTTP/1.1\r\nHost: h\r\nX-Forwarded-For: \(address)\r\n\r\n".utf8))
                return connection
            }
            do {
                var loud: [LoopbackClient.Connection] = []
                for _ in 0..<12 { loud.append(try ask(slow, from: "203.0.113.5")) }
                for _ in 0..<3 {
                    let scan = try await Self.ask(
                        server, "/collections/thu/items?filter=ACCENTI(ten)%3D'x'&limit=1", from: "203.0.113.6")
                    #expect(scan.status == 200 || scan.status == 400, "\(scan.text)")
                    #expect(try await Self.ask(server, "/collections/duong/items", from: "203.0.113.6").status == 200)
                }
                withExtendedLifetime(loud) {}
            }
            // Those at work and those that waited.
            #expect(
                try await TestServer.eventually {
                    server.log.lines.contains { $0.metadata["error"]?.contains("clientLeft") == true }
                        && server.log.lines.contains { $0.metadata["error"]?.contains("readCancelled") == true }
                })
            #expect(try await Self.ask(server, "/collections/duong/items", from: "203.0.113.5").status == 200)
        }
    }
}
