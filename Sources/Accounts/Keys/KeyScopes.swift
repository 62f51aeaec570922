/// What a key may do, at most: collections, and whether it may edit them.
public struct KeyScopes: Hashable, Sendable {
    public enum Action: String, Hashable, Sendable, CaseIterable {
        case read
        /// Also reads.
        case edit
    }

    /// Stands for every collection.
    public static let everything = "*"

    /// By collection, or `everything`.
    public let actions: [String: Action]

    /// - Throws: `AccountError.invalidScope`, for an empty list too: it would be a key for nothing.
    public init(_ actions: [String: Action]) throws(AccountError) {
        if let wrong = actions.keys.sorted().first(where: { $0 != Self.everything && !IdentifierSet.isValid($0) }) {
            throw .invalidScope(wrong)
        }
        guard !actions.isEmpty else { throw .invalidScope("") }
        self.actions = actions
    }

    /// From texts like `parcels:read`, `roads:edit`, `*:read`; a collection alone is read.
    /// - Throws: `AccountError.invalidScope`.
    public init(_ texts: [String]) throws(AccountError) {
        var actions: [String: Action] = [:]
        for text in texts {
            let parts = text.split(separator: ":", omittingEmptySubsequences: false)
            let named = parts.count == 1 ? Action.read : parts.count == 2 ? Action(rawValue: String(parts[1])) : nil
            guard let action = named, let collection = parts.first else { throw .invalidScope(text) }
            if actions[String(collection)] != .edit { actions[String(collection)] = action }
        }
        try self.init(actions)
    }

    /// `*:read`, `roads:edit`, sorted.
    public var texts: [String] { actions.map { "\($0.key):\($0.value.rawValue)" }.sorted() }

    public func allow(_ action: Action, on collection: String) -> Bool {
        [actions[collection], actions[Self.everything]].contains { granted in
            switch granted {
            case .edit: true
            case .read: action == .read
            case nil: false
            }
        }
    }
}
