public import Foundation

/// Whose tokens are taken, and what their claims mean here.
public struct TokenSettings: Hashable, Sendable {
    /// `iss` of its tokens, and where its discovery document lies (OpenID Connect Discovery 1.0, 4).
    public var issuer: String
    /// One of `aud` must be this.
    public var audience: String
    /// The claim that names a person.
    public var nameClaim = "preferred_username"
    /// The claim with the name people know.
    public var displayNameClaim = "name"
    /// Before the name of a person, so that it is nobody who signs in here with a password. Logins have no colon.
    public var namePrefix = "sso:"
    /// A person whose name begins so is a system, named by the rest. Keycloak names its service accounts like this.
    public var systemPrefix = "service-account-"
    /// Claims with lists of texts, or one text with blanks; `.` goes into an object.
    public var departmentsClaim = "groups"
    public var rolesClaim = "groups"
    /// Entries that begin so are departments, named by the rest; others are not looked at.
    public var departmentPrefix = "geosector-department-"
    public var rolePrefix = "geosector-role-"
    /// Seconds that clocks may differ.
    public var leeway = 60.0
    /// Seconds between two looks for keys that are not known.
    public var refreshPause = 30.0
    /// Seconds after which known keys are looked for again, beside the requests.
    public var keyLifetime = 600.0
    /// Seconds for an answer of the issuer.
    public var patience = 5.0

    public init(issuer: String, audience: String) {
        self.issuer = issuer
        self.audience = audience
    }

    /// What is wrong with the issuer's URL; nil when nothing is. Keys that come without TLS could be anybody's, but for
    /// an issuer on this machine.
    public var fault: String? {
        guard let url = URL(string: issuer), url.host != nil, url.query == nil, url.fragment == nil else {
            return "it is no URL"
        }
        return Self.isSafe(url) ? nil : "it must be https"
    }

    static func isSafe(_ url: URL) -> Bool {
        url.scheme == "https" || url.scheme == "http" && ["127.0.0.1", "localhost", "::1"].contains(url.host)
    }
}

/// Who a token says that asks.
public struct TokenIdentity: Hashable, Sendable {
    public enum Kind: Hashable, Sendable {
        case user, system
    }

    public let kind: Kind
    /// With the prefix of the settings.
    public let name: String
    public let displayName: String
    public let departments: Set<String>
    /// As the issuer has them; what is no role here gives nothing.
    public let roles: Set<String>
    public let expiresAt: Date
}
