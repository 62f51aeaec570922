internal import Crypto
internal import Foundation
internal import GRDB

/// A key that signs documents (Ed25519, RFC 8032), kept in the file of accounts.
struct SigningKey: Sendable {
    /// Names of RFC 8037.
    static let curve = "Ed25519"
    static let algorithm = "EdDSA"

    private let key: Curve25519.Signing.PrivateKey

    /// - Throws: Crypto's error when the seed has not 32 bytes.
    init(seed: [UInt8]) throws { key = try Curve25519.Signing.PrivateKey(rawRepresentation: seed) }

    var publicBytes: [UInt8] { Array(key.publicKey.rawRepresentation) }
    var id: String { Self.thumbprint(of: publicBytes) }

    /// RFC 7638, with the members that RFC 8037 names.
    static func thumbprint(of key: [UInt8]) -> String {
        let text = #"{"crv":"\#(curve)","kty":"OKP","x":"\#(Secrets.base64URL(key))"}"#
        return Secrets.base64URL(Secrets.sha256(Array(text.utf8)))
    }

    /// - Returns: a JSON Web Signature in its compact form (RFC 7515, 7.1).
    func signature(of content: [UInt8]) throws -> String {
        let header = #"{"alg":"\#(Self.algorithm)","kid":"\#(id)"}"#
        let signed = [Array(header.utf8), content].map(Secrets.base64URL).joined(separator: ".")
        return try "\(signed).\(Secrets.base64URL(Array(key.signature(for: Array(signed.utf8)))))"
    }

    // MARK: In the file

    /// The newest first.
    static func all(in database: Database) throws -> [SigningKey] {
        try Data.fetchAll(database, sql: "SELECT seed FROM signing_key ORDER BY number DESC")
            .map { try SigningKey(seed: Array($0)) }
    }

    static func add(to database: Database, now: Int64) throws -> SigningKey {
        let seed = Secrets.random(32)
        try database.execute(
            sql: "INSERT INTO signing_key (seed, made_at) VALUES (?, ?)", arguments: [Data(seed), now])
        return try SigningKey(seed: seed)
    }
}
