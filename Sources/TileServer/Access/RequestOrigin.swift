import Accounts
import Foundation
import HTTPTypes
import Hummingbird

/// Where a request comes from: the client's address, and the site of the page that made it.
struct RequestOrigin: Sendable {
    /// Addresses of proxies whose word is taken for whom they ask.
    let trustedProxies: Set<String>
    /// What the configuration says clients reach this server by.
    let baseURL: String?

    /// Whether browsers speak TLS to this server, or to the proxy before it.
    var isSecure: Bool { baseURL?.hasPrefix("https:") ?? false }

    /// The client's own address where the connection is its own; where it is a trusted proxy's, the last one in
    /// X-Forwarded-For that is no proxy's: those before it are what the client wrote.
    func address(of request: Request, _ context: ServerRequestContext) -> ClientAddress? {
        guard let peer = context.channel.remoteAddress?.ipAddress else { return nil }
        guard trustedProxies.contains(peer) else { return ClientAddress(peer) }
        let forwarded = (request.headers[.forwardedFor] ?? "").split(separator: ",").map { String($0.trimmingBlanks) }
        return ClientAddress(forwarded.last(where: { !trustedProxies.contains($0) }) ?? peer)
    }

    /// Whether a change comes from a page of this site, or from no page at all.
    ///
    /// Browsers say so themselves, and no page can make them lie (W3C Fetch Metadata; OWASP ASVS 4.2.2): cookies alone
    /// would be sent with a form of any site.
    func isOwn(_ request: Request) -> Bool {
        if let site = request.headers[.secFetchSite] { return ["same-origin", "none"].contains(site) }
        guard let origin = request.headers[.origin] else {
            // Every browser that knows neither is older than the cookie's SameSite, or is none.
            return false
        }
        let hosts = [baseURL.flatMap { URL(string: $0) }.flatMap(Self.authority), request.head.authority]
        return URL(string: origin).flatMap(Self.authority).map { hosts.contains($0) } ?? false
    }

    private static func authority(_ url: URL) -> String? {
        url.host.map { host in url.port.map { "\(host):\($0)" } ?? host }
    }
}

extension HTTPField.Name {
    static let forwardedFor = HTTPField.Name("X-Forwarded-For")!
    fileprivate static let secFetchSite = HTTPField.Name("Sec-Fetch-Site")!
}
