import GeoStore
import Logging
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

    @Test("how long requests took is told by route and by collection, and how fresh each collection is")
    func durations() async throws {
        try await TestServer.run { server in
            for _ in 0..<3 { _ = try await server.get("/collections/thua/items") }
            _ = try await server.get("/collections/khong-co/items")
            let lines = try await server.get("/metrics").text.split(separator: "\n")
            let route = "/collections/{collectionId}/items"
            #expect(
                lines.contains(#"geosector_http_request_duration_seconds_count{route="\#(route)"} 4"#))
            let bucket = #"geosector_http_request_duration_seconds_bucket{route="\#(route)",le="+Inf"} 4"#
            #expect(lines.contains { $0 == bucket })
            #expect(
                lines.contains(#"geosector_collection_request_duration_seconds_count{collection="thua"} 3"#))
            #expect(!lines.contains { $0.contains("khong-co") })
            #expect(
                lines.contains { $0.hasPrefix(#"geosector_collection_updated_timestamp_seconds{collection="thua"} 1"#) }
            )
            let counts = lines.filter {
                $0.hasPrefix(#"geosector_http_request_duration_seconds_bucket{route="\#(route)""#)
            }
            .compactMap { $0.split(separator: " ").last.flatMap { Int($0) } }
            #expect(counts.count == 15 && counts == counts.sorted())
            #expect(lines.contains { $0.hasPrefix("process_open_fds ") && !$0.hasSuffix(" 0") })
        }
    }

    @Test("whoever does not see a collection is not told of it")
    func hidden() async throws {
        let folder = try TemporaryFolder()
        let path = try SampleStore.copy(into: folder)
        let store = try Store(path: path, access: .readWrite)
        try store.setPolicy(
            AccessPolicy(rules: [AccessRule(grantees: [.department("land")], permission: .read)]),
            of: .collection(CollectionID("thua")), author: "test")
        try store.close()
        var configuration = ServerConfiguration()
        configuration.store = path
        try await TestServer.run(configuration, authenticator: SpokenAuthenticator()) { server in
            let land = ["X-API-Key": "department:land"]
            #expect(try await server.get("/collections/thua", headers: land).status == 200)
            #expect(try await server.get("/collections/thua").status == 404)
            let open = try await server.get("/metrics").text
            #expect(!open.contains("thua"))
            #expect(try await server.get("/metrics", headers: land).text.contains(#"collection="thua""#))
        }
        withExtendedLifetime(folder) {}
    }

    @Test("a request that takes longer than it should is told at warning, with its collection")
    func slow() async throws {
        var configuration = ServerConfiguration()
        configuration.slowSeconds = 0.000_001
        try await TestServer.run(configuration) { server in
            _ = try await server.get("/collections/thua/items?limit=3")
            let line = server.log.lines.first { $0.message == "slow request" }
            #expect(line?.level == .warning && line?.metadata["collection"] == "thua")
            #expect(line?.metadata["route"] == "/collections/{collectionId}/items")
        }
    }

    @Test("whether the server is ready says of what")
    func ready() async throws {
        try await TestServer.run { server in
            let ready = try await server.json("/ready")
            #expect(ready["status"]?.string == "ready" && ready["checks"]?["store"]?.string == "ok")
            #expect(ready["checks"]?["accounts"]?.string == "none" && ready["checks"]?["disk"]?.string == "ok")
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
