internal import Foundation
internal import JWTKit
internal import SimpleFeatures

/// A public key of the issuer (RFC 7517), and what it may verify.
struct IssuerKey: Sendable {
    /// Below that a key can be taken apart (NIST SP 800-131A).
    private static let smallestModulus = 2048 / 8

    let id: String?
    private let value: JSONValue

    /// Nil for what is no key for signatures, of whatever kind it may be.
    init?(_ value: JSONValue) {
        guard value["kty"]?.string != nil, value["use"].map({ $0.string == "sig" }) ?? true else { return nil }
        id = value["kid"]?.string
        self.value = value
    }

    func fits(_ algorithm: TokenAlgorithm) -> Bool {
        guard value["kty"]?.string == algorithm.keyType,
            algorithm.curve == nil || value["crv"]?.string == algorithm.curve,
            value["alg"].map({ $0.string == algorithm.rawValue }) ?? true
        else { return false }
        guard algorithm.keyType == "RSA" else { return true }
        let modulus = value["n"]?.string.flatMap { BearerToken.bytes(base64URL: $0) } ?? []
        return modulus.drop { $0 == 0 }.count >= Self.smallestModulus
    }

    /// Verifies with this one key and this one algorithm: left to itself the library would take any key it has for a
    /// `kid` it does not know, and the algorithm that the first token names.
    /// - Throws: what the library says of the key or the signature.
    func verify(_ token: String, _ algorithm: TokenAlgorithm) async throws {
        var members: JSONObject = [
            "kty": .string(algorithm.keyType), "alg": .string(algorithm.rawValue), "kid": "key",
        ]
        for name in ["n", "e", "crv", "x", "y"] { members[name] = value[name] }
        let key = try JWK(json: String(decoding: JSONValue.object(members).serialized, as: UTF8.self))
        _ = try await JWTKeyCollection().add(jwk: key).verify(token, as: UncheckedPayload.self)
    }
}

/// The library decodes a payload; claims are read and checked elsewhere.
struct UncheckedPayload: JWTPayload {
    func verify(using algorithm: some JWTAlgorithm) async throws {}
}
