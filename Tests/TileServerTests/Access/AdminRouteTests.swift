import Accounts
import Foundation
import GeoStore
import SimpleFeatures
import TestSupport
import Testing

@testable import TileServer

/// What administrators do in the browser.
@Suite struct AdminRouteTests {
    private static let pages = ["/admin", "/admin/audit", "/admin/users", "/admin/keys", "/admin/collections/ho-so"]

    private static func post(
        _ path: String, _ fields: [String: String], by headers: [String: String], _ province: Province
    ) async throws -> HTTPAnswer {
        let type = ["Content-Type": "application/x-www-form-urlencoded"]
        return try await province.server.client.raw(
            "POST", "\(path)?lang=en", headers: headers.merging(type) { $1 }, body: Province.form(fields))
    }

    /// What a page shows once.
    private static func secret(_ page: HTTPAnswer) throws -> String {
        let match = try #require(page.text.firstMatch(of: /<pre class="secret"><code>([^<]+)<\/code>/), "\(page.text)")
        return String(match.1)
    }

    @Test("nobody but administrators sees the pages, or what is on them")
    func closed() async throws {
        try await Province.serve { province in
            let client = province.server.client
            for path in Self.pages {
                for headers in [[:], province.an, province.portal] {
                    let answer = try await client.raw("GET", path, headers: headers)
                    #expect(answer.status == 403, "\(path)")
                    #expect(!answer.text.contains("bi-mat") && !answer.text.contains("quan"))
                }
                let page = try await client.raw(
                    "GET", path, headers: province.quan.merging(["Accept": "text/html"]) { $1 })
                #expect(page.status == 200 && page["cache-control"] == "no-store", "\(path)")
            }
            let status = try await client.raw("GET", "/admin?f=json", headers: province.quan)
            #expect(try status.json["collections"]?.array?.contains { $0["id"]?.string == "bi-mat" } == true)
            #expect(
                try await Self.post("/admin/users", ["do": "disable", "login": "quan"], by: province.an, province)
                    .status == 403)
            // A page of another site with the administrator's cookie.
            let foreign = province.quan.merging(["Sec-Fetch-Site": "cross-site"]) { $1 }
            #expect(
                try await Self.post("/admin/users", ["do": "disable", "login": "an"], by: foreign, province)
                    .status == 403)
            #expect(try await province.accounts.user("an").isEnabled)
        }
    }

    @Test("somebody is added, signs in with the password that is shown, and is shut out")
    func people() async throws {
        try await Province.serve { province in
            let added = try await Self.post(
                "/admin/users",
                ["do": "save", "login": "binh", "name": "Bình", "departments": "health", "roles": "editor"],
                by: province.quan, province)
            let password = try Self.secret(added)
            let signedIn = try await province.accounts.signIn(login: "binh", password: password, from: nil)
            #expect(signedIn.session.mustChangePassword && signedIn.session.account.departments == ["health"])
            let wrong = try await Self.post(
                "/admin/users", ["do": "save", "login": "chi", "name": "Chi", "departments": "khong-co"],
                by: province.quan, province)
            #expect(wrong.status == 422 && wrong.text.contains("khong-co") && wrong.text.contains("health"))
            let last = try await Self.post(
                "/admin/users", ["do": "disable", "login": "quan"], by: province.quan, province)
            #expect(last.status == 422 && last.text.contains("role=\"alert\""))
            _ = try await Self.post("/admin/users", ["do": "disable", "login": "binh"], by: province.quan, province)
            #expect(try await !province.accounts.user("binh").isEnabled)
            let entry = try await province.accounts.audit.entries(AuditQuery(action: .userDisable)).first
            #expect(entry?.actor == "user:quan" && entry?.target == "user:binh")
        }
    }

    @Test("a system's key is shown once, is good at once and never after it is revoked")
    func systems() async throws {
        try await Province.serve { province in
            let made = try await Self.post(
                "/admin/keys",
                [
                    "do": "add", "system": "lgsp", "owner": "An", "purpose": "thử", "scopes": "*:read",
                    "departments": "land", "expires": "",
                ], by: province.quan, province)
            let key = try Self.secret(made)
            let list = try await province.server.client.raw(
                "GET", "/admin/keys", headers: province.quan.merging(["Accept": "text/html"]) { $1 })
            #expect(list.text.contains("lgsp") && !list.text.contains(key))
            let headers = ["X-API-Key": key]
            #expect(try await province.server.get("/collections/bi-mat", headers: headers).status == 200)
            let id = try #require(try await province.accounts.keys().first { $0.system == "lgsp" }?.id)
            _ = try await Self.post("/admin/keys", ["do": "revoke", "key": id], by: province.quan, province)
            #expect(try await province.server.get("/collections/bi-mat", headers: headers).status == 401)
        }
    }

    @Test("a policy is put in force, one that does not fit is kept on the page and changes nothing")
    func policies() async throws {
        try await Province.serve { province in
            func set(_ policy: String) async throws -> HTTPAnswer {
                try await Self.post(
                    "/admin/collections/duong", ["do": "policy", "policy": policy, "comment": "vì thử"],
                    by: province.quan, province)
            }
            #expect(try await province.server.get("/collections/duong").status == 200)
            let closed = try await set("rules:\r\n  - to: [department:land]\r\n    may: read\r\n")
            #expect(closed.status == 200 && closed.text.contains("role=\"status\""), "\(closed.text)")
            #expect(try await province.server.get("/collections/duong").status == 404)
            #expect(try await province.server.get("/collections/duong", headers: province.an).status == 200)
            let wrong = try await set("rules:\n  - to: [public]\n    may: fly\n")
            #expect(wrong.status == 422 && wrong.text.contains("may: fly") && wrong.text.contains("rules[0].may"))
            #expect(try await province.server.get("/collections/duong").status == 404)
            let entry = try await province.accounts.audit.entries(AuditQuery(action: .policyChange)).first
            #expect(entry?.actor == "user:quan" && entry?.target == "collection:duong")
            #expect(try await set(" ").status == 200)
            #expect(try await province.server.get("/collections/duong").status == 200)
        }
    }

    @Test("an older version is in force again at the press of a button")
    func rollback() async throws {
        try await Province.serve { province in
            let feature = "/collections/ho-so/items/1"
            let gone = try await province.server.client.raw(
                "DELETE", feature, headers: province.an.merging(["If-Match": "*"]) { $1 })
            #expect(gone.status == 204)
            #expect(try await province.server.get(feature, headers: province.an).status == 404)
            let answer = try await Self.post(
                "/admin/collections/ho-so", ["do": "rollback", "version": "1"], by: province.quan, province)
            #expect(answer.status == 200, "\(answer.text)")
            #expect(try await province.server.get(feature, headers: province.an).status == 200)
            let entry = try await province.accounts.audit.entries(AuditQuery(action: .rollback)).first
            #expect(entry?.target == "collection:ho-so" && entry?.detail.contains("\"to\":1") == true)
        }
    }

    @Test("through another's eyes an administrator sees what they see, and changes nothing")
    func viewAs() async throws {
        try await Province.serve { province in
            let client = province.server.client
            let begun = try await Self.post("/admin/view-as", ["who": "public"], by: province.quan, province)
            #expect(begun.status == 303)
            let view = try #require(begun["set-cookie"]?.split(separator: ";").first)
            let seeing = province.quan.merging(["Cookie": "\(province.quan["Cookie"] ?? ""); \(view)"]) { $1 }
            #expect(try await client.raw("GET", "/collections/bi-mat", headers: province.quan).status == 200)
            #expect(try await client.raw("GET", "/collections/bi-mat", headers: seeing).status == 404)
            let page = try await client.raw(
                "GET", "/collections", headers: seeing.merging(["Accept": "text/html"]) { $1 })
            #expect(page.text.contains("/admin/view-as") && !page.text.contains("bi-mat"))
            let gone = try await client.raw(
                "DELETE", "/collections/ho-so/items/1", headers: seeing.merging(["If-Match": "*"]) { $1 })
            #expect(gone.status == 403)
            let ended = try await Self.post("/admin/view-as", [:], by: seeing, province)
            #expect(ended.status == 303 && ended["set-cookie"]?.contains("Max-Age=0") == true)
            // The cookie gives nobody else anything.
            let forged = province.an.merging([
                "Cookie": "\(province.an["Cookie"] ?? ""); geosector-view=role:administrator"
            ]) {
                $1
            }
            #expect(try await client.raw("GET", "/admin", headers: forged).status == 403)
        }
    }

    @Test("an administrator is told how an answer comes about; for others there is no such parameter")
    func explain() async throws {
        try await Province.serve { province in
            let client = province.server.client
            let path = "/collections/ho-so/items?bbox=108,13.9,108.1,14&limit=5&explain=1"
            let answer = try await client.raw("GET", path, headers: province.quan)
            let plan = try answer.json["pages"]?[0]?["plan"]?.array?.compactMap(\.string) ?? []
            #expect(plan.contains { $0.contains("VIRTUAL TABLE INDEX") }, "\(answer.text)")
            #expect(try answer.json["rows"]?.integer == 5)
            #expect(try answer.json["access"]?["isWhole"] == .boolean(true))
            #expect(try await client.raw("GET", path, headers: province.an).status == 400)
            let place = SecretStore.tile(SecretStore.visiblePlace, zoom: 12)
            let tile = "/tiles/ho-so/12/\(place.x)/\(place.y)?explain=1"
            let built = try await client.raw("GET", tile, headers: province.quan)
            #expect(try built.json["layers"]?[0]?["collection"]?.string == "ho-so", "\(built.text)")
            #expect(try await client.raw("GET", tile, headers: province.an).status == 400)
        }
    }
}
