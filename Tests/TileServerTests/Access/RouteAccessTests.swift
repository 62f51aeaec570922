import Foundation
import GeoStore
import SimpleFeatures
import TestSupport
import Testing

@testable import TileServer

/// Every route that there is, asked as everybody under every policy: what is not to be seen is in no answer.
@Suite struct RouteAccessTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        /// Of the collection `ho-so`; `bi-mat` is there for nobody but its department in all of them.
        let records: AccessPolicy
        var others: AccessPolicy?

        var testDescription: String { name }
    }

    private static let ofLand = AccessRule(grantees: [.department("land")], permission: .publish)

    private static func everyone(_ change: (inout AccessRule) -> Void) -> AccessRule {
        var rule = AccessRule(grantees: [.everyone], permission: .read)
        change(&rule)
        return rule
    }

    private static func partly(_ rule: inout AccessRule) {
        rule.rows = "LOAI = 'mo'"
        rule.attributes = ["COTKIN": .hidden, "CCCD": .masked(keeping: 2)]
    }

    static let cases = [
        Case(name: "rows and properties", records: AccessPolicy(rules: [ofLand, everyone(partly)])),
        Case(
            name: "rows, properties and places",
            records: AccessPolicy(rules: [
                ofLand,
                everyone {
                    partly(&$0)
                    $0.precision = 1000
                    $0.maxZoom = 10
                },
            ])),
        Case(
            name: "nothing of the collection",
            records: AccessPolicy(rules: [ofLand, everyone { $0.permission = .none }])),
        Case(
            name: "nothing but what is named",
            records: AccessPolicy(rules: [ofLand]), others: AccessPolicy(rules: [ofLand])),
    ]

    private static func server(
        _ policies: Case, onRoutes: ([RouteDescription]) -> Void = { _ in }, _ body: (TestServer) async throws -> Void
    ) async throws {
        let folder = try TemporaryFolder()
        defer { withExtendedLifetime(folder) {} }
        let path = try SecretStore.make(in: folder)
        let store = try Store(path: path, access: .readWrite)
        try store.setPolicy(policies.records, of: .collection(CollectionID("ho-so")), author: "test")
        try store.setPolicy(
            AccessPolicy(rules: [Self.ofLand]), of: .collection(CollectionID("bi-mat")), author: "test")
        if let others = policies.others { try store.setPolicy(others, of: .others, author: "test") }
        try store.close()
        var configuration = ServerConfiguration()
        configuration.store = path
        configuration.editing = .on
        try await TestServer.run(configuration, authenticator: SpokenAuthenticator(), onRoutes: onRoutes, body)
    }

    /// What an answer says, compressed parts unpacked.
    private static func content(_ answer: HTTPAnswer) throws -> String {
        let head = answer.headers.filter { !["etag", "date", "content-length", "x-request-id"].contains($0.name) }
            .map { "\($0.name): \($0.value)" }.joined(separator: "\n")
        guard answer.body.starts(with: Array("PK".utf8)) else { return head + "\n" + answer.text }
        let folder = try TemporaryFolder()
        try Data(answer.body).write(to: URL(filePath: folder.path("a.zip")))
        let code = """
            import sys, zipfile
            archive = zipfile.ZipFile(sys.argv[1])
            for name in archive.namelist(): print(name, archive.read(name).decode(errors="replace"))
            """
        let python = try #require(Program("python3"))
        return try head + python.run(["-c", code, folder.path("a.zip")])
    }

    /// Secrets that an answer tells, beside those that the question named.
    private static func told(_ content: String, to target: String) throws -> [String] {
        let asked = target.removingPercentEncoding ?? target
        let total = SecretStore.visibleCount + SecretStore.hiddenCount
        let count = try Regex("(^|[^0-9A-Za-z.])\(total / 1000)[.,]?\(total % 1000)($|[^0-9A-Za-z])")
        return SecretStore.secrets.filter { !asked.contains($0) && $0 != "\(total)" && content.contains($0) }
            + (content.contains(count) ? ["\(total)"] : [])
    }

    @Test("no route tells what a policy keeps back, and each is asked", arguments: cases)
    func walk(policies: Case) async throws {
        var routes: Set<String> = []
        let learn: ([RouteDescription]) -> Void = { routes = Set($0.map(\.path)) }
        try await Self.server(policies, onRoutes: learn) { server in
            let unknown = routes.filter { RouteWalk.targets(of: $0) == nil }
            #expect(unknown.isEmpty, "RouteWalk does not say what to ask of \(unknown.sorted())")
            var answered = 0
            let targets = routes.sorted().flatMap { RouteWalk.targets(of: $0) ?? [] }
            for (index, spoken) in [nil, "department:health", "user:an", "system:lgsp"].enumerated() {
                let headers = spoken.map { ["X-API-Key": $0] } ?? [:]
                // Files are built by processes: who is nobody stands for those who have the same view.
                for target in targets where index == 0 || !RouteWalk.isBuilt(target) {
                    let answer = try await server.get(target, headers: headers)
                    if (200..<300).contains(answer.status) { answered += 1 }
                    #expect(answer.status != 500, "\(spoken ?? "public") \(target): \(answer.text)")
                    let told = try Self.told(Self.content(answer), to: target)
                    #expect(told.isEmpty, "\(spoken ?? "public") \(target) tells \(told): \(answer.text.prefix(2000))")
                }
            }
            // Of some 500 questions to each.
            #expect(answered > 400)
        }
    }

    @Test("whoever may see everything finds all of it on the same walk")
    func everything() async throws {
        try await Self.server(Self.cases[0]) { server in
            var found: Set<String> = []
            let routes = [
                "/collections", "/collections/{collectionId}", "/collections/{collectionId}/schema",
                "/collections/{collectionId}/items", "/collections/{collectionId}/metadata", "/search",
            ]
            for target in routes.flatMap({ RouteWalk.targets(of: $0) ?? [] }) {
                let answer = try await server.get(target, headers: ["X-API-Key": "department:land"])
                found.formUnion(try Self.told(Self.content(answer), to: target))
            }
            #expect(Set(SecretStore.secrets).subtracting(found) == ["HẠNGKÍN"])
        }
    }

    @Test("what is hidden is answered as what is not there, by every method", arguments: cases)
    func absence(policies: Case) async throws {
        try await Self.server(policies) { server in
            let hidden = policies.records.rule(for: .anonymous) == nil ? ["bi-mat", "ho-so"] : ["bi-mat"]
            let targets = RouteWalk.patterns.flatMap { pattern in hidden.map { (pattern, $0) } }
            for (pattern, id) in targets {
                for method in ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"] {
                    let present = try await server.client.raw(method, pattern.replacing("{id}", with: id))
                    let absent = try await server.client.raw(
                        method, pattern.replacing("{id}", with: RouteWalk.nowhere))
                    #expect(present.status == absent.status, "\(method) \(pattern)")
                    let (found, wanted) = (Self.plain(present, id), Self.plain(absent, RouteWalk.nowhere))
                    #expect(found == wanted, "\(method) \(pattern)\n\(found)\n---\n\(wanted)")
                }
            }
        }
    }

    /// An answer without what differs between any two, and without the id that was asked for.
    private static func plain(_ answer: HTTPAnswer, _ id: String) -> String {
        let fields = answer.headers.filter {
            !["etag", "date", "content-length", "x-request-id"].contains($0.name)
        }.map { "\($0.name): \($0.value)" }.sorted()
        let body = answer.text.replacing(/"requestId":"[0-9a-f]+"/, with: "")
        // Near names are suggested; of one id there are others than of the other.
        return (fields + [body]).joined(separator: "\n").replacing(id, with: "{id}")
    }

    @Test("hidden properties and rows are unknown to filters, sorting and tiles")
    func probes() async throws {
        try await Self.server(Self.cases[0]) { server in
            for query in ["filter=COTKIN%3D'x'", "sortby=COTKIN", "properties=COTKIN", "COTKIN=x"] {
                #expect(try await server.get("/collections/ho-so/items?\(query)").status == 400)
            }
            func matched(_ query: String, as spoken: String? = nil) async throws -> Int64? {
                let headers = spoken.map { ["X-API-Key": $0] } ?? [:]
                return try await server.get("/collections/ho-so/items?resultType=hits&\(query)", headers: headers)
                    .json["numberMatched"]?.integer
            }
            #expect(try await matched("") == 61)
            #expect(try await matched("", as: "department:land") == 1237)
            #expect(try await matched("filter=LOAI%3D'kin'") == 0)
            #expect(try await matched("filter=CCCD%3D'9988776612'") == 0)
            #expect(try await matched("bbox=109.3,12.9,109.4,13") == 0)
            #expect(try await server.get("/collections/ho-so/items/1000").status == 404)
            let (x, y) = SecretStore.tile(SecretStore.hiddenPlace, zoom: 14)
            #expect(try await server.get("/tiles/ho-so/14/\(x)/\(y)").status == 204)
            let whole = try await server.get("/tiles/ho-so/14/\(x)/\(y)", headers: ["X-API-Key": "department:land"])
            #expect(whole.status == 200 && whole.text.contains("HANGKIN"))
            // Asked again, they come from memory, and still to each their own.
            for _ in 0..<3 {
                #expect(try await server.get("/tiles/ho-so/14/\(x)/\(y)").status == 204)
                let again = try await server.get("/tiles/ho-so/14/\(x)/\(y)", headers: ["X-API-Key": "department:land"])
                #expect(again.body == whole.body)
                #expect(again["cache-control"]?.contains("private") == true)
            }
            let tag = try await server.get("/collections/ho-so/items")["etag"]
            let other = try await server.get("/collections/ho-so/items", headers: ["X-API-Key": "department:land"])
            #expect(tag != other["etag"])
        }
    }

    @Test("an export is its owner's alone, and nobody's when the owner may no longer see what was exported")
    func jobs() async throws {
        try await Self.server(Self.cases[0]) { server in
            let clerk = ["X-API-Key": "user:an"]
            let made = try await server.client.raw("POST", "/collections/ho-so/export?f=csv", headers: clerk)
            #expect(made.status == 201 || made.status == 202)
            let job = try #require(made["location"].flatMap { URL(string: $0)?.path })
            let isDone = try await TestServer.eventually {
                try await server.get(job, headers: clerk).json["status"]?.string == "successful"
            }
            #expect(isDone)
            let file = try await server.get("\(job)/file", headers: clerk)
            #expect(file.status == 200 && file.text.contains("Hồ sơ mở 7") && !file.text.contains("HANGKIN"))
            for other in [[:], ["X-API-Key": "user:binh"], ["X-API-Key": "department:land"]] {
                #expect(try await server.get(job, headers: other).status == 404)
                #expect(try await server.get("\(job)/file", headers: other).status == 404)
            }
            let store = try Store(path: server.storePath, access: .readWrite)
            try store.setPolicy(
                AccessPolicy(rules: [Self.ofLand]), of: .collection(CollectionID("ho-so")), author: "test")
            try store.close()
            #expect(
                try await TestServer.eventually { try await server.get("\(job)/file", headers: clerk).status == 404 })
        }
    }

    @Test("open maps are told of what they may see alone, and are asked anew when a policy changes")
    func events() async throws {
        try await Self.server(Self.cases[0]) { server in
            let connection = try LoopbackClient.Connection(port: server.client.port)
            try connection.write(Array("GET /events HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n".utf8))
            func read(to end: String?) async throws -> String {
                try await offPool { [connection] in
                    var bytes: [UInt8] = []
                    while !(end.map(String(decoding: bytes, as: UTF8.self).contains) ?? false) {
                        let more = connection.read()
                        if more.isEmpty { break }
                        bytes += more
                    }
                    return String(decoding: bytes, as: UTF8.self)
                }
            }
            // What happens before the server has heard of the listener is not told.
            var text = try await read(to: "event: ready")
            let store = try Store(path: server.storePath, access: .readWrite)
            for id in ["bi-mat", "ho-so", "duong"] {
                let collection = try store.catalog().collection(id)
                let definition = LayerDefinition(
                    id: collection.id, sector: collection.sector, title: collection.title,
                    storageCRS: collection.storageCRS, schema: collection.schema)
                let isLine = collection.schema.geometryType == .multiLineString
                let place = SecretStore.hiddenPlace
                let line = CoordinateSequence(values: [108, 14, 108.1, 14.1])
                try store.load(definition, mode: .append) { writer in
                    try writer.append(
                        geometry: isLine ? .multiLineString([line]) : .point(place),
                        values: collection.schema.properties.map { $0.name == "LOAI" ? .text("kin") : .null })
                    return Provenance()
                }
            }
            text += try await read(to: "\"collection\":\"duong\"")
            try store.setPolicy(
                AccessPolicy(rules: [Self.ofLand]), of: .collection(CollectionID("ho-so")), author: "test")
            try store.close()
            // The change of the policy ends the connection.
            text += try await read(to: nil)
            #expect(text.contains("\"collection\":\"duong\""))
            #expect(try Self.told(text, to: "").isEmpty)
        }
    }

    @Test("a policy is in force without a restart, for tiles, features and open maps")
    func change() async throws {
        try await Self.server(Self.cases[0]) { server in
            #expect(try await server.get("/collections/ho-so").status == 200)
            let store = try Store(path: server.storePath, access: .readWrite)
            let records = PolicySubject.collection(try CollectionID("ho-so"))
            try store.setPolicy(AccessPolicy(rules: [Self.ofLand]), of: records, author: "test")
            #expect(try await TestServer.eventually { try await server.get("/collections/ho-so").status == 404 })
            let (x, y) = SecretStore.tile(SecretStore.visiblePlace, zoom: 12)
            #expect(try await server.get("/tiles/ho-so/12/\(x)/\(y)").status == 404)
            try store.setPolicy(nil, of: records, author: "test")
            #expect(try await TestServer.eventually { try await server.get("/collections/ho-so").status == 200 })
            #expect(try await server.json("/collections/ho-so/items?resultType=hits")["numberMatched"]?.integer == 1237)
            try store.close()
        }
    }

    @Test("a rule that no longer fits the collection shows nothing, and the log says so once")
    func misfit() async throws {
        try await Self.server(Self.cases[0]) { server in
            #expect(try await server.get("/collections/ho-so/items?limit=1").status == 200)
            let spatialite = try #require(Program("spatialite"))
            _ = try spatialite.run(
                ["-silent", server.storePath, "ALTER TABLE \"ho-so\" RENAME COLUMN LOAI TO PHAN_LOAI;"])
            #expect(try await TestServer.eventually { try await server.get("/collections/ho-so").status == 404 })
            #expect(try await server.get("/collections/ho-so", headers: ["X-API-Key": "department:land"]).status == 200)
            #expect(server.log.lines.count { $0.message == "policy does not fit" } == 1)
        }
    }
}

