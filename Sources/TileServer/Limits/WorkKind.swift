import HTTPTypes

/// Kinds of work that have places of their own, so that none keeps the others out.
enum WorkKind: String, CaseIterable, Hashable, Sendable {
    case tiles
    /// Features, their counts, metadata.
    case features
    case search
    /// Text exports while they are sent.
    case exports
    /// Sheets that somebody waits for.
    case prints
    case edits
    /// Queries that may look at every feature of a collection; as many at a time as there are threads for them.
    case scans

    /// The setting that says how many are done at a time.
    var setting: String {
        switch self {
        case .tiles, .features, .search, .exports, .prints, .edits: "work_\(rawValue)"
        case .scans: "threads"
        }
    }

    /// What a request is while its route answers; nil for what costs next to nothing, or has its place elsewhere.
    /// - Parameter route: the pattern that took it.
    static func of(_ method: HTTPRequest.Method, _ route: String?) -> WorkKind? {
        guard let route, method != .options else { return nil }
        if route == "/search" { return .search }
        if ["/tiles/{", "/styles/{styleId}/tiles/", "/archives/{name}/"].contains(where: route.hasPrefix)
            || route.hasSuffix("/{tileMatrix}/{tileRow}/{tileCol}")
        {
            return .tiles
        }
        // Exports take their place when it is known what they are, and keep it until the last byte.
        guard route.hasPrefix("/collections/"), !route.hasSuffix("/export") else { return nil }
        return [.get, .head].contains(method) ? .features : .edits
    }
}
