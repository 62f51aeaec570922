import GeoStore
import HTTPTypes
import SimpleFeatures
import TestSupport
import Testing

@testable import TileServer

/// What browsers are told, and what is believed of a request.
@Suite struct WebSecurityTests {
    private static let pages = [
        "/", "/map", "/login", "/conformance", "/collections", "/collections/duong", "/collections/duong/items",
        "/collections/duong/items/1", "/collections/duong/export", "/search?q=duong", "/styles", "/archives", "/tiles",
        "/nowhere", "/collections/nowhere", "/collections/duong/items?x=y", "/jobs/nobodys", "/catalog", "/sectors",
    ]

    private static func run(
        _ change: (inout ServerConfiguration) -> Void, _ body: (TestServer) async throws -> Void
    ) async throws {
        var configuration = ServerConfiguration()
        change(&configuration)
        try await TestServer.run(configuration, body)
    }

    private static func page(
        _ server: TestServer, _ target: String, headers: [String: String] = [:]
    ) async throws -> HTTPAnswer {
        try await server.client.raw("GET", target, headers: headers.merging(["Accept": "text/html"]) { own, _ in own })
    }

    @Test("every page, those of errors too, has a policy without exceptions and says what it may do")
    func fields() async throws {
        try await Self.run { _ in
        } _: { (server: TestServer) async throws in
            for path in Self.pages {
                let page = try await Self.page(server, path)
                guard page["content-type"]?.hasPrefix("text/html") == true else {
                    Issue.record("\(path) is no page: \(page.status)")
                    continue
                }
                let policy = try #require(page["content-security-policy"], "\(path)")
                #expect(policy.contains("default-src 'none'") && !policy.contains("unsafe"), "\(path)")
                #expect(policy.contains("base-uri 'none'") && policy.contains("form-action 'self'"), "\(path)")
                #expect(page.headers.count { $0.name == "content-security-policy" } == 1)
                #expect(page["referrer-policy"] == "same-origin" && page["x-content-type-options"] == "nosniff")
                #expect(page["cross-origin-opener-policy"] == "same-origin")
                #expect(page["permissions-policy"]?.contains("camera=()") == true)
                #expect(page["strict-transport-security"] == nil)
                // No script and no style in it.
                #expect(page.text.matches(of: /<script(?![^>]*(src=|application\/ld\+json))/).isEmpty, "\(path)")
                #expect(
                    !page.text.contains("<style") && page.text.matches(of: /\s(style|on[a-z]+)="/).isEmpty, "\(path)")
            }
        }
    }

    @Test("pages are framed by this site alone, the map by those that are named, sign-in by nobody")
    func frames() async throws {
        for others in [[], ["https://www.example.vn", "https://*.example.org"]] {
            try await Self.run {
                $0.frameAncestors = others
            } _: { (server: TestServer) async throws in
                let map = try await Self.page(server, "/map")
                let ancestors = (["'self'"] + others).joined(separator: " ")
                #expect(map["content-security-policy"]?.contains("frame-ancestors \(ancestors);") == true)
                #expect(map["x-frame-options"] == (others.isEmpty ? "SAMEORIGIN" : nil))
                for path in ["/", "/collections/duong/items", "/nowhere"] {
                    let page = try await Self.page(server, path)
                    #expect(page["content-security-policy"]?.contains("frame-ancestors 'self';") == true)
                    #expect(page["x-frame-options"] == "SAMEORIGIN")
                }
                let login = try await Self.page(server, "/login")
                #expect(login["content-security-policy"]?.contains("frame-ancestors 'none';") == true)
                #expect(login["x-frame-options"] == "DENY")
            }
        }
    }

    @Test(
        "what could end the policy is no site",
        arguments: [
            "https://a.example; script-src *", "*", "a.example", "'self'", "https://a.example/path", "javascript:x",
        ])
    func badAncestor(text: String) {
        var configuration = ServerConfiguration()
        #expect(throws: ServerConfiguration.Fault.self) {
            try configuration.apply(environment: ["GEOSECTOR_FRAME_ANCESTORS": text])
        }
    }

