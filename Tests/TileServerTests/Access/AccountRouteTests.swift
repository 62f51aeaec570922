import Accounts
import Foundation
import GeoStore
import SimpleFeatures
import TestSupport
import Testing

@testable import TileServer

/// People who sign in and systems that show a key, over HTTP, with the accounts that a province would have.
@Suite struct AccountRouteTests {
    /// What a browser says of a form of this site.
    private static let ownForm = [
        "Sec-Fetch-Site": "same-origin", "Content-Type": "application/x-www-form-urlencoded",
    ]

    /// A server on the store of secrets, whose department of land has a user `an`.
    private static func server(_ body: (TestServer, AccountStore) async throws -> Void) async throws {
        let folder = try TemporaryFolder()
        defer { withExtendedLifetime(folder) {} }
        let path = try SecretStore.make(in: folder)
        let store = try Store(path: path, access: .readWrite)
        let ofLand = AccessRule(grantees: [.department("land"), .system("portal")], permission: .read)
        for id in ["bi-mat", "ho-so"] {
            try store.setPolicy(
                AccessPolicy(rules: [ofLand]), of: .collection(CollectionID(id)), author: "test")
        }
        try store.close()
        let accounts = try AccountStore(path: AccountStore.path(besideStore: path), creating: true)
        _ = try await accounts.add(
            UserDraft(login: "an", displayName: "An", departments: ["land"]), password: Province.password,
            by: Province.officer)
        var configuration = ServerConfiguration()
        configuration.store = path
        try await TestServer.run(configuration) { try await body($0, accounts) }
        try await accounts.close()
    }

    /// The cookie of a session, as a browser sends it back.
    private static func signIn(
        _ server: TestServer, password: String = Province.password, next: String = "/collections"
    ) async throws -> (answer: HTTPAnswer, cookie: String) {
        let answer = try await server.client.raw(
            "POST", "/login", headers: ownForm,
            body: Province.form(["login": "an", "password": password, "next": next]))
        return (answer, answer["set-cookie"]?.split(separator: ";").first.map(String.init) ?? "")
    }

    @Test("whoever signs in sees what their department may, until they sign out")
    func session() async throws {
        try await Self.server { server, _ in
            #expect(try await server.get("/collections/bi-mat").status == 404)
            let page = try await server.get("/login", accept: "text/html")
            #expect(page.status == 200 && page.text.contains("name=\"password\""))
            let (answer, cookie) = try await Self.signIn(server)
            #expect(answer.status == 303 && answer["location"]?.hasSuffix("/collections") == true)
            let attributes = answer["set-cookie"] ?? ""
            #expect(attributes.contains("HttpOnly") && attributes.contains("SameSite=Lax"))
            let headers = ["Cookie": cookie]
            let seen = try await server.client.raw("GET", "/collections/bi-mat", headers: headers)
            #expect(seen.status == 200 && seen["cache-control"]?.contains("private") == true)
            let account = try await server.client.raw("GET", "/account?f=json", headers: headers)
            #expect(try account.json["name"]?.string == "an" && account["cache-control"] == "no-store")
            let end = try await server.client.raw("POST", "/logout", headers: headers.merging(Self.ownForm) { $1 })
            #expect(end.status == 303 && end["set-cookie"]?.contains("Max-Age=0") == true)
            #expect(try await server.client.raw("GET", "/collections/bi-mat", headers: headers).status == 404)
        }
    }

    @Test("a wrong password and an unknown login are answered alike, and too many attempts wait")
    func refusals() async throws {
        try await Self.server { server, _ in
            func attempt(_ login: String) async throws -> HTTPAnswer {
                try await server.client.raw(
                    "POST", "/login", headers: Self.ownForm, body: Province.form(["login": login, "password": "sai"]))
            }
            let wrong = try await attempt("an")
            let unknown = try await attempt("khong-ai")
            #expect(wrong.status == 401 && unknown.status == 401)
            #expect(wrong["set-cookie"] == nil)
            #expect(wrong.text == unknown.text)
            var statuses: [Int] = []
            for _ in 0..<12 where statuses.last != 429 { statuses.append(try await attempt("an").status) }
            #expect(statuses.last == 429)
        }
    }

    @Test("a page of another site can neither sign in, sign out nor change anything in somebody's name")
    func forgery() async throws {
        try await Self.server { server, _ in
            let (_, cookie) = try await Self.signIn(server)
            let sites: [[String: String]] = [
                ["Sec-Fetch-Site": "cross-site"], ["Sec-Fetch-Site": "same-site"],
                ["Origin": "https://attacker.example"], ["Origin": "null"], [:],
            ]
            for site in sites {
                for path in ["/logout", "/account/password", "/collections/ho-so/export?f=csv"] {
                    let answer = try await server.client.raw(
                        "POST", path, headers: site.merging(["Cookie": cookie]) { $1 })
                    #expect(answer.status == 403, "\(path) \(site)")
                }
                let login = try await server.client.raw(
                    "POST", "/login", headers: site,
                    body: Province.form(["login": "an", "password": Province.password]))
                #expect(login.status == 403 && login["set-cookie"] == nil)
            }
            let own = ["Origin": "http://127.0.0.1:\(server.client.port)", "Cookie": cookie]
            #expect(try await server.client.raw("POST", "/logout", headers: own).status == 303)
        }
    }

