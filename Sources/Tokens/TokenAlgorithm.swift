/// Signatures that are taken (RFC 7518, RFC 8037): public keys only, so that nobody who knows a key can sign with it.
enum TokenAlgorithm: String, Hashable, Sendable, CaseIterable {
    case rs256 = "RS256"
    case rs384 = "RS384"
    case rs512 = "RS512"
    case ps256 = "PS256"
    case es256 = "ES256"
    case es384 = "ES384"
    case edDSA = "EdDSA"

    /// `kty` of its keys.
    var keyType: String {
        switch self {
        case .rs256, .rs384, .rs512, .ps256: "RSA"
        case .es256, .es384: "EC"
        case .edDSA: "OKP"
        }
    }

    /// `crv` of its keys.
    var curve: String? {
        switch self {
        case .rs256, .rs384, .rs512, .ps256: nil
        case .es256: "P-256"
        case .es384: "P-384"
        case .edDSA: "Ed25519"
        }
    }
}
