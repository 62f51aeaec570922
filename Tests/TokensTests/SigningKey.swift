import Crypto
import CryptoExtras
import Foundation
import SimpleFeatures

/// A key of the test's issuer. Tokens are put together here byte by byte, without the library that verifies them.
struct SigningKey: Sendable {
    let id: String?
    let algorithm: String
    /// The public key, as a set of keys has it.
    let jwk: JSONValue
    let sign: @Sendable ([UInt8]) throws -> [UInt8]

    static func es256(_ id: String? = "es") -> SigningKey {
        let key = P256.Signing.PrivateKey()
        let raw = Array(key.publicKey.rawRepresentation)
        return SigningKey(
            id: id, algorithm: "ES256",
            jwk: jwk(id, ["kty": "EC", "crv": "P-256", "x": member(raw.prefix(32)), "y": member(raw.suffix(32))])
        ) { Array(try key.signature(for: $0).rawRepresentation) }
    }

    static func es384(_ id: String? = "es384") -> SigningKey {
        let key = P384.Signing.PrivateKey()
        let raw = Array(key.publicKey.rawRepresentation)
        return SigningKey(
            id: id, algorithm: "ES384",
            jwk: jwk(id, ["kty": "EC", "crv": "P-384", "x": member(raw.prefix(48)), "y": member(raw.suffix(48))])
        ) { Array(try key.signature(for: $0).rawRepresentation) }
    }

    static func edDSA(_ id: String? = "ed") -> SigningKey {
        let key = Curve25519.Signing.PrivateKey()
        return SigningKey(
            id: id, algorithm: "EdDSA",
            jwk: jwk(id, ["kty": "OKP", "crv": "Ed25519", "x": member(Array(key.publicKey.rawRepresentation))])
        ) { Array(try key.signature(for: $0)) }
    }

    /// Making one takes a second: tests share them.
    static let rsaKey = Result { try _RSA.Signing.PrivateKey(keySize: .bits2048) }

    static func rsa(_ algorithm: String, id: String? = "rsa") throws -> SigningKey {
        let key = try rsaKey.get()
        let parts = try key.publicKey.getKeyPrimitives()
        return SigningKey(
            id: id, algorithm: algorithm,
            jwk: jwk(id, ["kty": "RSA", "n": member(Array(parts.modulus)), "e": member(Array(parts.publicExponent))])
        ) { bytes in
            switch algorithm {
            case "RS384":
                Array(try key.signature(for: SHA384.hash(data: bytes), padding: .insecurePKCS1v1_5).rawRepresentation)
            case "RS512":
                Array(try key.signature(for: SHA512.hash(data: bytes), padding: .insecurePKCS1v1_5).rawRepresentation)
            case "PS256": Array(try key.signature(for: SHA256.hash(data: bytes), padding: .PSS).rawRepresentation)
            default:
                Array(try key.signature(for: SHA256.hash(data: bytes), padding: .insecurePKCS1v1_5).rawRepresentation)
            }
        }
    }

    /// HMAC with whatever bytes, for those who try it with a public key.
    static func hmac(_ secret: [UInt8], id: String?) -> SigningKey {
        SigningKey(id: id, algorithm: "HS256", jwk: [:]) { bytes in
            Array(HMAC<SHA256>.authenticationCode(for: bytes, using: SymmetricKey(data: secret)))
        }
    }

    func token(_ claims: JSONValue, header changes: JSONObject = [:]) throws -> String {
        var header: JSONObject = ["alg": .string(algorithm), "typ": "JWT"]
        if let id { header["kid"] = .string(id) }
        for member in changes.members { header[member.key] = member.value }
        let head = Self.text(JSONValue.object(header).serialized) + "." + Self.text(claims.serialized)
        return head + "." + Self.text(try sign(Array(head.utf8)))
    }

    static func text(_ bytes: some Sequence<UInt8>) -> String {
        Data(bytes).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }

    private static func member(_ bytes: some Sequence<UInt8>) -> JSONValue { .string(text(bytes)) }

    private static func jwk(_ id: String?, _ members: JSONObject) -> JSONValue {
        var members = members
        if let id { members["kid"] = .string(id) }
        return .object(members)
    }
}
