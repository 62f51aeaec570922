public import Foundation

/// A key that a system signs its requests with. A system may have several: that is how one is replaced.
public struct SystemKey: Hashable, Sendable {
    /// In the key's text, in lists and in the audit log; no secret.
    public let id: String
    /// The name of the system, like `lgsp-gialai`.
    public let system: String
    public let displayName: String
    /// Who answers for it: a person, an office, a number to call.
    public let owner: String
    /// Departments whose view of the data it has.
    public let departments: Set<String>
    public let scopes: KeyScopes
    /// What the data are needed for, for the sharing ledger.
    public let purpose: String
    public let createdAt: Date
    public let expiresAt: Date
    /// To some minutes.
    public let lastUsedAt: Date?
    public let revokedAt: Date?

    public var account: Account {
        Account(
            kind: .system, name: system, displayName: displayName, departments: departments, scopes: scopes, keyID: id,
            purpose: purpose)
    }

    public func isGood(at moment: Date) -> Bool { revokedAt == nil && moment < expiresAt }
}

/// A key to be made.
public struct SystemKeyDraft: Hashable, Sendable {
    public var system: String
    public var displayName: String
    public var owner: String
    public var departments: Set<String>
    public var scopes: KeyScopes
    public var purpose: String
    public var expiresAt: Date

    /// How long a key is good when nobody says: a year, in seconds.
    private static let usualLifetime = 365.0 * 86_400

    /// - Parameter expiresAt: in a year when left out.
    public init(
        system: String, displayName: String? = nil, owner: String, departments: Set<String> = [], scopes: KeyScopes,
        purpose: String, expiresAt: Date? = nil
    ) {
        self.system = system
        self.displayName = displayName ?? system
        self.owner = owner
        self.departments = departments
        self.scopes = scopes
        self.purpose = purpose
        self.expiresAt = expiresAt ?? Date() + Self.usualLifetime
    }
}

/// A new key with its text, which is shown once and kept nowhere.
public struct IssuedKey: Hashable, Sendable {
    public let key: SystemKey
    /// `gsk_<id>_<secret>`.
    public let text: String
}

/// The parts of a key's text.
struct KeyText {
    private static let prefix = "gsk"
    private static let idLength = 10
    private static let secretBytes = 32

    let id: String
    let secret: [UInt8]

    /// A new one; the secret has 256 bits.
    init() {
        id = Secrets.readable(Self.idLength)
        secret = Secrets.random(Self.secretBytes)
    }

    /// Nil for a text of another form. The secret may have `_` in it.
    init?(_ text: String) {
        let parts = text.split(separator: "_", maxSplits: 2, omittingEmptySubsequences: false)
        guard text.utf8.count < 128, parts.count == 3, parts[0] == Self.prefix, parts[1].count == Self.idLength,
            let secret = Secrets.bytes(base64URL: String(parts[2])), secret.count == Self.secretBytes
        else { return nil }
        id = String(parts[1])
        self.secret = secret
    }

    var text: String { "\(Self.prefix)_\(id)_\(Secrets.base64URL(secret))" }
}
