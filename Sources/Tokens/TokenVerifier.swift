public import Foundation
public import Logging
internal import SimpleFeatures

/// Bearer tokens of one issuer (RFC 7519, RFC 9068, OpenID Connect): signature, issuer, audience and times are checked,
/// and claims become departments and roles.
public final class TokenVerifier: Sendable {
    private let settings: TokenSettings
    private let keys: IssuerKeys
    private let logger: Logger
    private let now: @Sendable () -> Date

    /// Fetches nothing yet.
    public init(
        settings: TokenSettings, logger: Logger = Logger(label: "tokens"),
        now: @escaping @Sendable () -> Date = { Date() }
    ) {
        self.settings = settings
        self.logger = logger
        self.now = now
        keys = IssuerKeys(settings: settings, logger: logger)
    }

    /// Whether a text is a token of some issuer rather than a key of a system.
    public static func mayBeToken(_ text: String) -> Bool {
        text.utf8.count { $0 == UInt8(ascii: ".") } == 2
    }

    /// Who a token says that asks.
    /// - Parameter text: what stands behind `Bearer` in the header.
    /// - Throws: `TokenError`: 401, but for `.issuerAway`, which is 503.
    public func identity(of text: String) async throws(TokenError) -> TokenIdentity {
        let token = try BearerToken(text)
        // Before any key is asked for: tokens of others cost nothing.
        guard token.claims["iss"]?.string == settings.issuer else { throw .wrongIssuer }
        let key = try await keys.key(token.keyID, token.algorithm)
        do {
            try await key.verify(text, token.algorithm)
        } catch {
            logger.debug("token refused", metadata: ["error": "\(error)"])
            throw .wrongSignature
        }
        let expiresAt = try checkTimes(token.claims)
        guard audiences(token.claims).contains(settings.audience) else { throw .wrongAudience }
        return try identity(token.claims, expiresAt: expiresAt)
    }

    private func checkTimes(_ claims: JSONValue) throws(TokenError) -> Date {
        let present = now().timeIntervalSince1970
        guard let end = claims["exp"]?.number else { throw .claimMissing("exp") }
        guard present < end + settings.leeway else { throw .expired }
        for name in ["nbf", "iat"] {
            guard let claim = claims[name] else { continue }
            guard let start = claim.number else { throw .claimMissing(name) }
            guard start - settings.leeway <= present else { throw .notYetValid }
        }
        return Date(timeIntervalSince1970: end)
    }

    private func audiences(_ claims: JSONValue) -> [String] {
        claims["aud"]?.array?.compactMap(\.string) ?? claims["aud"]?.string.map { [$0] } ?? []
    }

    private func identity(_ claims: JSONValue, expiresAt: Date) throws(TokenError) -> TokenIdentity {
        let (kind, name) = try name(claims)
        return TokenIdentity(
            kind: kind, name: settings.namePrefix + name,
            displayName: claims[settings.displayNameClaim]?.string ?? name,
            departments: entries(settings.departmentsClaim, prefix: settings.departmentPrefix, claims),
            roles: entries(settings.rolesClaim, prefix: settings.rolePrefix, claims), expiresAt: expiresAt)
    }

    /// A token without a person is one that a system got for itself (RFC 6749, 4.4).
    private func name(_ claims: JSONValue) throws(TokenError) -> (TokenIdentity.Kind, String) {
        if let person = claims[settings.nameClaim]?.string, !person.isEmpty {
            guard !settings.systemPrefix.isEmpty, person.hasPrefix(settings.systemPrefix) else {
                return (.user, person)
            }
            return (.system, String(person.dropFirst(settings.systemPrefix.count)))
        }
        for claim in ["client_id", "azp"] {
            if let client = claims[claim]?.string, !client.isEmpty { return (.system, client) }
        }
        throw .claimMissing(settings.nameClaim)
    }

    /// `realm_access.roles` goes into an object; a claim whose own name has a dot goes before that.
    private func entries(_ path: String, prefix: String, _ claims: JSONValue) -> Set<String> {
        var value = claims[path]
        if value == nil {
            value = path.split(separator: ".").reduce(claims as JSONValue?) { $0?[String($1)] }
        }
        let texts = value?.array?.compactMap(\.string) ?? value?.string?.split(separator: " ").map(String.init) ?? []
        // Keycloak writes groups as paths.
        let names = texts.map { $0.hasPrefix("/") ? String($0.dropFirst()) : $0 }
        return Set(
            names.filter { $0.hasPrefix(prefix) }.map { String($0.dropFirst(prefix.count)) }.filter { !$0.isEmpty })
    }
}
