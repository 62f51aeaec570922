import Accounts
import GeoStore
import HTTPTypes
import Hummingbird
import Logging
import Tokens

/// Finds out who asks by a session's cookie, a system's key or a token of the issuer.
struct AccountAuthenticator: Authenticator {
    /// Nil where no accounts are kept: keys and sessions are nobody's then.
    let accounts: AccountStore?
    /// Nil where no issuer is trusted.
    let tokens: TokenVerifier?
    let cookie: SessionCookie
    let origin: RequestOrigin
    let logger: Logger

    func caller(of request: Request, _ context: ServerRequestContext) async throws -> Caller {
        do {
            if let shown = Self.shown(in: request.headers) {
                let purpose = try Self.purpose(in: request.headers)
                if let tokens, TokenVerifier.mayBeToken(shown) {
                    let principal = try await principal(shown, tokens, context)
                    return Caller(principal: principal, purpose: purpose ?? "")
                }
                guard let account = try await accounts?.account(key: shown) else {
                    throw AccessError.invalidCredentials
                }
                return Caller(
                    principal: Principal(account), keyID: account.keyID ?? "",
                    purpose: purpose ?? account.purpose ?? "")
            }
            guard let accounts, let token = cookie.token(in: request.headers) else { return .anonymous }
            guard let session = try await accounts.session(token) else { return .anonymous }
            // Before anything is done in somebody's name.
            if !Self.reads.contains(request.method), !origin.isOwn(request) { throw AccessError.foreignOrigin }
            if session.mustChangePassword, !Self.ofPasswords.contains(request.uri.path) {
                throw AccessError.mustChangePassword
            }
            let renewed = session.renewalIsDue ? try await accounts.renew(token)?.token : nil
            return Caller(principal: Principal(session.account), renewed: renewed)
        } catch let error as AccountError {
            logger.error("accounts cannot be asked", metadata: ["error": "\(error)", "id": "\(context.id)"])
            throw AccessError.unavailable
        }
    }

    private func principal(
        _ token: String, _ tokens: TokenVerifier, _ context: ServerRequestContext
    ) async throws -> Principal {
        let answer = await Self.identity(token, tokens)
        switch answer {
        case .success(let identity): return Principal(identity)
        case .failure(.issuerAway(let reason)):
            logger.error("the issuer of tokens is away", metadata: ["reason": "\(reason)", "id": "\(context.id)"])
            throw AccessError.unavailable
        case .failure(let error):
            // Never the token itself.
            logger.info("token refused", metadata: ["reason": "\(error)", "id": "\(context.id)"])
            throw AccessError.invalidCredentials
        }
    }

    private static func identity(_ token: String, _ tokens: TokenVerifier) async -> Result<TokenIdentity, TokenError> {
        do { return .success(try await tokens.identity(of: token)) } catch { return .failure(error) }
    }

    /// What a system says that it needs the data for.
    /// - Throws: `ParameterError`.
    private static func purpose(in headers: HTTPFields) throws(ParameterError) -> String? {
        guard let text = headers[.purpose] else { return nil }
        guard let purpose = Purpose.read(text) else {
            throw ParameterError(
                parameter: "GeoSector-Purpose", value: text, expected: "a sentence of at most 200 characters")
        }
        return purpose
    }

    private static let reads: Set<HTTPRequest.Method> = [.get, .head, .options]
    /// What is answered to somebody whose password was given by somebody else.
    private static let ofPasswords: Set<String> = ["/account", "/account/password", "/logout"]

    /// `X-API-Key: gsk_…`, `Authorization: Bearer gsk_…` or `Authorization: Bearer <JWT>`.
    private static func shown(in headers: HTTPFields) -> String? {
        if let key = headers[.apiKey] { return key }
        guard let value = headers[.authorization] else { return nil }
        let parts = value.split(separator: " ", maxSplits: 1)
        // Any other scheme is answered as a key that nobody has.
        return parts.count == 2 && parts[0].lowercased() == "bearer" ? String(parts[1].trimmingBlanks) : value
    }
}

extension Principal {
    init(_ identity: TokenIdentity) {
        // Roles of the issuer that are none here give nothing.
        let roles = identity.roles.intersection(Role.allCases.map(\.rawValue))
        self.init(
            kind: identity.kind == .user ? .user : .system, name: identity.name, departments: identity.departments,
            roles: roles)
    }

    init(_ account: Account) {
        self.init(
            kind: account.kind == .user ? .user : .system, name: account.name, departments: account.departments,
            roles: Set(account.roles.map(\.rawValue)),
            scope: account.scopes.map { scopes in
                scopes.actions.mapValues { $0 == .edit ? Permission.edit : .read }
            })
    }
}

extension HTTPField.Name {
    fileprivate static let purpose = HTTPField.Name("GeoSector-Purpose")!
}
