import Accounts
import Foundation
import SimpleFeatures
import TestSupport
import Testing

@testable import TileServer

/// Styles that are added, replaced and removed over HTTP.
@Suite struct StyleEditTests {
    private struct Studio {
        let province: Province
        let folder: TemporaryFolder

        func send(
            _ method: String, _ path: String, _ text: String = "", as headers: [String: String]? = nil,
            _ more: [String: String] = [:], type: String = "application/vnd.mapbox.style+json"
        ) async throws -> HTTPAnswer {
            var fields = (headers ?? province.quan).merging(more) { $1 }
            if !text.isEmpty { fields["Content-Type"] = type }
            return try await province.server.client.raw(method, path, headers: fields, body: Array(text.utf8))
        }
    }

    private func serve(_ body: (Studio) async throws -> Void) async throws {
        let folder = try StyleFixture.folder(["roads.json": StyleFixture.roads])
        try await Province.serve(styles: folder.url.path) { province in
            try await body(Studio(province: province, folder: folder))
        }
    }

    @Test("an administrator adds, replaces and removes a style; it is served at once and is in the audit log")
    func life() async throws {
        try await serve { studio in
            let added = try await studio.send("PUT", "/styles/land", StyleFixture.parcels)
            #expect(added.status == 201 && added["location"]?.hasSuffix("/styles/land") == true)
            let read = try await studio.send("GET", "/styles/land")
            #expect(read.status == 200)
            let tag = try #require(read["etag"])
            let text = StyleFixture.parcels.replacing("Đất\"", with: "Đất đai\"")
            let replaced = try await studio.send("PUT", "/styles/land", text, ["If-Match": tag])
            #expect(replaced.status == 204 && replaced["etag"] != added["etag"])
            #expect(try await studio.send("PUT", "/styles/land", text, ["If-Match": tag]).status == 412)
            #expect(try await studio.send("PUT", "/styles/land", text).status == 428)
            #expect(try await studio.send("DELETE", "/styles/land").status == 428)
            let now = try #require(replaced["etag"])
            #expect(try await studio.send("DELETE", "/styles/land", "", ["If-Match": now]).status == 204)
            #expect(try await studio.send("GET", "/styles/land").status == 404)
            let files = try FileManager.default.contentsOfDirectory(atPath: studio.folder.url.path)
            #expect(files == ["roads.json"])
            let entries = try await studio.province.accounts.audit.entries(AuditQuery(action: .settingsChange))
            #expect(entries.filter { $0.target == "style:land" }.count == 3)
            #expect(entries.allSatisfy { $0.actor == "user:quan" })
        }
    }

    @Test("POST names a style after its name or the header Slug, and refuses one that is there")
    func create() async throws {
        try await serve { studio in
            let first = try await studio.send("POST", "/styles", StyleFixture.parcels)
            #expect(first.status == 201 && first["location"]?.hasSuffix("/styles/dat") == true, "\(first.text)")
            #expect(try await studio.send("POST", "/styles", StyleFixture.parcels).status == 409)
            let named = try await studio.send("POST", "/styles", StyleFixture.parcels, ["Slug": "Quy hoach 2030"])
            #expect(named["location"]?.hasSuffix("/styles/quy-hoach-2030") == true)
        }
    }