    @Test("behind TLS browsers are told to stay there, unless that is switched off")
    func transport() async throws {
        for (seconds, expected) in [(31_536_000, "max-age=31536000" as String?), (0, nil)] {
            try await Self.run {
                $0.baseURL = "https://bando.example.vn/gis"
                $0.hstsSeconds = seconds
            } _: { (server: TestServer) async throws in
                for path in ["/", "/collections?f=json", "/nowhere"] {
                    #expect(try await server.client.raw("GET", path)["strict-transport-security"] == expected)
                }
            }
        }
    }

    @Test("links are made from the configured URL, whatever the request says")
    func links() async throws {
        try await Self.run {
            $0.baseURL = "https://bando.example.vn/gis"
            $0.trustedProxies = ["127.0.0.1"]
        } _: { (server: TestServer) async throws in
            let headers = [
                "Host": "bando.example.vn", "X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "gopher",
                "Forwarded": "host=evil.example;proto=http", "Accept": "application/json",
            ]
            let answer = try await server.client.raw("GET", "/collections", headers: headers)
            #expect(answer.status == 200 && !answer.text.contains("evil") && !answer.text.contains("gopher"))
            #expect(answer.text.contains("https://bando.example.vn/gis/collections"))
        }
    }

    @Test("a name that is not this server's is refused, in a document without links")
    func hosts() async throws {
        let changes: [@Sendable (inout ServerConfiguration) -> Void] = [
            { $0.baseURL = "https://bando.example.vn/gis" }, { $0.hosts = ["bando.example.vn"] },
        ]
        for change in changes {
            try await Self.run(change) { (server: TestServer) async throws in
                let known = [
                    "bando.example.vn", "BANDO.example.vn:443", "localhost", "localhost:8080", "127.0.0.1",
                    "[::1]:8080",
                    "10.1.2.3:8080",
                ]
                for host in known {
                    #expect(try await server.client.raw("GET", "/collections", headers: ["Host": host]).status == 200)
                }
                for host in [
                    "evil.example", "bando.example.vn.evil.example", "evil.example:80", "bando.example.vn@evil.example",
                    "",
                ] {
                    let answer = try await server.client.raw(
                        "GET", "/collections", headers: ["Host": host, "Accept": "text/html"])
                    #expect(answer.status == 421 && answer["cache-control"] == "no-store", "\(host)")
                    #expect(answer["content-type"] == "application/problem+json")
                    #expect(!answer.text.contains("http://evil") && !answer.text.contains("href"))
                }
            }
        }
        try await TestServer.run { (server: TestServer) async throws in
            #expect(try await server.client.raw("GET", "/collections", headers: ["Host": "any.example"]).status == 200)
        }
    }

    @Test("a proxy's word of scheme and host is taken from those that are trusted, and a host only when it is known")
    func forwarded() async throws {
        let headers = [
            "X-Forwarded-Proto": "https", "X-Forwarded-Host": "gis.example.vn", "Accept": "application/json",
        ]
        for (proxies, hosts, start) in [
            (["127.0.0.1"] as Set<String>, ["gis.example.vn"], "https://gis.example.vn/collections"),
            (["127.0.0.1"], ["other.example.vn"], "https://127.0.0.1:"), (["127.0.0.1"], [], "https://127.0.0.1:"),
            (["192.0.2.1"], ["gis.example.vn"], "http://127.0.0.1:"),
        ] {
            try await Self.run {
                $0.trustedProxies = proxies
                $0.hosts = hosts
            } _: { (server: TestServer) async throws in
                let document = try await server.client.raw("GET", "/collections", headers: headers).json
                let own = try #require(document.link("self")?["href"]?.string)
                #expect(own.hasPrefix(start), "\(own)")
            }
        }
    }

