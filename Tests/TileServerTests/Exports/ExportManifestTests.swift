import Accounts
import Crypto
import Foundation
import GeoStore
import SimpleFeatures
import TestSupport
import Testing

@testable import TileServer

@Suite("A manifest of an export") struct ExportManifestTests {
    /// The path of a job that is done.
    private static func job(
        _ server: TestServer, _ target: String, headers: [String: String] = [:]
    ) async throws -> String {
        let accepted = try await server.client.raw("POST", target, headers: headers)
        let path = String(try #require(accepted["location"], "\(accepted.text)").dropFirst(server.client.base.count))
        #expect(
            try await TestServer.eventually {
                let status = try await server.client.raw("GET", path, headers: headers)
                return try status.json["status"]?.string == "successful"
            })
        return path
    }

    @Test("says what the file is and is of, and is signed by a key that anybody may fetch")
    func signed() async throws {
        try await Province.serve { province in
            let server = province.server
            let path = try await Self.job(
                server, "/collections/ho-so/export?f=gpkg&filter=LOAI%3D'mo'", headers: province.portal)
            let file = try await server.client.raw("GET", "\(path)/file", headers: province.portal)
            let answer = try await server.client.raw("GET", "\(path)/manifest", headers: province.portal)
            #expect(answer.status == 200 && answer["content-disposition"]?.contains("ho-so.gpkg.manifest.json") == true)
            let manifest = try answer.json
            let digest = SHA256.hash(data: file.body)
            let digits = digest.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
            #expect(manifest["file"]?["sha256"]?.string == digits)
            #expect(manifest["file"]?["bytes"]?.integer == Int64(file.body.count))
            #expect(file["repr-digest"] == "sha-256=:\(Data(digest).base64EncodedString()):")
            #expect(manifest["collection"]?.string == "ho-so" && manifest["version"]?.integer == 1)
            #expect(manifest["filter"]?.string?.hasPrefix("filter=LOAI%3D") == true)
            #expect(manifest["recipient"]?.string == "system:portal")
            #expect(manifest["numberOfFeatures"]?.integer == Int64(SecretStore.visibleCount))

            let published = try await server.client.raw("GET", "/manifest-keys")
            #expect(published.status == 200 && published["content-type"] == "application/jwk-set+json")
            let keys = try #require(SignatureKeys(json: published.json))
            var members = try #require(manifest.object)
            let signature = try #require(members["signature"]?.string)
            members["signature"] = nil
            #expect(try JSONReader.read(keys.content(of: signature)) == .object(members))

            let entry = try #require(try await province.accounts.audit.entries(AuditQuery(action: .export)).first)
            #expect(entry.detail.contains(digits))
        }
    }

    @Test("is for whoever ordered the file, and says when they see a part only")
    func owner() async throws {
        try await Province.serve { province in
            let rules = [
                AccessRule(grantees: [.system("portal")], permission: .read, rows: "LOAI = 'mo'"),
                AccessRule(grantees: [.everyone], permission: .read),
            ]
            let store = try Store(path: province.path, access: .readWrite)
            try store.setPolicy(AccessPolicy(rules: rules), of: .collection(CollectionID("ho-so")), author: "test")
            try store.close()
            #expect(
                try await TestServer.eventually {
                    try await province.server.get("/collections/ho-so").status == 200
                })
            let path = try await Self.job(
                province.server, "/collections/ho-so/export?f=csv", headers: province.portal)
            let own = try await province.server.client.raw("GET", "\(path)/manifest", headers: province.portal)
            #expect(try own.json["isWhole"] == .boolean(false))
            #expect(try own.json["numberOfFeatures"]?.integer == Int64(SecretStore.visibleCount))
            for headers in [[:], province.an, province.quan] {
                #expect(try await province.server.client.raw("GET", "\(path)/manifest", headers: headers).status == 404)
            }
        }
    }

    @Test("of a server without accounts has the digest and no signature")
    func unsigned() async throws {
        try await TestServer.run { server in
            let path = try await Self.job(server, "/collections/thua/export?f=csv")
            let manifest = try await server.json("\(path)/manifest")
            #expect(manifest["signature"] == nil && manifest["file"]?["sha256"]?.string?.count == 64)
            #expect(manifest["recipient"]?.string == "public" && manifest["isWhole"] == .boolean(true))
            #expect(try await server.json("/manifest-keys")["keys"]?.array?.isEmpty == true)
            #expect(try await server.json(path)["sha256"] == manifest["file"]?["sha256"])
            _ = try await server.client.raw("DELETE", path)
            #expect(try await server.get("\(path)/manifest").status == 410)
        }
    }
}