    @Test("a trial stores nothing, and says what a real one would")
    func trial() async throws {
        try await serve { studio in
            #expect(try await studio.send("PUT", "/styles/land?dry-run=true", StyleFixture.parcels).status == 204)
            #expect(try await studio.send("GET", "/styles/land").status == 404)
            let wrong = StyleFixture.roads.replacing("\"line-width\": 3", with: "\"line-width\": \"x\", \"fog\": 1")
            let refused = try await studio.send("PUT", "/styles/roads?dry-run=true", wrong)
            #expect(refused.status == 422 && refused["content-type"]?.hasPrefix("application/problem+json") == true)
            let issues = try refused.json["issues"]?.array ?? []
            #expect(
                Set(issues.compactMap { $0["key"]?.string })
                    == ["layers[0].paint.line-width", "layers[0].paint.fog"])
            #expect(issues.allSatisfy { $0["message"]?.string?.isEmpty == false })
            #expect(try await studio.send("PUT", "/styles/land?dry-run=perhaps", StyleFixture.parcels).status == 400)
        }
    }

    @Test("nobody but administrators writes, and OPTIONS offers it to nobody else")
    func rights() async throws {
        try await serve { studio in
            let province = studio.province
            for headers in [[:], province.an, province.portal] {
                for (method, path) in [("PUT", "/styles/land"), ("POST", "/styles"), ("DELETE", "/styles/roads")] {
                    let answer = try await studio.send(
                        method, path, method == "DELETE" ? "" : StyleFixture.parcels, as: headers, ["If-Match": "*"])
                    #expect([401, 403].contains(answer.status), "\(method)")
                }
                let offer = try await studio.send("OPTIONS", "/styles/roads", as: headers)
                #expect(offer["allow"]?.contains("PUT") == false)
            }
            #expect(try await studio.send("OPTIONS", "/styles/roads")["allow"]?.contains("DELETE") == true)
            let foreign = ["Sec-Fetch-Site": "cross-site"]
            #expect(try await studio.send("PUT", "/styles/land", StyleFixture.parcels, foreign).status == 403)
            #expect(try await studio.send("GET", "/styles/land").status == 404)
        }
    }

    @Test(
        "ids that are none, reserved ones and ways out of the folder are refused, and nothing is written",
        arguments: ["map", "..%2Fx", "A", "%2e%2e", "a.b", "-x", "a%2Fb", "x%00"])
    func ids(id: String) async throws {
        try await serve { studio in
            let answer = try await studio.send("PUT", "/styles/\(id)", StyleFixture.parcels)
            #expect((400..<500).contains(answer.status), "\(answer.status)")
            #expect(
                try FileManager.default.contentsOfDirectory(atPath: studio.folder.url.path) == ["roads.json"])
        }
    }

    @Test("what is no style, too large or of another type is refused")
    func bodies() async throws {
        try await serve { studio in
            #expect(try await studio.send("PUT", "/styles/a", "{").status == 422)
            #expect(try await studio.send("POST", "/styles", "{").status == 422)
            #expect(try await studio.send("PUT", "/styles/a", StyleFixture.roads, type: "text/plain").status == 415)
            let large = String(repeating: " ", count: StyleCheck.byteLimit + 1)
            #expect(try await studio.send("PUT", "/styles/a", large).status == 413)
            let heat = StyleFixture.roads.replacing("\"line\"", with: "\"heatmap\"")
                .replacing(/"paint": .*/.dotMatchesNewlines(), with: #""paint": {}}]}"#)
            let refused = try await studio.send("PUT", "/styles/a", heat)
            #expect(refused.status == 422 && refused.text.contains("heatmap"))
        }
    }

    @Test("a style says what it draws, and what the server gives is taken back")
    func round() async throws {
        try await serve { studio in
            let metadata = try await studio.send("GET", "/styles/map/metadata").json
            #expect(metadata["id"] == "map")
            #expect(metadata["layers"]?.array?.contains { $0["id"]?.string == "duong" } == true)
            let read = try await studio.send("GET", "/styles/roads?f=mbs")
            let back = try await studio.send(
                "PUT", "/styles/roads", read.text, ["If-Match": try #require(read["etag"])])
            #expect(back.status == 204, "\(back.text)")
            let again = try await studio.send("GET", "/styles/roads?f=mbs")
            #expect(try again.json == read.json)
            let page = try await studio.send("GET", "/styles/roads?f=html")
            #expect(page.status == 200 && page.text.contains("/styles/roads/legend"))
        }
    }
}