    @Test("no page elsewhere reads what somebody who has signed in is answered")
    func sharing() async throws {
        try await TestServer.run(authenticator: SpokenAuthenticator()) { server in
            let tile = "/tiles/thua/12/3277/1887"
            for path in ["/collections", "/collections/duong/items", tile, tile, tile, "/map"] {
                let origin = ["Origin": "https://evil.example", "Accept-Encoding": "gzip"]
                let personal = try await server.client.raw(
                    "GET", path, headers: origin.merging(["X-API-Key": "user:an"]) { $1 })
                #expect(personal.status == 200 && personal["access-control-allow-origin"] == nil, "\(path)")
                #expect(personal["cross-origin-resource-policy"] == "same-origin")
                #expect(personal["cache-control"]?.contains("public") != true)
                let open = try await server.client.raw("GET", path, headers: origin)
                #expect(open["access-control-allow-origin"] == "*" && open["access-control-allow-credentials"] == nil)
            }
            let preflight = try await server.client.raw(
                "OPTIONS", "/collections/duong/items",
                headers: ["Origin": "https://evil.example", "Access-Control-Request-Headers": "x-api-key"])
            let allowed = preflight["access-control-allow-headers"]?.lowercased() ?? ""
            #expect(!allowed.contains("key") && !allowed.contains("authorization") && !allowed.contains("*"))
            #expect(preflight["access-control-allow-credentials"] == nil)
        }
    }

    @Test(
        "secrets that somebody puts into a URL are not in the log",
        arguments: [
            "/collections?key=geheim1", "/collections?token=geheim1&f=json", "/collections?f=json&access_token=geheim1",
            "/collections?api_key=geheim1", "/collections?%61pi_key=geheim1", "/collections?API_KEY=geheim1",
            "/collections?x=gsk_abcdef_geheim1", "/collections/gsk_abcdef_geheim1", "/collections?password=geheim1",
            "/collections?q=eyJhbGciOiJub25lIn0.eyJzdWIiOiJnZWhlaW0xIn0.geheim1",
        ])
    func redacted(target: String) async throws {
        try await TestServer.run { (server: TestServer) async throws in
            _ = try await server.client.raw("GET", target)
            let line = try #require(server.log.lines.last { $0.message == "request" })
            #expect(line.metadata["path"]?.contains("/collections") == true)
            for line in server.log.lines {
                #expect(!"\(line)".contains("geheim1"), "\(line)")
            }
        }
    }

    @Test("what is no secret is in the log as it came")
    func logged() {
        for target in ["/", "/a?b", "/a?b=c&d", "/search?q=Tr%C6%B0%E1%BB%9Dng&monkey=1", "/a?filter=keyboard='x'"] {
            #expect(LoggedTarget.text(target) == target)
        }
        #expect(LoggedTarget.text("/a?x=1&key=2&y=3") == "/a?x=1&key=[redacted]&y=3")
    }

    @Test("with editing for this machine alone, a proxy on it edits for nobody")
    func localEditing() async throws {
        var configuration = ServerConfiguration()
        configuration.editing = .local
        try await TestServer.run(configuration) { (server: TestServer) async throws in
            let body = Array(#"{"type":"Feature","geometry":null,"properties":{}}"#.utf8)
            func post(_ more: [String: String]) async throws -> Int {
                try await server.client.raw(
                    "POST", "/collections/tram-y-te/items",
                    headers: more.merging(["Content-Type": "application/geo+json"]) { $1 }, body: body
                ).status
            }
            for name in ["X-Forwarded-For", "Forwarded", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP", "Via"] {
                #expect(try await post([name: "127.0.0.1"]) == 403, "\(name)")
            }
            #expect(try await post(["Sec-Fetch-Site": "cross-site"]) == 403)
            #expect(try await post([:]) != 403)
        }
    }
}
