import GeoStore
import SimpleFeatures
import TestSupport
import Testing

@testable import TileServer

/// Requests for tiles that were answered before.
@Suite struct TileRecallTests {
    /// The tile where the parcels lie.
    private static let tile = "/tiles/thua/12/3277/1887"
    private static let picture = "/styles/map/12/3277/1887.png"
    private static let wms =
        "/wms?service=WMS&version=1.3.0&request=GetMap&layers=thua&styles=&crs=EPSG:3857&width=256&height=256"
        + "&format=image/png"

    @Test(
        "an equal request gets the same answer again, under a number of its own",
        arguments: [
            (tile, "Accept-Encoding: gzip\r\n", 200),
            (tile, "accept-encoding: identity\r\nConnection: Keep-Alive\r\n", 200),
            (tile, "", 200), ("\(tile)?v=1", "Accept: */*\r\n", 200), ("/tiles/thua/12/0/0", "", 204),
            ("/tiles/trong/3/6/3", "Accept-Encoding: gzip\r\n", 204), (tile, "If-None-Match: *\r\n", 304),
            ("/collections/thua/tiles/WebMercatorQuad/12/1887/3277", "Accept-Encoding: gzip\r\n", 200),
            (picture, "", 200), (picture, "If-None-Match: *\r\n", 304),
            ("/collections/thua/map/tiles/WebMercatorQuad/12/1887/3277", "Accept: image/png\r\n", 200),
            ("\(wms)&bbox=12024461.794,1565430.339,12034245.733,1575214.279", "", 200),
        ])
    func again(target: String, fields: String, status: Int) async throws {
        try await TestServer.run { server in
            let request = "GET \(target) HTTP/1.1\r\nHost: h\r\n\(fields)\r\n"
            let first = try await Self.ask(server, [request])
            // A tile is kept compressed once nothing else is to be done: its plain bytes are then made by the routes.
            let isRecalled = status != 200 || fields.contains("gzip") || !target.hasPrefix("/tiles/")
            // What is served may change until the last overview is open. Tiles are compressed further when nothing else is
            // to be done: the first answer may have been longer.
            var again: [HTTPAnswer] = []
            let isAsExpected = try await TestServer.eventually {
                let before = try await Self.recalled(server)
                again = try await Self.ask(server, [request, request, request])
                let after = try await Self.recalled(server)
                return !isRecalled || after == before + 3
            }
            #expect(isAsExpected)
            #expect((first + again).map(\.status) == [status, status, status, status])
            let varying = ["date", "x-request-id", "content-length"]
            for answer in again {
                for (name, value) in first[0].headers where !varying.contains(name) {
                    #expect(answer[name] == value, "\(name)")
                }
                #expect(Set(answer.headers.map(\.name)) == Set(first[0].headers.map(\.name)))
                #expect(answer.headers.count == first[0].headers.count)
                #expect(answer.body.isEmpty == (status != 200))
                #expect(answer["date"]?.wholeMatch(of: /\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT/) != nil)
            }
            if first[0]["content-encoding"] == nil { #expect(again[0].body == first[0].body) }
            #expect(Set((first + again).compactMap { $0["x-request-id"] }).count == 4)
        }
    }

    @Test("the counters know of every request, however it was answered")
    func counted() async throws {
        try await TestServer.run { server in
            let request = "GET \(Self.tile) HTTP/1.1\r\nHost: h\r\n\r\n"
            _ = try await Self.ask(server, [request, request, request, request])
            let lines = try await server.get("/metrics").text.split(separator: "\n")
            let route = "/tiles/{collectionIds}/{second}/{third}/{fourth}"
            #expect(lines.contains(#"geosector_http_requests_total{route="\#(route)",status="200"} 4"#))
            #expect(lines.contains(#"geosector_tile_requests_total{answer="hit"} 3"#))
        }
    }

    @Test("pipelined requests are answered in their order, whoever answers them")
    func pipelined() async throws {
        try await TestServer.run { server in
            let tile = "GET \(Self.tile) HTTP/1.1\r\nHost: h\r\n\r\n"
            let known = try await Self.ask(server, [tile])[0]
            let answers = try await Self.ask(
                server,
                [
                    tile, "GET /conformance HTTP/1.1\r\nHost: h\r\n\r\n", tile, tile,
                    "GET /tiles/nirgends/0/0/0 HTTP/1.1\r\nHost: h\r\n\r\n",
                    "GET \(Self.tile) HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nhello", tile,
                ])
            #expect(answers.map(\.status) == [200, 200, 200, 200, 404, 200, 200])
            #expect(answers.map { $0["etag"] == known["etag"] } == [true, false, true, true, false, true, true])
            for answer in answers where answer["etag"] == known["etag"] { #expect(answer.body == known.body) }
        }
    }

    @Test(
        "what is more than an equal request goes to the routes",
        arguments: [
            ("GET \(tile) HTTP/1.0\r\n\r\n", 200),
            ("GET \(tile) HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n", 200),
            ("GET http://h\(tile) HTTP/1.1\r\nHost: h\r\n\r\n", 200),
            ("GET \(tile)?f=html HTTP/1.1\r\nHost: h\r\n\r\n", 400), ("POST \(tile) HTTP/1.1\r\nHost: h\r\n\r\n", 405),
            ("GET \(tile) HTTP/1.1\r\nHost: h\r\nAccept: application/json\r\n\r\n", 406),
            ("GET \(tile) HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\n\r\n", 200),
            ("OPTIONS \(tile) HTTP/1.1\r\nHost: h\r\n\r\n", 204), ("GET \(tile)/x HTTP/1.1\r\nHost: h\r\n\r\n", 404),
        ])
    func others(request: String, status: Int) async throws {
        try await TestServer.run { server in
            _ = try await Self.ask(server, ["GET \(Self.tile) HTTP/1.1\r\nHost: h\r\n\r\n"])
            let before = try await Self.recalled(server)
            for _ in 0..<2 {
                let answer = try await Self.ask(server, [request])[0]
                #expect(answer.status == status && (status != 200 || answer.body.count > 1000))
            }
            #expect(try await Self.recalled(server) == before)
        }
    }

    @Test("HEAD says what GET says, without a body")
    func head() async throws {
        try await TestServer.run { server in
            let get = try await Self.ask(server, ["GET \(Self.tile) HTTP/1.1\r\nHost: h\r\n\r\n"])[0]
            for _ in 0..<2 {
                let head = try await server.client.raw("HEAD", Self.tile)
                #expect(head.status == 200 && head.body.isEmpty)
                #expect(head["etag"] == get["etag"] && head["content-length"] == get["content-length"])
            }
        }
    }

    @Test("after a change nobody gets what was before it, and what is gone is gone")
    func changed() async throws {
        try await TestServer.run { server in
            let tile = "GET /tiles/duong/8/204/117 HTTP/1.1\r\nHost: h\r\n\r\n"
            let connection = try LoopbackClient.Connection(port: server.client.port)
            let before = try await Self.ask(connection, [tile, tile])
            #expect(before.map(\.status) == [200, 200])
            let writer = try Store(path: server.storePath, access: .readWrite)
            let roads = try #require(try writer.catalog().collections.first { $0.id.name == "duong" })
            let line = CoordinateSequence(values: [107.9, 13.95, 108.1, 13.96])
            try writer.load(
                LayerDefinition(
                    id: roads.id, sector: "transport", title: LocalizedText(vi: "Đường", en: "Roads"),
                    storageCRS: .crs84, schema: roads.schema), mode: .append
            ) { writer in
                try writer.append(geometry: .multiLineString([line]), values: [.text("mới")])
                return Provenance()
            }
            #expect(
                try await TestServer.eventually {
                    try await Self.ask(connection, [tile])[0]["etag"] != before[0]["etag"]
                })
            let after = try await Self.ask(connection, [tile, tile])
            #expect(after[0].body == after[1].body && after[0].body != before[0].body)
            try writer.drop(roads.id)
            #expect(try await TestServer.eventually { try await Self.ask(connection, [tile])[0].status == 404 })
            #expect(try await Self.ask(connection, [tile, tile]).map(\.status) == [404, 404])
        }
    }

    @Test("nothing is remembered without a cache, and no request as long as a page")
    func unremembered() async throws {
        var configuration = ServerConfiguration()
        configuration.tileCache = 0
        let long = "If-None-Match: \(String(repeating: "\"x\", ", count: 300))\r\n"
        for (configuration, fields) in [(configuration, ""), (ServerConfiguration(), long)] {
            let tile = "GET \(Self.tile) HTTP/1.1\r\nHost: h\r\n\(fields)\r\n"
            try await TestServer.run(configuration) { server in
                let answers = try await Self.ask(server, [tile, tile, tile])
                let count = try await Self.recalled(server)
                #expect(answers.map(\.status) == [200, 200, 200] && count == 0)
            }
        }
    }

    @Test(
        "a date is written as HTTP wants it",
        arguments: [
            (0, "Thu, 01 Jan 1970 00:00:00 GMT"), (784_111_777, "Sun, 06 Nov 1994 08:49:37 GMT"),
            (951_827_696, "Tue, 29 Feb 2000 12:34:56 GMT"),
        ])
    func date(second: Int, text: String) {
        #expect(HTTPDate.text(ofSecond: second) == text)
    }

    // MARK: A client that keeps its connection

    private static func ask(_ server: TestServer, _ requests: [String]) async throws -> [HTTPAnswer] {
        try await ask(LoopbackClient.Connection(port: server.client.port), requests)
    }

    /// Writes all requests at once and reads as many answers.
    private static func ask(
        _ connection: LoopbackClient.Connection, _ requests: [String]
    ) async throws -> [HTTPAnswer] {
        try await offPool {
            try connection.write(Array(requests.joined().utf8))
            var (bytes, answers): ([UInt8], [HTTPAnswer]) = ([], [])
            while answers.count < requests.count {
                if let answer = try? LoopbackClient.parse(bytes) {
                    let length = answer["content-length"].flatMap(Int.init) ?? 0
                    if answer.body.count >= length {
                        let rest = Array(answer.body.dropFirst(length))
                        answers.append(
                            HTTPAnswer(
                                status: answer.status, headers: answer.headers, body: Array(answer.body.prefix(length)))
                        )
                        bytes = rest
                        continue
                    }
                }
                let more = connection.read()
                try #require(!more.isEmpty, "closed after \(answers.count) of \(requests.count) answers")
                bytes += more
            }
            try #require(bytes.isEmpty)
            return answers
        }
    }

    private static func recalled(_ server: TestServer) async throws -> Int {
        let text = try await server.get("/metrics").text
        let line = try #require(
            text.split(separator: "\n").last { $0.hasPrefix("geosector_tile_requests_recalled_total") })
        return try #require(line.split(separator: " ").last.flatMap { Int($0) })
    }
}
