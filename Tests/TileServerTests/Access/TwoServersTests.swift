import Accounts
import Foundation
import GeoStore
import SimpleFeatures
import TestSupport
import Testing

@testable import TileServer

/// Two servers on one store and its accounts, as when one takes over from another, or the load is shared.
@Suite struct TwoServersTests {
    private static let patch = ["Content-Type": "application/merge-patch+json"]

    private static func serve(_ body: (Province, TestServer) async throws -> Void) async throws {
        try await Province.serve { province in
            var configuration = ServerConfiguration()
            configuration.store = province.path
            configuration.editing = .on
            try await TestServer.run(configuration) { try await body(province, $0) }
        }
    }

    @Test("of two edits made for the same state one wins and the other is told, whichever server took them")
    func edits() async throws {
        try await Self.serve { province, other in
            let path = "/collections/ho-so/items/1"
            for round in 0..<5 {
                let present = try await province.server.client.raw("GET", path, headers: province.an)
                let headers = province.an.merging(Self.patch) { $1 }
                    .merging(["If-Match": try #require(present["etag"])]) { $1 }
                async let first = province.server.client.raw(
                    "PATCH", path, headers: headers, body: Array(#"{"properties":{"TEN":"một \#(round)"}}"#.utf8))
                async let second = other.client.raw(
                    "PATCH", path, headers: headers, body: Array(#"{"properties":{"TEN":"hai \#(round)"}}"#.utf8))
                let answers = try await [first, second]
                #expect(answers.map(\.status).sorted() == [204, 412], "\(answers.map(\.text))")
                let name = answers[0].status == 204 ? "một \(round)" : "hai \(round)"
                for client in [province.server.client, other.client] {
                    #expect(
                        try await TestServer.eventually {
                            try await client.raw("GET", path, headers: province.an).json["properties"]?["TEN"]?.string
                                == name
                        })
                }
            }
            #expect(try await province.accounts.audit.verify().isWhole)
        }
    }

    @Test("what one is told to hide the other hides, and who is locked out of one is out of both")
    func policies() async throws {
        try await Self.serve { province, other in
            #expect(try await other.client.raw("GET", "/collections/ho-so", headers: province.an).status == 200)
            let form = province.quan.merging(["Content-Type": "application/x-www-form-urlencoded"]) { $1 }
            let hidden = "rules:\n  - {to: [user:nobody], may: read}\n"
            let answer = try await province.server.client.raw(
                "POST", "/admin/collections/ho-so", headers: form,
                body: Province.form(["do": "policy", "policy": hidden, "comment": "thử"]))
            #expect(answer.status == 200, "\(answer.text)")
            #expect(
                try await TestServer.eventually {
                    try await other.client.raw("GET", "/collections/ho-so", headers: province.an).status == 404
                })
            let locked = try await other.client.raw(
                "POST", "/admin/users", headers: form, body: Province.form(["do": "disable", "login": "an"]))
            #expect(locked.status == 200, "\(locked.text)")
            #expect(
                try await TestServer.eventually {
                    try await province.server.client.raw("GET", "/collections/bi-mat", headers: province.an).status
                        != 200
                })
        }
    }

    @Test("a version that both notice is in the audit log once, also when the log was sealed and a server starts anew")
    func versions() async throws {
        try await Self.serve { province, _ in
            #expect(try await TestServer.eventually { try await province.imports(of: "ho-so").count == 1 })
            let store = try Store(path: province.path, access: .readWrite)
            let layer = try Province.anotherLayer
            for round in 0..<3 {
                try store.load(layer, mode: round == 0 ? .create : .replace) { writer in
                    try writer.append(geometry: .point(Coordinate(x: 108, y: 14 + Double(round) / 100)), values: [])
                    return Provenance()
                }
                try await Task.sleep(for: .milliseconds(700))
            }
            #expect(try await TestServer.eventually { try await province.imports(of: "them").count == 3 })
            _ = try await province.accounts.audit.seal(before: .now + 60, by: Province.officer)
            var configuration = ServerConfiguration()
            configuration.store = province.path
            try await TestServer.run(configuration) { _ in
                try store.drop(CollectionID("them"))
                #expect(try await TestServer.eventually { try await province.imports(of: "them").count == 1 })
                try await Task.sleep(for: .seconds(2))
                #expect(try await province.imports(of: "them").map(\.detail) == [#"{"origin":"dropped"}"#])
                #expect(try await province.imports(of: "ho-so").isEmpty)
            }
            try store.close()
        }
    }
}
