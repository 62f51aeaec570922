import GeoStore

/// Whom requests are counted for.
enum LimitedClient: Hashable, Sendable {
    /// A user or system, from wherever they ask.
    case principal(String)
    /// An address that nobody has signed in from: one of IPv4, a subscriber's network of IPv6.
    case address(String)
    /// A program on this machine, or a proxy on it whose word is not taken: nothing tells its clients apart.
    case local

    /// - Returns: nil for everybody who has not shown who they are.
    init?(_ principal: Principal) {
        guard principal != .anonymous else { return nil }
        self = .principal("\(principal.kind.rawValue):\(principal.name)")
    }
}