extension RouteWalk {
    /// Whether a process builds the answer.
    static func isBuilt(_ target: String) -> Bool {
        ["gpkg", "fgb", "shp", "xlsx", "dxf"].contains { target.contains("/export?f=\($0)") }
    }

    /// Paths that name a collection.
    static let patterns = [
        "/collections/{id}", "/collections/{id}/items", "/collections/{id}/items/1", "/collections/{id}/schema",
        "/collections/{id}/queryables", "/collections/{id}/sortables", "/collections/{id}/metadata",
        "/collections/{id}/export", "/collections/{id}/export?f=csv", "/collections/{id}/changes",
        "/collections/{id}/drafts", "/collections/{id}/drafts/1", "/collections/{id}/tiles",
        "/collections/{id}/tiles/WebMercatorQuad", "/collections/{id}/tiles/WebMercatorQuad/0/0/0",
        "/catalog/items/{id}", "/tiles/{id}.json", "/tiles/{id}/0/0/0", "/tiles/{id}_label/0/0/0",
        "/tiles/WebMercatorQuad?collections={id}", "/tiles/WebMercatorQuad/0/0/0?collections={id}",
        "/styles/map/tiles.json?collections={id}", "/styles/map/tiles/0/0/0?collections={id}",
        "/styles/map/legend?collections={id}",
        "/search?q=x&collections={id}",
    ]
}
