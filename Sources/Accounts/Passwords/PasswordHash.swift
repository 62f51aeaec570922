internal import Crypto
internal import CryptoExtras
internal import Foundation

/// A password as it is kept: `$scrypt$ln=17,r=8,p=1$salt$key`, base 64 without padding (PHC string format), so that
/// what a new password costs may rise while old ones stay good.
struct PasswordHash: Hashable, Sendable {
    private static let saltBytes = 16
    private static let keyBytes = 32

    let cost: PasswordCost
    let salt: [UInt8]
    let key: [UInt8]

    /// Computes it: a tenth of a second or more, and as much memory as the cost says.
    init(of password: String, cost: PasswordCost) throws {
        self.cost = cost
        salt = Secrets.random(Self.saltBytes)
        key = try Self.key(of: password, salt: salt, cost: cost, count: Self.keyBytes)
    }

    /// Nil for a text of another form, or with a cost beyond bounds.
    init?(_ text: String) {
        let parts = text.split(separator: "$", omittingEmptySubsequences: false)
        guard parts.count == 5, parts[0].isEmpty, parts[1] == "scrypt",
            let found = parts[2].wholeMatch(of: /ln=(\d{1,2}),r=(\d{1,2}),p=(\d{1,2})/),
            let logN = Int(found.1), let blockSize = Int(found.2), let parallelism = Int(found.3),
            let salt = Self.bytes(parts[3]), !salt.isEmpty, let key = Self.bytes(parts[4]), key.count >= 16
        else { return nil }
        cost = PasswordCost(logN: logN, blockSize: blockSize, parallelism: parallelism)
        self.salt = salt
        self.key = key
        guard cost.isAcceptable else { return nil }
    }

    var text: String {
        "$scrypt$ln=\(cost.logN),r=\(cost.blockSize),p=\(cost.parallelism)$\(Self.base64(salt))$\(Self.base64(key))"
    }

    /// As long as `init(of:cost:)`.
    func matches(_ password: String) throws -> Bool {
        Secrets.areEqual(key, try Self.key(of: password, salt: salt, cost: cost, count: key.count))
    }

    private static func key(of password: String, salt: [UInt8], cost: PasswordCost, count: Int) throws -> [UInt8] {
        // The same word typed by another keyboard is the same password (NIST SP 800-63B, 5.1.1.2).
        let typed = Array(password.precomposedStringWithCompatibilityMapping.utf8)
        // The library reads past an empty password; no password that is taken has this one byte.
        let key = try KDF.Scrypt.deriveKey(
            from: typed.isEmpty ? [0] : typed, salt: salt, outputByteCount: count, rounds: 1 << cost.logN,
            blockSize: cost.blockSize, parallelism: cost.parallelism)
        return key.withUnsafeBytes { Array($0) }
    }

    private static func base64(_ bytes: [UInt8]) -> String {
        Data(bytes).base64EncodedString().replacing("=", with: "")
    }

    private static func bytes(_ text: Substring) -> [UInt8]? {
        let padding = String(repeating: "=", count: (4 - text.utf8.count % 4) % 4)
        return Data(base64Encoded: text + padding).map { Array($0) }
    }
}
