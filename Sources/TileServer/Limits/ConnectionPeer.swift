import Accounts
import HTTPTypes
import NIOCore
import NIOHTTP1

/// Whoever is at the other end of a connection: a client, looked up once, or a proxy that asks for many.
struct ConnectionPeer: Sendable {
    private let address: ClientAddress?
    private let limits: RequestLimits
    private let isProxy: Bool
    /// Of the client at the other end; nil for one without a limit, and for proxies.
    private let own: Allowance?

    init(_ peer: SocketAddress?, _ limits: RequestLimits) {
        let address = peer?.ipAddress.flatMap { ClientAddress($0) }
        self.address = address
        self.limits = limits
        // What comes from this machine may come from a proxy on it.
        isProxy = limits.origin.trusts(peer) || address?.isLoopback == true && limits.countsThisMachine
        own =
            isProxy || address == nil
            ? nil : limits.allowance(of: limits.client(at: address, forwardedFor: nil, isForwarded: false))
    }

    /// Takes one request of the rate of whoever asks.
    /// - Returns: whether there was one.
    func take(for head: HTTPRequestHead) -> Bool {
        guard isProxy else { return own?.take() ?? true }
        let fields = head.headers
        let client = limits.client(
            at: address, forwardedFor: fields["X-Forwarded-For"].joined(separator: ","),
            isForwarded: RequestOrigin.forwardingFields.contains { fields.contains(name: $0.rawName) })
        return limits.allowance(of: client)?.take() ?? true
    }
}
