import Foundation
import GeoStore
import HTTPTypes
import Hummingbird
import SimpleFeatures
import TestSupport
import Testing

@testable import TileServer

/// Drafts over HTTP.
struct DraftRouteTests {
    private static let drafts = "/collections/tram-y-te/drafts"
    private static let patch = "application/merge-patch+json"

    /// A draft of one edit, put there by somebody who may not publish.
    private func proposed(_ server: TestServer) async throws -> Int64 {
        let path = server.storePath
        return try await offPool {
            let store = try Store(path: path, access: .readWrite)
            defer { try? store.close() }
            let id = try #require(FeatureID(2))
            return try store.propose(
                CollectionID("tram-y-te"), [.merge(id, properties: ["so": 8])],
                by: EditStatement(author: "an <b>", comment: "đo lại")
            ).id
        }
    }

    @Test("a draft is listed, shown with its difference, approved once, and becomes a version")
    func approval() async throws {
        try await EditingFixture.run { server in
            let id = try await proposed(server)
            #expect(try await server.json("\(Self.drafts)?status=open")["drafts"]?[0]?["author"] == "an <b>")
            let draft = try await server.json("\(Self.drafts)/\(id)")
            let change = draft["features"]?[0]
            #expect(change?["change"] == "merge" && change?["properties"]?["so"] == 8)
            #expect(change?["before"]?["properties"]?["so"] == 1 && draft["errors"] == [])
            for page in [Self.drafts, "\(Self.drafts)/\(id)"] {
                let html = try await server.get("\(page)?f=html&lang=vi")
                #expect(html.status == 200 && html.text.contains("an &lt;b&gt;"), "\(page)")
            }
            let approved = try await server.send(
                "PATCH", "\(Self.drafts)/\(id)", #"{"status":"approved"}"#, type: Self.patch)
            #expect(try approved.status == 200 && approved.json["version"] == 2, "\(approved.text)")
            #expect(try await server.json("\(EditingFixture.stations)/2")["properties"]?["so"] == 8)
            let again = try await server.send(
                "PATCH", "\(Self.drafts)/\(id)", #"{"status":"approved"}"#, type: Self.patch)
            #expect(again.status == 409)
        }
    }

    @Test("a draft of something that has changed since is not approved, and can be rejected with a reason")
    func conflict() async throws {
        try await EditingFixture.run { server in
            let id = try await proposed(server)
            let edit = try await server.send(
                "PATCH", "\(EditingFixture.stations)/2", #"{"properties":{"so":5}}"#, type: Self.patch,
                headers: ["If-Match": "*"])
            #expect(edit.status == 204)
            let approved = try await server.send(
                "PATCH", "\(Self.drafts)/\(id)", #"{"status":"approved"}"#, type: Self.patch)
            #expect(try approved.status == 412 && approved.json["errors"]?[0]?["feature"] == 2)
            let silent = try await server.send(
                "PATCH", "\(Self.drafts)/\(id)", #"{"status":"rejected"}"#, type: Self.patch)
            #expect(silent.status == 400)
            let rejected = try await server.send(
                "PATCH", "\(Self.drafts)/\(id)", #"{"status":"rejected","reason":"đã đo"}"#, type: Self.patch)
            #expect(try rejected.status == 200 && rejected.json["reason"] == "đã đo")
            #expect(try await server.get("\(Self.drafts)/99").status == 404)
            #expect(try await server.get("\(Self.drafts)/x").status == 404)
            #expect(try await server.get("\(Self.drafts)?status=mau").status == 400)
        }
    }

    /// Whoever names themselves may edit; `sở` may publish.
    private struct ByName: EditPermission {
        static let access = EditAccess(
            principal: { request, _ in
                Principal(kind: .user, name: request.headers[HTTPField.Name("Who")!] ?? "")
            }, permission: ByName())

        func right(of principal: Principal, in collection: PublishedCollection) -> EditRight {
            principal.name.isEmpty ? .none : principal.name == "so" ? .publish : .edit
        }
    }

    @Test("in a moderated collection the edit of one who may not publish is a draft, of one who may a version")
    func moderated() async throws {
        try await EditingFixture.run(editAccess: ByName.access) { server in
            let path = server.storePath
            try await offPool {
                let store = try Store(path: path, access: .readWrite)
                try store.setModerated(true, for: CollectionID("tram-y-te"))
                try store.close()
            }
            let edit = #"{"properties":{"so":8}}"#
            func send(_ who: String) async throws -> HTTPAnswer {
                try await server.send(
                    "PATCH", "\(EditingFixture.stations)/2", edit, type: Self.patch,
                    headers: ["If-Match": "*", "Who": who, "Edit-Comment": "%C4%91o l%E1%BA%A1i"])
            }
            #expect(try await send("").status == 403)
            var proposal: HTTPAnswer?
            // The server sees the setting within moments.
            #expect(
                try await TestServer.eventually {
                    let answer = try await send("an")
                    if answer.status == 202 { proposal = answer }
                    return answer.status == 202
                })
            let location = try #require(proposal?["location"])
            let draft = try await server.get(location, headers: ["Who": "an"]).json["draft"]
            #expect(draft?["author"] == "an" && draft?["comment"] == "đo lại")
            #expect(try await server.get(location).status == 403)
            let own = try await server.send(
                "PATCH", location, #"{"status":"approved"}"#, type: Self.patch, headers: ["Who": "an"])
            #expect(own.status == 403, "who may not publish decides about nothing")
            #expect(try await send("so").status == 204)
        }
    }

    @Test("drafts are for those who may edit")
    func nobody() async throws {
        try await EditingFixture.run {
            $0.editing = .on
        } _: { server in
            for target in [Self.drafts, "\(Self.drafts)/1"] {
                let answer = try await server.get(target)
                #expect(answer.status == 403, "\(target)")
            }
        }
    }
}
