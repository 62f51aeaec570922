/// Why a bearer token is not taken. Values only; clients are told no more than that it is not.
public enum TokenError: Error, Hashable, Sendable {
    /// Not three parts of base 64 with JSON in them, or longer than 16 KB.
    case malformed
    /// `none`, HMAC, or one that is not listed.
    case algorithmNotAllowed(String)
    /// The header asks for something that must be understood and is not.
    case criticalHeader
    case unknownKey
    case wrongSignature
    case wrongIssuer
    case wrongAudience
    case expired
    /// `nbf` or `iat` lie ahead.
    case notYetValid
    /// A claim that must be there is not, or has another type.
    case claimMissing(String)
    /// The issuer's keys could not be fetched, and none are known.
    case issuerAway(reason: String)
}
