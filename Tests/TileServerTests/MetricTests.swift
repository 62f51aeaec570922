import SimpleFeatures
import TestSupport
import Testing

@testable import TileServer

/// What the server tells about itself.
@Suite struct MetricTests {
    @Test("tiles are counted as hits and misses, requests by route and status, in the text of Prometheus")
    func counted() async throws {
        var configuration = ServerConfiguration()
        configuration.port = 0
        try await TestServer.run(configuration) { server in
            let (z, x, y) = ServedTests.TileTests.zxy
            for _ in 0..<3 { _ = try await server.client.raw("GET", "/tiles/thua/\(z)/\(x)/\(y)") }
            _ = try await server.get("/tiles/thua/0/0/1")
            let answer = try await server.get("/metrics")
            #expect(answer["content-type"] == "text/plain; version=0.0.4; charset=utf-8")
            let lines = answer.text.split(separator: "\n")
            let route = "/tiles/{collectionIds}/{second}/{third}/{fourth}"
            #expect(lines.contains(#"geosector_http_requests_total{route="\#(route)",status="200"} 3"#))
            #expect(lines.contains(#"geosector_http_requests_total{route="\#(route)",status="404"} 1"#))
            #expect(lines.contains(#"geosector_tile_requests_total{answer="hit"} 2"#))
            for line in lines {
                #expect(
                    line.hasPrefix("# ") || line.wholeMatch(of: /[a-z_]+(\{[^}]*\}+[^}]*\})? [0-9.e+-]+/) != nil
                        || line.wholeMatch(of: /[a-z_]+\{.*\} [0-9.e+-]+/) != nil, "\(line)")
            }
        }
    }

    @Test("the cache is told to programs on this machine, not through a proxy")
    func cacheStats() async throws {
        try await TestServer.run { server in
            let stats = try await server.json("/cache/stats")
            #expect(stats["limitBytes"]?.integer == 256 << 20)
            for header in ["X-Forwarded-For", "Forwarded", "Via"] {
                #expect(try await server.get("/cache/stats", headers: [header: "1.2.3.4"]).status == 404)
            }
            let body = try await offPool { [port = server.client.port] in
                try LocalRequest(host: "127.0.0.1", port: port, patience: 180).get("/cache/stats")
            }
            let table = CacheStats.table(try JSONReader.read(body))
            #expect(table.contains("misses") && table.contains("256.0 MB"))
        }
    }

    @Test("a server that is not there is said to be missing")
    func noServer() throws {
        #expect(throws: LocalRequest.Fault.self) { try LocalRequest(host: "127.0.0.1", port: 1).get("/cache/stats") }
    }
}
