import Accounts
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// Where a request comes from: the client's address, and the site of the page that made it.
struct RequestOrigin: Sendable {
    /// Addresses of proxies whose word is taken for whom they ask.
    let trustedProxies: Set<ClientAddress>
    /// What the configuration says clients reach this server by.
    let baseURL: String?

    /// Whether browsers speak TLS to this server, or to the proxy before it.
    var isSecure: Bool { baseURL?.hasPrefix("https:") ?? false }

    /// - Parameter trustedProxies: what is no address is nobody's.
    init(trustedProxies: Set<String>, baseURL: String?) {
        self.trustedProxies = Set(trustedProxies.compactMap { ClientAddress($0) })
        self.baseURL = baseURL
    }

    /// The other end of a connection; nil where it has no address.
    func peer(of context: ServerRequestContext) -> ClientAddress? {
        context.channel.remoteAddress?.ipAddress.flatMap { ClientAddress($0) }
    }

    func trusts(_ peer: ClientAddress) -> Bool { trustedProxies.contains(peer) }

    func trusts(_ peer: SocketAddress?) -> Bool {
        !trustedProxies.isEmpty && peer?.ipAddress.flatMap { ClientAddress($0) }.map(trusts) ?? false
    }

    func address(of request: Request, _ context: ServerRequestContext) -> ClientAddress? {
        peer(of: context).map { address(behind: $0, forwardedFor: request.headers[.forwardedFor]) }
    }

    /// The client's own address where the connection is its own; where it is a trusted proxy's, the last one in
    /// X-Forwarded-For that is no proxy's: those before it are what the client wrote. `Forwarded` (RFC 7239) is not read:
    /// a proxy that writes the other one hands on whatever a client wrote there.
    func address(behind peer: ClientAddress, forwardedFor: String?) -> ClientAddress {
        guard trusts(peer), let forwardedFor else { return peer }
        for text in forwardedFor.split(separator: ",").reversed() {
            // What comes before something that is no address cannot be believed.
            guard let address = ClientAddress(String(text.trimmingBlanks)) else { return peer }
            if !trusts(address) { return address }
        }
        return peer
    }

    /// Fields by which proxies say that a request is somebody else's.
    static let forwardingFields: [HTTPField.Name] = [
        .forwardedFor, .forwarded, .forwardedHost, .forwardedProto, .realIP, .via,
    ]

    static func isForwarded(_ headers: HTTPFields) -> Bool { forwardingFields.contains { headers[$0] != nil } }

    /// Whether a program on this machine asks, and for nobody else.
    func isFromHere(_ request: Request, _ context: ServerRequestContext) -> Bool {
        context.isLoopback && !Self.isForwarded(request.headers)
    }

    /// Whether a change comes from a page of this site, or from no page at all, as a browser says it.
    func isOwn(_ request: Request) -> Bool { isOfThisSite(request) ?? false }

    /// Whether a browser says that a change comes from a page of another site.
    func isForeign(_ request: Request) -> Bool { !(isOfThisSite(request) ?? true) }

    /// Nil for programs that say nothing, and browsers that know neither field: they are older than SameSite.
    ///
    /// Browsers say so themselves, and no page can make them lie (W3C Fetch Metadata; OWASP ASVS 4.2.2): cookies alone
    /// would be sent with a form of any site.
    private func isOfThisSite(_ request: Request) -> Bool? {
        if let site = request.headers[.secFetchSite] { return ["same-origin", "none"].contains(site) }
        guard let origin = request.headers[.origin] else { return nil }
        let hosts = [baseURL.flatMap { URL(string: $0) }.flatMap(Self.authority), request.head.authority]
        return URL(string: origin).flatMap(Self.authority).map { hosts.contains($0) } ?? false
    }

    private static func authority(_ url: URL) -> String? {
        url.host.map { host in url.port.map { "\(host):\($0)" } ?? host }
    }
}

extension HTTPField.Name {
    static let forwardedFor = HTTPField.Name("X-Forwarded-For")!
    static let forwarded = HTTPField.Name("Forwarded")!
    static let forwardedHost = HTTPField.Name("X-Forwarded-Host")!
    static let forwardedProto = HTTPField.Name("X-Forwarded-Proto")!
    fileprivate static let realIP = HTTPField.Name("X-Real-IP")!
    fileprivate static let via = HTTPField.Name("Via")!
    fileprivate static let secFetchSite = HTTPField.Name("Sec-Fetch-Site")!
}
