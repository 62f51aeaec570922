import SimpleFeatures
import TestSupport
import Testing

@testable import TileServer

extension ServedTests {
    /// Which representation is sent.
    @Suite struct NegotiationTests {
        static let browser = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"
        static let resources: [(path: String, json: String)] = [
            ("/", "application/json"), ("/conformance", "application/json"),
            ("/api", "application/vnd.oai.openapi+json;version=3.0"), ("/collections", "application/json"),
            ("/collections/duong", "application/json"), ("/collections/duong/schema", "application/schema+json"),
            ("/collections/duong/queryables", "application/schema+json"),
            ("/collections/duong/items", "application/geo+json"),
            ("/collections/duong/items/1", "application/geo+json"), ("/styles", "application/json"),
        ]

        @Test("JSON unless HTML is preferred", arguments: resources)
        func matrix(path: String, json: String) async throws {
            let client = try ServedTests.server.client
            let html = "text/html; charset=utf-8"
            let cases: [(accept: String?, type: String)] = [
                (nil, json), ("*/*", json), ("application/json", json), ("application/*", json), (json, json),
                ("application/json, text/html;q=0.9, */*;q=0.1", json), ("text/html;q=0.5, application/json", json),
                ("text/html", html), (Self.browser, html), ("application/json;q=0.4, text/html;q=0.5", html),
                ("text/html;q=0, */*", json), ("application/geo+json;q=0.2, application/json;q=0.2", json),
            ]
            for (accept, type) in cases {
                let answer = try await client.raw("GET", path, headers: accept.map { ["Accept": $0] } ?? [:])
                #expect(answer.status == 200 && answer["content-type"] == type, "Accept: \(accept ?? "none")")
                #expect(answer["vary"]?.contains("Accept") == true)
            }
        }

        @Test(
            "nothing that fits is 406, with what is offered",
            arguments: ["image/png", "application/gml+xml, text/csv", "text/html;q=0, application/json;q=0"])
        func notAcceptable(accept: String) async throws {
            for path in [
                "/", "/collections/duong/items", "/sectors", "/styles/map", "/tiles/duong.json", "/tiles/duong/0/0/0",
            ] {
                let answer = try await ServedTests.server.get(path, accept: accept)
                #expect(answer.status == 406, "\(path)")
                #expect(answer["content-type"] == "application/problem+json")
                #expect(try answer.json["detail"]?.string?.contains("available as") == true)
            }
        }

        @Test(
            "f wins over Accept",
            arguments: [("json", "text/html"), ("html", "application/json"), ("json", "image/png")])
        func formatWins(format: String, accept: String) async throws {
            let answer = try await ServedTests.server.get("/collections?f=\(format)", accept: accept)
            #expect(answer.status == 200)
            #expect(answer["content-type"]?.contains(format) == true)
        }

        @Test(
            "an unknown f is 400 and says what is known",
            arguments: ["/", "/collections/duong/items", "/sectors", "/styles/map", "/tiles/duong/0/0/0"])
        func unknownFormat(path: String) async throws {
            let answer = try await ServedTests.server.get("\(path)?f=gml")
            #expect(answer.status == 400)
            #expect(try answer.json["parameter"]?.string == "f")
            #expect(try answer.json["detail"]?.string?.contains("expected") == true)
        }
    }

    /// Methods, problems, cross-site requests and the headers every answer has.
    @Suite struct ProtocolTests {
        static let paths = [
            "/", "/conformance", "/api", "/sectors", "/collections", "/collections/duong", "/collections/duong/schema",
            "/collections/duong/queryables", "/collections/thua/items?limit=100", "/collections/duong/items/1",
            "/tiles/duong.json", "/tiles/duong/8/204/117", "/tiles/WebMercatorQuad/8/117/204", "/tiles/duong/0/0/0",
            "/styles", "/styles/map", "/map", "/health", "/ready", "/nirgends", "/collections/duong/items?bbox=1",
        ]

        @Test("a problem on a page says in the page's language what happened")
        func pageOfProblem() async throws {
            let server = try ServedTests.server
            for (target, title) in [
                ("/collections/nope", "Không tìm thấy"), ("/collections?limit=x", "Yêu cầu không hợp lệ"),
            ] {
                let page = try await server.get(
                    target + (target.contains("?") ? "&" : "?") + "f=html&lang=vi")
                #expect(page.text.contains("<h1>\(title)</h1>"), "\(page.text)")
            }
        }

        @Test("HEAD says what GET says, without a body", arguments: paths)
        func head(path: String) async throws {
            let client = try ServedTests.server.client
            let get = try await client.raw("GET", path)
            let head = try await client.raw("HEAD", path)
            #expect(head.status == get.status)
            #expect(head.body.isEmpty)
            let own: Set<String> = ["date", "x-request-id"]
            func comparable(_ answer: HTTPAnswer) -> [String] {
                answer.headers.filter { !own.contains($0.name) }
                    .filter {
                        path != "/nirgends" && !path.contains("bbox") || !["etag", "content-length"].contains($0.name)
                    }
                    .map { "\($0.name): \($0.value)" }.sorted()
            }
            #expect(comparable(head) == comparable(get))
        }

        @Test("every answer may be read by pages of other sites and carries a request id", arguments: paths)
        func crossOrigin(path: String) async throws {
            let answer = try await ServedTests.server.get(path, headers: ["Origin": "https://gialai.gov.vn"])
            #expect(answer["access-control-allow-origin"] == "*")
            #expect(answer["access-control-expose-headers"]?.contains("ETag") == true)
            #expect(answer["x-content-type-options"] == "nosniff")
            #expect(answer["x-request-id"]?.isEmpty == false)
        }

