import Hummingbird

/// Finds out who asks.
protocol Authenticator: Sendable {
    /// - Throws: `AccessError` for credentials that are no good: whoever shows some is never taken for somebody else.
    func caller(of request: Request, _ context: ServerRequestContext) async throws -> Caller
}