    @Test(
        "signing in never leads to another site",
        arguments: ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "/a\r\nX: y"])
    func redirects(next: String) async throws {
        try await Self.server { server, _ in
            let (answer, _) = try await Self.signIn(server, next: next)
            #expect(answer.status == 303 && answer["location"] == "http://127.0.0.1:\(server.client.port)/")
        }
    }

    @Test("a session of before the sign-in is another's, or nobody's, afterwards")
    func fixation() async throws {
        try await Self.server { server, _ in
            let (_, first) = try await Self.signIn(server)
            var headers = Self.ownForm
            headers["Cookie"] = first
            let again = try await server.client.raw(
                "POST", "/login", headers: headers, body: Province.form(["login": "an", "password": Province.password]))
            let second = again["set-cookie"]?.split(separator: ";").first.map(String.init)
            #expect(second != nil && second != first)
            #expect(try await server.client.raw("GET", "/collections/bi-mat", headers: ["Cookie": first]).status == 404)
        }
    }

    @Test("a given password lets nobody do more than choose their own")
    func givenPassword() async throws {
        try await Self.server { server, accounts in
            try await accounts.setPassword(
                of: "an", to: "trăm nghe không bằng một thấy", mustChange: true, by: Province.officer)
            let (answer, cookie) = try await Self.signIn(server, password: "trăm nghe không bằng một thấy")
            #expect(answer["location"]?.hasSuffix("/account") == true)
            let headers = ["Cookie": cookie]
            #expect(try await server.client.raw("GET", "/collections", headers: headers).status == 403)
            #expect(try await server.client.raw("GET", "/account", headers: headers).status == 200)
            func change(to next: String) async throws -> HTTPAnswer {
                try await server.client.raw(
                    "POST", "/account/password", headers: headers.merging(Self.ownForm) { $1 },
                    body: Province.form(["present": "trăm nghe không bằng một thấy", "next": next]))
            }
            #expect(try await change(to: "ngắn").status == 422)
            let changed = try await change(to: Province.password)
            let fresh = changed["set-cookie"]?.split(separator: ";").first.map(String.init) ?? ""
            #expect(changed.status == 200)
            #expect(try await server.client.raw("GET", "/collections", headers: ["Cookie": fresh]).status == 200)
            #expect(try await server.client.raw("GET", "/collections/bi-mat", headers: headers).status == 404)
        }
    }

    @Test("a system's key opens what its scope names and no more, in either header, until it is revoked")
    func keys() async throws {
        try await Self.server { server, accounts in
            let issued = try await accounts.add(
                SystemKeyDraft(
                    system: "portal", owner: "an", scopes: KeyScopes(["ho-so:read", "duong:read"]), purpose: "test",
                    expiresAt: Date().addingTimeInterval(3600)), by: Province.officer)
            for headers in [["X-API-Key": issued.text], ["Authorization": "Bearer \(issued.text)"]] {
                #expect(try await server.get("/collections/ho-so", headers: headers).status == 200)
                #expect(try await server.get("/collections/bi-mat", headers: headers).status == 404)
                #expect(try await server.get("/collections/thua", headers: headers).status == 404)
                let ids = try await server.get("/collections", headers: headers).json["collections"]?.array?.compactMap
                {
                    $0["id"]?.string
                }
                #expect(ids == ["duong", "ho-so"])
            }
            // A key in a URL would be in logs: it is no parameter.
            #expect(try await server.get("/collections?key=\(issued.text)").status == 400)
            for wrong in ["gsk_x_y", issued.text + "a", "", "Basic x"] {
                #expect(try await server.get("/collections", headers: ["X-API-Key": wrong]).status == 401)
                #expect(try await server.get("/", headers: ["Authorization": "Bearer \(wrong)"]).status == 401)
            }
            let (x, y) = SecretStore.tile(SecretStore.visiblePlace, zoom: 12)
            let tile = "/tiles/ho-so/12/\(x)/\(y)"
            #expect(try await server.get(tile, headers: ["X-API-Key": issued.text]).status == 200)
            try await accounts.revokeKey(issued.key.id, by: Province.officer)
            let isRefused = try await TestServer.eventually {
                try await server.get(tile, headers: ["X-API-Key": issued.text]).status == 401
            }
            #expect(isRefused)
        }
    }

    @Test("without accounts nobody can show who they are, and the pages say so")
    func none() async throws {
        try await TestServer.run { server in
            let page = try await server.get("/login", accept: "text/html")
            let list = try await server.get("/collections")
            #expect(page.status == 404 && list.status == 200)
        }
    }
}