        @Test("OPTIONS allows reading what there is", arguments: paths.filter { $0 != "/nirgends" })
        func options(path: String) async throws {
            let answer = try await ServedTests.server.client.raw(
                "OPTIONS", path, headers: ["Access-Control-Request-Method": "GET"])
            #expect(answer.status == 204)
            #expect(answer["allow"] == "GET, HEAD, OPTIONS")
            #expect(answer["access-control-allow-methods"] == "GET, HEAD, OPTIONS")
            #expect(answer["access-control-allow-headers"]?.contains("If-None-Match") == true)
        }

        @Test("no method changes anything", arguments: ["POST", "PUT", "PATCH", "DELETE"])
        func methods(method: String) async throws {
            for path in [
                "/collections/duong/items", "/collections/duong/items/1", "/collections", "/tiles/duong/0/0/0",
                "/styles/map/legend",
            ] {
                let answer = try await ServedTests.server.client.raw(method, path)
                #expect(answer.status == 405, "\(path)")
                #expect(answer["allow"]?.contains("GET") == true)
                #expect(answer["content-type"] == "application/problem+json")
            }
        }

        @Test(
            "a problem has the members of RFC 9457 and its request id, and is not kept",
            arguments: [
                ("/nirgends", 404), ("/collections?x=1", 400), ("/collections/duong/items/0", 404),
                ("/styles/nirgends", 404),
                ("/tiles/duong/0/0/1", 404), ("/tiles/duong/a/0/1", 400),
                ("/collections/duong/tiles/Andere/0/0/0", 404),
            ])
        func problem(path: String, status: Int) async throws {
            let answer = try await ServedTests.server.get(path)
            #expect(answer.status == status)
            #expect(answer["content-type"] == "application/problem+json")
            #expect(answer["cache-control"] == "no-store")
            let document = try answer.json
            #expect(document["status"]?.integer == Int64(status))
            for member in ["type", "title", "detail"] { #expect(document[member]?.string?.isEmpty == false) }
            #expect(document["requestId"]?.string == answer["x-request-id"])
        }

        @Test(
            "an unknown parameter is 400 and names those that are known",
            arguments: [
                "/", "/conformance", "/api", "/sectors", "/collections", "/collections/duong",
                "/collections/duong/schema",
                "/collections/duong/queryables", "/collections/duong/items", "/collections/duong/items/1", "/styles",
                "/styles/map",
                "/tiles/duong.json", "/tiles/duong/0/0/0", "/tiles/WebMercatorQuad/0/0/0",
                "/collections/duong/tiles/WebMercatorQuad/0/0/0",
            ])
        func unknownParameter(path: String) async throws {
            let answer = try await ServedTests.server.get("\(path)?farbe=rot")
            #expect(answer.status == 400)
            #expect(try answer.json["parameter"]?.string == "farbe")
            #expect(try await ServedTests.server.get("\(path)?_=1690").status < 300, "a cache buster is allowed")
        }

        @Test(
            "a slash at the end of a path is forgiven, as QGIS needs",
            arguments: ["/collections/", "/collections/duong/items/", "/collections/duong/"])
        func trailingSlash(path: String) async throws {
            #expect(try await ServedTests.server.get(path).status == 200)
        }

        @Test("small documents go as they are, large ones gzip once where that is accepted")
        func compression() async throws {
            let client = try ServedTests.server.client
            let plain = try await client.raw("GET", "/api")
            #expect(plain["content-encoding"] == nil && plain.body.first == UInt8(ascii: "{"))
            for accepted in ["gzip", "deflate, gzip;q=0.8", "*"] {
                let packed = try await client.raw("GET", "/api", headers: ["Accept-Encoding": accepted])
                #expect(packed["content-encoding"] == "gzip")
                #expect(packed.body.prefix(2) == [0x1F, 0x8B])
                #expect(packed.body.count < plain.body.count / 3)
                #expect(packed["etag"] != plain["etag"])
            }
            let refused = try await client.raw("GET", "/api", headers: ["Accept-Encoding": "gzip;q=0, identity"])
            #expect(refused["content-encoding"] == nil)
        }

        @Test(
            "what a client has is not sent again",
            arguments: [
                "/", "/api", "/collections/duong", "/collections/thua/items", "/collections/duong/items/1",
                "/tiles/duong.json",
                "/tiles/duong/8/204/117", "/tiles/duong/0/0/0", "/styles/map", "/map",
            ])
        func notModified(path: String) async throws {
            let client = try ServedTests.server.client
            let tag = try #require(try await client.raw("GET", path)["etag"])
            let strong = tag.hasPrefix("W/") ? String(tag.dropFirst(2)) : tag
            for list in [tag, "W/\(strong)", "\"andere\", \(strong)", "\"a\" , W/\"b\",W/\(strong)", "*"] {
                let answer = try await client.raw("GET", path, headers: ["If-None-Match": list])
                #expect(answer.status == 304, "\(list)")
                #expect(answer.body.isEmpty)
                #expect(answer["etag"] == tag)
                #expect(answer["cache-control"] != nil && answer["vary"] != nil)
            }
            #expect(try await client.raw("GET", path, headers: ["If-None-Match": "\"andere\""]).status != 304)
        }
    }
}
