internal import Foundation
internal import SimpleFeatures

/// The parts of a JSON Web Token in compact form (RFC 7519; RFC 7515, 7.1), nothing of it proven.
struct BearerToken {
    /// More claims than anybody has.
    private static let longest = 16_384

    let text: String
    let algorithm: TokenAlgorithm
    /// The key it says it was signed with.
    let keyID: String?
    let claims: JSONValue

    /// - Throws: `TokenError`: `.malformed`, `.algorithmNotAllowed`, `.criticalHeader`.
    init(_ text: String) throws(TokenError) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard text.utf8.count <= Self.longest, parts.count == 3, let header = Self.json(parts[0]),
            let claims = Self.json(parts[1]), let name = header["alg"]?.string
        else { throw .malformed }
        guard let algorithm = TokenAlgorithm(rawValue: name) else { throw .algorithmNotAllowed(name) }
        // RFC 7515, 4.1.11: what is critical and not understood is refused; nothing is understood.
        guard header["crit"] == nil, header["b64"] == nil, header["zip"] == nil else { throw .criticalHeader }
        self.text = text
        self.algorithm = algorithm
        keyID = header["kid"]?.string
        self.claims = claims
    }

    private static func json(_ part: Substring) -> JSONValue? {
        guard let bytes = bytes(base64URL: String(part)) else { return nil }
        do {
            let value = try JSONReader.read(bytes)
            // Not by a conditional expression: there `nil` would be JSON's null.
            guard value.object != nil else { return nil }
            return value
        } catch { return nil }
    }

    /// RFC 4648, 5, without padding; nil for what is none.
    static func bytes(base64URL text: String) -> [UInt8]? {
        guard text.utf8.allSatisfy({ $0 != UInt8(ascii: "=") && $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "/") })
        else { return nil }
        let standard = text.replacing("-", with: "+").replacing("_", with: "/")
        let padding = String(repeating: "=", count: (4 - standard.utf8.count % 4) % 4)
        return Data(base64Encoded: standard + padding).map { Array($0) }
    }
}
