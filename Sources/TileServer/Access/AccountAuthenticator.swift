import Accounts
import GeoStore
import HTTPTypes
import Hummingbird
import Logging

/// Finds out who asks by a session's cookie or a system's key.
struct AccountAuthenticator: Authenticator {
    let accounts: AccountStore
    let cookie: SessionCookie
    let origin: RequestOrigin
    let logger: Logger

    func principal(of request: Request, _ context: ServerRequestContext) async throws -> Principal {
        do {
            if let key = Self.key(in: request.headers) {
                guard let account = try await accounts.account(key: key) else { throw AccessError.invalidCredentials }
                return Principal(account)
            }
            guard let token = cookie.token(in: request.headers) else { return .anonymous }
            guard let session = try await accounts.session(token) else { return .anonymous }
            // Before anything is done in somebody's name.
            if !Self.reads.contains(request.method), !origin.isOwn(request) { throw AccessError.foreignOrigin }
            if session.mustChangePassword, !Self.ofPasswords.contains(request.uri.path) {
                throw AccessError.mustChangePassword
            }
            return Principal(session.account)
        } catch let error as AccountError {
            logger.error("accounts cannot be asked", metadata: ["error": "\(error)", "id": "\(context.id)"])
            throw AccessError.unavailable
        }
    }

    private static let reads: Set<HTTPRequest.Method> = [.get, .head, .options]
    /// What is answered to somebody whose password was given by somebody else.
    private static let ofPasswords: Set<String> = ["/account", "/account/password", "/logout"]

    /// `X-API-Key: gsk_…`, or `Authorization: Bearer gsk_…`.
    private static func key(in headers: HTTPFields) -> String? {
        if let key = headers[.apiKey] { return key }
        guard let value = headers[.authorization] else { return nil }
        let parts = value.split(separator: " ", maxSplits: 1)
        // Any other scheme is answered as a key that nobody has.
        return parts.count == 2 && parts[0].lowercased() == "bearer" ? String(parts[1].trimmingBlanks) : value
    }
}

extension Principal {
    init(_ account: Account) {
        self.init(
            kind: account.kind == .user ? .user : .system, name: account.name, departments: account.departments,
            roles: Set(account.roles.map(\.rawValue)),
            scope: account.scopes.map { scopes in
                scopes.actions.mapValues { $0 == .edit ? Permission.edit : .read }
            })
    }
}
