import Foundation
import GeoStore
import Logging
import SimpleFeatures
import TestSupport
import Testing

@testable import TileServer

/// Names that would lead elsewhere, and texts that would be run, as each kind of principal.
@Suite struct BadInputTests {
    private static let climbs = [
        "..%2f..%2f..%2fetc%2fpasswd", "..%5c..%5cpasswd", "%2e%2e%2fpasswd", "....//passwd", "%00", "a%00.json",
        "%2fetc%2fpasswd", "..", ".", "~root", "file:%2f%2f%2fetc%2fpasswd", "%c0%ae%c0%ae%2fpasswd", "con", "a%0d%0ab",
    ]

    private static let patterns = [
        "/styles/{}", "/styles/{}/tiles.json", "/styles/{}/tiles/0/0/0", "/archives/{}", "/archives/{}.pmtiles",
        "/archives/{}.json", "/archives/{}/0/0/0", "/jobs/{}", "/jobs/{}/file", "/collections/{}",
        "/collections/{}/items",
        "/collections/{}/export?f=csv", "/collections/duong/items/{}", "/tiles/{}/0/0/0", "/tiles/{}.json",
        "/tileMatrixSets/{}", "/assets/{}/viewer/main.js", "/assets/x/fonts/{}", "/assets/x/{}", "/catalog/items/{}",
        "/collections/duong/drafts/{}", "/collections/duong/tiles/{}",
    ]

    @Test("names of styles, fonts, archives, jobs, exports and all others lead nowhere else", arguments: patterns)
    func traversal(pattern: String) async throws {
        let folder = try TemporaryFolder()
        defer { withExtendedLifetime(folder) {} }
        var configuration = ServerConfiguration()
        configuration.archives = folder.path("archives")
        try FileManager.default.createDirectory(atPath: folder.path("archives"), withIntermediateDirectories: true)
        try Data("bí mật".utf8).write(to: URL(filePath: folder.path("secret.pmtiles")))
        try await TestServer.run(configuration) { server in
            for climb in Self.climbs + ["..%2fsecret", "../secret", "..%2fsecret.pmtiles"] {
                let answer = try await server.client.raw("GET", pattern.replacing("{}", with: climb))
                #expect(
                    [400, 404].contains(answer.status) || pattern.hasPrefix("/assets/{}"), "\(climb) \(answer.status)")
                #expect(!answer.text.contains("root:") && !answer.text.contains("bí mật"), "\(climb)")
                #expect(!answer.text.contains(folder.path("archives")), "\(climb)")
                // What was asked for does not become a header line.
                #expect(answer.headers.allSatisfy { $0.name != "b" })
            }
            #expect(server.log.lines.allSatisfy { $0.metadata["status"] != "500" })
        }
    }

    private static let injections = [
        "x' OR '1'='1", "x'; DROP TABLE \"ho-so\"; --", "x\" OR \"1\"=\"1", "') OR 1=1 --",
        "x' UNION SELECT CCCD FROM ho_so --",
        "x%' OR LOAI LIKE '%", "\\' OR 1=1 --", "x'||(SELECT name FROM sqlite_master)||'", "x\u{0}' OR 1=1",
    ]

    @Test(
        "texts that SQL would run stay texts, as anybody, a department with a view, an editor and an administrator",
        arguments: [nil, "department:health", "user:an", "role:administrator"])
    func injection(principal: String?) async throws {
        let folder = try TemporaryFolder()
        defer { withExtendedLifetime(folder) {} }
        let path = try SecretStore.make(in: folder)
        let store = try Store(path: path, access: .readWrite)
        var open = AccessRule(grantees: [.everyone], permission: .read)
        open.rows = "LOAI = 'mo'"
        open.attributes = ["COTKIN": .hidden, "CCCD": .masked(keeping: 2)]
        let policy = AccessPolicy(rules: [AccessRule(grantees: [.user("an")], permission: .publish), open])
        try store.setPolicy(policy, of: .collection(CollectionID("ho-so")), author: "test")
        try store.close()
        var configuration = ServerConfiguration()
        configuration.store = path
        try await TestServer.run(configuration, authenticator: SpokenAuthenticator()) { server in
            let headers = principal.map { ["X-API-Key": $0] } ?? [:]
            func matched(_ query: String) async throws -> HTTPAnswer {
                try await server.client.raw(
                    "GET", "/collections/ho-so/items?resultType=hits&\(query)", headers: headers)
            }
            let all = try #require(try await matched("").json["numberMatched"]?.integer)
            for text in Self.injections {
                let quoted = text.replacing("'", with: "''")
                // As a value it matches nothing; as a text of the language it is a fault, never more than before.
                for query in [
                    "TEN=\(text.encoded)", "filter=\("TEN='\(quoted)'".encoded)",
                    "filter=\("TEN LIKE '\(quoted)'".encoded)",
                    "filter=\("TEN='\(text)'".encoded)", "filter=\("\"\(text)\"='x'".encoded)", "q=\(text.encoded)",
                    "sortby=\(text.encoded)", "properties=\(text.encoded)", "ids=\(text.encoded)",
                    "bbox=\(text.encoded)",
                    "datetime=\(text.encoded)", "\(text.encoded)=x",
                ] {
                    let answer = try await matched(query)
                    #expect(answer.status == 200 || answer.status == 400, "\(query): \(answer.status)")
                    if answer.status == 200 {
                        #expect(try answer.json["numberMatched"]?.integer ?? 0 <= all, "\(query)")
                    }
                    if principal != "user:an", principal != "role:administrator" {
                        for secret in ["HANGKIN", "GIATRIKIN", "sqlite_master", "gs_"] {
                            #expect(
                                answer.text.contains(secret) == text.contains(secret) || !answer.text.contains(secret))
                        }
                    }
                }
                let search = try await server.client.raw("GET", "/search?q=\(text.encoded)&f=json", headers: headers)
                #expect([200, 400].contains(search.status))
                for route in [
                    "/collections/\(text.encoded)/items", "/tiles/\(text.encoded)/0/0/0", "/styles/\(text.encoded)",
                ] {
                    #expect([400, 404].contains(try await server.client.raw("GET", route, headers: headers).status))
                }
            }
            #expect(try await matched("").json["numberMatched"]?.integer == all)
            #expect(server.log.lines.allSatisfy { $0.level < .error })
        }
    }

    @Test("faults say nothing of files, tables or code")
    func internals() async throws {
        try await TestServer.run { server in
            for target in [
                "/collections/duong/items?filter=nope(", "/collections/duong/items?crs=x", "/collections/nowhere",
                "/tiles/duong/99/0/0", "/jobs/x", "/styles/x", "/archives/x", "/collections/duong/items/999999",
            ] {
                let answer = try await server.client.raw("GET", target)
                #expect((400..<500).contains(answer.status), "\(target)")
                for word in ["SELECT ", ".swift", "sqlite", "SQLite", server.storePath, "Fatal", "0x"] {
                    #expect(!answer.text.contains(word), "\(target): \(word)")
                }
                #expect(answer["server"] == "GeoSector" && answer["x-powered-by"] == nil)
            }
        }
    }
}
