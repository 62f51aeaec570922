import GeoStore
import Hummingbird

/// Finds out who asks.
protocol Authenticator: Sendable {
    /// - Throws: `AccessError` for credentials that are no good: whoever shows some is never taken for somebody else.
    func principal(of request: Request, _ context: ServerRequestContext) async throws -> Principal
}

/// Of a server that has no accounts: nobody can show who they are.
struct NoAccounts: Authenticator {
    func principal(of request: Request, _ context: ServerRequestContext) async throws -> Principal { .anonymous }
}
