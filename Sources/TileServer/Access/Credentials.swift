import HTTPTypes

/// What a request shows of who asks, as it came: nothing of it is checked yet.
struct Credentials: Hashable, Sendable {
    /// All cookies; the session's is among them.
    var cookie: String?
    /// `X-API-Key`, of a system.
    var key: String?
    /// `Authorization`: a bearer token, or a key.
    var authorization: String?

    init() {}

    /// Nil for a request that shows nothing.
    init?(_ headers: HTTPFields) {
        cookie = headers[.cookie]
        key = headers[.apiKey]
        authorization = headers[.authorization]
        if isEmpty { return nil }
    }

    var isEmpty: Bool { cookie == nil && key == nil && authorization == nil }

    /// Memory it takes, about.
    var byteCount: Int { [cookie, key, authorization].reduce(0) { $0 + ($1?.utf8.count ?? 0) } }
}

extension HTTPField.Name {
    /// Where systems put their key: in a header, never in a URL, which logs and proxies keep.
    static let apiKey = HTTPField.Name("X-API-Key")!
}
