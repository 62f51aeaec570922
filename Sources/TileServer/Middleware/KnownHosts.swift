import Accounts
import Foundation
import HTTPTypes
import Hummingbird

/// By which names clients reach this server: a link is never made from a name that somebody made up.
struct KnownHosts: Sendable {
    /// A request for a host that is not served here.
    struct Misdirected: Error, Hashable, Sendable {
        let host: String
    }

    private let origin: RequestOrigin
    /// In small letters, without ports; nil when any will do.
    private let names: Set<String>?

    init(_ configuration: ServerConfiguration, origin: RequestOrigin) {
        self.origin = origin
        let base = configuration.baseURL.flatMap { URL(string: $0)?.host }
        guard base != nil || !configuration.hosts.isEmpty else {
            names = nil
            return
        }
        names = Set(
            ([base, "localhost", configuration.host].compactMap(\.self) + configuration.hosts).map { $0.lowercased() })
    }

    /// Takes the host and the scheme of a trusted proxy for the request's own, and looks whether the host is one of ours.
    /// A proxy that says nothing of the host hands on what a client wrote: it is taken only when it is known.
    /// - Throws: `Misdirected`.
    func resolved(_ request: Request, _ context: ServerRequestContext) throws(Misdirected) -> Request {
        var head = request.head
        let isTrusted = origin.trusts(context.channel.remoteAddress)
        if isTrusted, request.headers[.forwardedProto]?.lowercased() == "https" { head.scheme = "https" }
        if isTrusted, let host = request.headers[.forwardedHost], let names, names.contains(Self.name(of: host)) {
            head.authority = host
        }
        if let names, let authority = head.authority {
            let name = Self.name(of: authority)
            guard names.contains(name) || ClientAddress(name) != nil else { throw Misdirected(host: name) }
        }
        return isTrusted ? Request(head: head, body: request.body) : request
    }

    /// Without the port, and without the brackets of an address of IPv6.
    private static func name(of authority: String) -> String {
        if authority.hasPrefix("["), let end = authority.firstIndex(of: "]") {
            return String(authority[authority.index(after: authority.startIndex)..<end]).lowercased()
        }
        return (authority.split(separator: ":", omittingEmptySubsequences: false).first.map(String.init) ?? "")
            .lowercased()
    }
}
