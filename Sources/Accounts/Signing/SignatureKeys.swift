internal import Crypto
internal import Foundation
public import SimpleFeatures

/// The public keys by which documents that this server signed are told from others: a JSON Web Key Set (RFC 7517) of
/// Ed25519 keys (RFC 8037).
public struct SignatureKeys: Sendable {
    /// Ids and public keys, the newest first.
    private let keys: [(id: String, key: [UInt8])]

    init(_ keys: [SigningKey]) { self.keys = keys.map { (id: $0.id, key: $0.publicBytes) } }

    /// Nil for what is no key set; keys of other kinds are passed over.
    public init?(json: JSONValue) {
        guard let values = json["keys"]?.array else { return nil }
        keys = values.compactMap { value in
            guard value["kty"]?.string == "OKP", value["crv"]?.string == SigningKey.curve,
                let key = value["x"]?.string.flatMap({ Secrets.bytes(base64URL: $0) })
            else { return nil }
            return (id: SigningKey.thumbprint(of: key), key: key)
        }
    }

    public var json: JSONValue {
        let values = keys.map { key -> JSONValue in
            [
                "kty": "OKP", "crv": .string(SigningKey.curve), "x": .string(Secrets.base64URL(key.key)),
                "kid": .string(key.id), "use": "sig", "alg": .string(SigningKey.algorithm),
            ]
        }
        return ["keys": .array(values)]
    }

    /// What was signed.
    /// - Parameter signature: a JSON Web Signature in its compact form (RFC 7515, 7.1).
    /// - Throws: `SignatureFault`.
    public func content(of signature: String) throws(SignatureFault) -> [UInt8] {
        let parts = signature.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 3, let header = Secrets.bytes(base64URL: parts[0]),
            let content = Secrets.bytes(base64URL: parts[1]), let mark = Secrets.bytes(base64URL: parts[2]),
            let fields = try? JSONReader.read(header)
        else { throw .malformed }
        // The algorithm is ours to choose, never the document's.
        guard fields["alg"]?.string == SigningKey.algorithm, fields["crit"] == nil else { throw .malformed }
        let id = fields["kid"]?.string ?? ""
        guard let known = keys.first(where: { $0.id == id }),
            let key = try? Curve25519.Signing.PublicKey(rawRepresentation: known.key)
        else { throw .unknownKey(id: id) }
        guard key.isValidSignature(mark, for: Array("\(parts[0]).\(parts[1])".utf8)) else { throw .changed }
        return content
    }
}

/// Why a signature is not taken.
public enum SignatureFault: Error, Hashable, Sendable {
    /// It is no signature of the kind that this server makes.
    case malformed
    /// None of the keys made it.
    case unknownKey(id: String)
    /// What was signed is not what is there.
    case changed
}
