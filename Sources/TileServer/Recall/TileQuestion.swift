import Hummingbird
import NIOHTTP1

/// All that the answer to a request for a tile depends on, besides the data. What an answer comes to depend on in future
/// has to be added here.
struct TileQuestion: Hashable, Sendable {
    /// Path and query, as they came.
    let target: String
    private var accept: String?
    private var acceptEncoding: String?
    private var ifNoneMatch: String?
    private var credentials: Credentials?
    /// The same for equal questions. Computed once: the place in memory and its table both go by it.
    private(set) var hash = 0

    /// Of a request that came to a route.
    init(_ request: Request) {
        target = request.head.path ?? ""
        accept = request.headers[.accept]
        acceptEncoding = request.headers[.acceptEncoding]
        ifNoneMatch = request.headers[.ifNoneMatch]
        credentials = Credentials(request.headers)
        hash = computedHash
    }

    /// Of a request as it comes from the connection; nil for one that only the routes can answer.
    init?(_ head: HTTPRequestHead) {
        guard head.method == .GET, head.version == .http1_1, head.uri.utf8.first == UInt8(ascii: "/") else {
            return nil
        }
        target = head.uri
        var shown = Credentials()
        for (name, value) in head.headers {
            switch name.utf8.count {
            case 6 where name.isField("accept"):
                guard accept == nil else { return nil }
                accept = value
            case 15 where name.isField("accept-encoding"):
                guard acceptEncoding == nil else { return nil }
                acceptEncoding = value
            case 13 where name.isField("if-none-match"):
                guard ifNoneMatch == nil else { return nil }
                ifNoneMatch = value
            case 6 where name.isField("cookie"):
                guard shown.cookie == nil else { return nil }
                shown.cookie = value
            case 9 where name.isField("x-api-key"):
                guard shown.key == nil else { return nil }
                shown.key = value
            case 13 where name.isField("authorization"):
                guard shown.authorization == nil else { return nil }
                shown.authorization = value
            // Whoever says more of the connection than that it stays is answered by the framework, which looks after it.
            case 10 where name.isField("connection"):
                guard value.isField("keep-alive") else { return nil }
            // A body, or something about to follow.
            case 14 where name.isField("content-length"), 17 where name.isField("transfer-encoding"),
                6 where name.isField("expect"), 7 where name.isField("upgrade"):
                return nil
            default: break
            }
        }
        credentials = shown.isEmpty ? nil : shown
        hash = computedHash
    }

    /// Whether whoever asks shows who they are.
    var hasCredentials: Bool { credentials != nil }

    /// Memory it takes, about.
    var byteCount: Int {
        [target, accept, acceptEncoding, ifNoneMatch].reduce(credentials?.byteCount ?? 0) { $0 + ($1?.utf8.count ?? 0) }
    }

    private var computedHash: Int {
        var hasher = Hasher()
        hasher.combine(target)
        hasher.combine(accept)
        hasher.combine(acceptEncoding)
        hasher.combine(ifNoneMatch)
        hasher.combine(credentials)
        return hasher.finalize()
    }

    func hash(into hasher: inout Hasher) { hasher.combine(hash) }
}

extension String {
    /// Whether this is a name, given in small letters, in whatever case (RFC 9110, 5.1).
    fileprivate func isField(_ name: StaticString) -> Bool {
        name.withUTF8Buffer { name in
            utf8.count == name.count && zip(utf8, name).allSatisfy { $0 | 0x20 == $1 }
        }
    }
}
