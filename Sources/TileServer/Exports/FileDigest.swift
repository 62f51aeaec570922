import Crypto
import Foundation

/// What tells a file from every other one.
enum FileDigest {
    private static let chunkSize = 1 << 20

    /// - Returns: bytes of the file, and their SHA-256 in hexadecimal digits.
    /// - Throws: what Foundation throws for a file that cannot be read.
    static func sha256(ofFileAt path: String) throws -> (bytes: Int, digest: String) {
        let file = try FileHandle(forReadingFrom: URL(filePath: path))
        defer { try? file.close() }
        var hash = SHA256()
        var bytes = 0
        while let piece = try file.read(upToCount: chunkSize), !piece.isEmpty {
            hash.update(data: piece)
            bytes += piece.count
        }
        let digits = hash.finalize().map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }
        return (bytes, digits.joined())
    }
}
