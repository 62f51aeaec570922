public import Foundation

/// Data that a system got.
public struct Delivery: Hashable, Sendable {
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        case items, export, changes
        /// Summed by the hour.
        case tiles
    }

    public var kind: Kind
    public var system: String
    /// The id of the key it came with; empty for a bearer token.
    public var keyID: String
    public var collection: String
    /// The dataset version.
    public var version: Int
    /// What narrowed it down, as the request had it; at most 1000 characters are kept. Empty for everything.
    public var filter: String
    /// What it was said to be for.
    public var purpose: String
    public var requests: Int
    public var features: Int
    public var bytes: Int

    public init(
        _ kind: Kind, to system: String, keyID: String, collection: String, version: Int, filter: String = "",
        purpose: String, requests: Int = 1, features: Int, bytes: Int
    ) {
        self.kind = kind
        self.system = system
        self.keyID = keyID
        self.collection = collection
        self.version = version
        self.filter = filter
        self.purpose = purpose
        self.requests = requests
        self.features = features
        self.bytes = bytes
    }
}

/// A delivery as the ledger has it.
public struct LedgerEntry: Hashable, Sendable {
    public let number: Int64
    /// When; the beginning of the hour for tiles.
    public let at: Date
    public let delivery: Delivery
}

/// Which deliveries are asked for. Nil asks for all.
public struct LedgerQuery: Hashable, Sendable {
    public var system: String?
    public var collection: String?
    public var from: Date?
    public var until: Date?
    public var limit: Int

    public init(
        system: String? = nil, collection: String? = nil, from: Date? = nil, until: Date? = nil, limit: Int = 100
    ) {
        self.system = system
        self.collection = collection
        self.from = from
        self.until = until
        self.limit = limit
    }
}

/// What data are needed for: a sentence of at most 200 characters, from a key or the `GeoSector-Purpose` header.
public enum Purpose {
    private static let longest = 200

    /// Nil for an empty or too long text, or one with control characters.
    public static func read(_ text: String) -> String? {
        let trimmed = text.trimmingCharacters(in: .whitespacesAndNewlines)
        guard !trimmed.isEmpty, trimmed.count <= longest,
            !trimmed.unicodeScalars.contains(where: { $0.value < 0x20 || (0x7F...0x9F).contains($0.value) })
        else { return nil }
        return trimmed
    }
}
