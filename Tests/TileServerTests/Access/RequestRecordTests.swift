import Accounts
import Foundation
import GeoStore
import SimpleFeatures
import TestSupport
import Testing

@testable import TileServer

/// What the audit log and the sharing ledger have after requests over HTTP.
@Suite struct RequestRecordTests {
    private static let whole = SecretStore.visibleCount + SecretStore.hiddenCount

    @Test("every delivery to a system is in the ledger, with its filter, purpose and count")
    func deliveries() async throws {
        try await Province.serve { province in
            let client = province.server.client
            func deliveries() async throws -> [Delivery] {
                try await province.accounts.ledger.entries(LedgerQuery()).map(\.delivery)
            }
            let items = try await client.raw(
                "GET", "/collections/ho-so/items?limit=7&LOAI=mo&f=json", headers: province.portal)
            let page = try #require(try await deliveries().first, "\(items.text)")
            #expect(page.kind == .items && page.system == "portal" && page.keyID == province.keyID)
            #expect(page.collection == "ho-so" && page.version == 1 && page.purpose == "đồng bộ")
            #expect(page.features == 7 && page.bytes == items.body.count && page.filter == "LOAI=mo")

            let stated = province.portal.merging(["GeoSector-Purpose": "lập quy hoạch"]) { $1 }
            let export = try await client.raw("GET", "/collections/ho-so/export?f=csv", headers: stated)
            #expect(export.status == 200)
            let file = try #require(try await deliveries().first)
            #expect(file.kind == .export && file.purpose == "lập quy hoạch" && file.filter.isEmpty)
            #expect(file.features == Self.whole && file.bytes == export.body.count)

            _ = try await client.raw("GET", "/collections/ho-so/items/1", headers: province.portal)
            #expect(try await deliveries().first?.filter == "id=1")
            let feed = try await client.raw(
                "GET", "/collections/ho-so/changes?since=0&limit=9", headers: province.portal)
            let changes = try #require(try await deliveries().first, "\(feed.text)")
            #expect(changes.kind == .changes && changes.features == 9 && changes.filter == "since=0")

            let before = try await deliveries().count
            _ = try await client.raw("HEAD", "/collections/ho-so/items", headers: province.portal)
            _ = try await client.raw("GET", "/collections/ho-so/items?resultType=hits", headers: province.an)
            let unknown = try await client.raw(
                "GET", "/collections/ho-so/items", headers: province.portal.merging(["GeoSector-Purpose": " "]) { $1 })
            #expect(unknown.status == 400 && unknown.text.contains("GeoSector-Purpose"))
            #expect(try await deliveries().count == before)
        }
    }

    @Test("each tile to a system is counted, those that were made before too")
    func tiles() async throws {
        try await Province.serve { province in
            let place = SecretStore.tile(SecretStore.visiblePlace, zoom: 12)
            let path = "/tiles/ho-so/12/\(place.x)/\(place.y)"
            for _ in 0..<3 {
                let tile = try await province.server.client.raw("GET", path, headers: province.portal)
                #expect(tile.status == 200)
            }
            #expect(
                try await TestServer.eventually {
                    let tiles = try await province.accounts.ledger.entries(LedgerQuery()).map(\.delivery)
                        .filter { $0.kind == .tiles }
                    return tiles.map(\.requests).reduce(0, +) == 3 && tiles.allSatisfy { $0.collection == "ho-so" }
                })
        }
    }

    @Test("exports, edits and refusals are in the audit log; what anybody may see is not")
    func audit() async throws {
        try await Province.serve { province in
            let client = province.server.client
            func entries(_ action: AuditAction) async throws -> [AuditEntry] {
                var query = AuditQuery()
                query.action = action
                return try await province.accounts.audit.entries(query)
            }
            _ = try await client.raw("GET", "/collections/ho-so/export?f=csv&LOAI=mo", headers: province.an)
            let export = try #require(try await entries(.export).first)
            #expect(export.target == "collection:ho-so" && export.actor == "user:an" && export.outcome == "done")
            #expect(export.detail.contains("\"format\":\"csv\"") && export.detail.contains("\"narrowed\":true"))
            #expect(!export.detail.contains("LOAI"))

            let gone = try await client.raw(
                "DELETE", "/collections/ho-so/items/1", headers: province.an.merging(["If-Match": "*"]) { $1 })
            #expect(gone.status == 204, "\(gone.text)")
            let edit = try #require(try await entries(.edit).first)
            #expect(edit.detail.contains("\"version\":2") && edit.request != nil)

            for _ in 0..<5 { _ = try await client.raw("GET", "/collections/ho-so/items", headers: [:]) }
            _ = try await client.raw("GET", "/collections/khong-co/items", headers: [:])
            _ = try await client.raw("GET", "/collections", headers: ["X-API-Key": "gsk_sai"])
            _ = try await client.raw(
                "DELETE", "/collections/ho-so/items/2", headers: province.portal.merging(["If-Match": "*"]) { $1 })
            let refusals = try await entries(.refusal)
            // Those that follow within the minute come as one.
            #expect(refusals.filter { $0.target == "collection:ho-so" && $0.actor == "anonymous" }.count == 1)
            #expect(refusals.contains { $0.target.isEmpty && $0.detail.contains("status 401") })
            #expect(refusals.contains { $0.actor == "system:portal" && $0.detail.contains("status 403") })
            #expect(!refusals.contains { $0.target.contains("khong-co") })
            #expect(try await province.accounts.audit.verify().isWhole)
        }
    }

    @Test("what is published while the server runs, and was before, is in the audit log once")
    func versions() async throws {
        try await Province.serve { province in
            #expect(try await TestServer.eventually { try await province.imports(of: "ho-so").count == 1 })
            let store = try Store(path: province.path, access: .readWrite)
            let layer = try Province.anotherLayer
            try store.load(layer, mode: .create) { writer in
                try writer.append(geometry: .point(Coordinate(x: 108, y: 14)), values: [])
                return Provenance(source: "them.shp")
            }
            try store.close()
            #expect(try await TestServer.eventually { try await province.imports(of: "them").count == 1 })
            let entry = try #require(try await province.imports(of: "them").first)
            #expect(entry.detail.contains("\"version\":1") && entry.detail.contains("them.shp"))
            #expect(try await province.imports(of: "ho-so").count == 1)
        }
    }

    @Test("a session whose rights changed goes on under another cookie")
    func renewal() async throws {
        try await Province.serve { province in
            let before = try await province.server.client.raw("GET", "/account?f=json", headers: province.an)
            #expect(before["set-cookie"] == nil)
            _ = try await province.accounts.update("an", UserChange(roles: [.auditor]), by: Province.officer)
            // The server looks at another program's changes every second or so.
            var after = before
            _ = try await TestServer.eventually {
                after = try await province.server.client.raw("GET", "/account?f=json", headers: province.an)
                return after["set-cookie"] != nil
            }
            let cookie = try #require(after["set-cookie"]?.split(separator: ";").first.map(String.init))
            #expect(after.text.contains("auditor") && cookie != province.an["Cookie"])
            let next = try await province.server.client.raw("GET", "/account?f=json", headers: ["Cookie": cookie])
            #expect(try next.json["name"]?.string == "an")
        }
    }
}
