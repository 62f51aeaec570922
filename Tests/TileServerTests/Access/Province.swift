import Accounts
import Foundation
import GeoStore
import SimpleFeatures
import TestSupport

@testable import TileServer

/// A server on the store of secrets with people and systems that may see them.
struct Province {
    static let password = "con trâu đi trước cái cày"
    static let officer = AuditActor(kind: .program, name: "test")

    let server: TestServer
    /// Of the store.
    let path: String
    let accounts: AccountStore
    /// Headers of the system `portal`, which reads everything.
    let portal: [String: String]
    let keyID: String
    /// Headers of the user `an` of the department of land, who may publish.
    let an: [String: String]
    /// Headers of the administrator `quan`.
    let quan: [String: String]

    /// - Parameter styles: a folder of styles; the repository's own when nil.
    static func serve(styles: String? = nil, _ body: (Province) async throws -> Void) async throws {
        let folder = try TemporaryFolder()
        defer { withExtendedLifetime(folder) {} }
        let path = try SecretStore.make(in: folder)
        let store = try Store(path: path, access: .readWrite)
        let rule = AccessRule(grantees: [.department("land"), .system("portal")], permission: .publish)
        for id in ["bi-mat", "ho-so"] {
            try store.setPolicy(AccessPolicy(rules: [rule]), of: .collection(CollectionID(id)), author: "test")
        }
        try store.close()
        var options = AccountOptions()
        options.ledgerSeconds = 0
        let accounts = try AccountStore(path: AccountStore.path(besideStore: path), creating: true, options: options)
        let key = try await accounts.add(
            SystemKeyDraft(
                system: "portal", displayName: "Cổng dữ liệu", owner: "An", departments: [],
                scopes: KeyScopes(["*:read"]), purpose: "đồng bộ", expiresAt: .now + 3600), by: officer)
        let an = try await signIn(UserDraft(login: "an", displayName: "An", departments: ["land"]), accounts)
        let quan = try await signIn(
            UserDraft(login: "quan", displayName: "Quân", roles: [.administrator]), accounts)
        var configuration = ServerConfiguration()
        configuration.store = path
        configuration.styles = styles
        configuration.editing = .on
        try await TestServer.run(configuration) { server in
            try await body(
                Province(
                    server: server, path: path, accounts: accounts, portal: ["X-API-Key": key.text], keyID: key.key.id,
                    an: an,
                    quan: quan))
        }
        try await accounts.close()
    }

    private static func signIn(_ draft: UserDraft, _ accounts: AccountStore) async throws -> [String: String] {
        _ = try await accounts.add(draft, password: password, by: officer)
        let signedIn = try await accounts.signIn(login: draft.login, password: password, from: nil)
        return ["Cookie": "geosector=\(signedIn.token.text)", "Sec-Fetch-Site": "same-origin"]
    }

    /// What the audit log has of versions that were published of a collection, the newest first.
    func imports(of id: String) async throws -> [AuditEntry] {
        try await accounts.audit.entries(AuditQuery(action: .importing, target: "collection:\(id)"))
    }

    /// Points that are not in the store of secrets.
    static var anotherLayer: LayerDefinition {
        get throws {
            LayerDefinition(
                id: try CollectionID("them"), sector: "land", title: LocalizedText(vi: "Thêm", en: "More"),
                storageCRS: .crs84, schema: FeatureSchema(properties: [], geometryType: .point))
        }
    }

    static func form(_ fields: [String: String]) -> [UInt8] {
        Array(fields.map { "\($0.key)=\($0.value.encoded)" }.joined(separator: "&").utf8)
    }
}
