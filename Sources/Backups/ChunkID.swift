internal import Crypto
internal import Foundation

/// The name of a chunk: the SHA-256 of its content.
public struct ChunkID: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// Bytes of a SHA-256.
    static let length = SHA256.byteCount

    /// 64 digits, lower case.
    public let text: String

    /// The name of a content.
    init(of content: some DataProtocol) { text = Self.hex(SHA256.hash(data: content)) }

    /// Nil for what is no SHA-256 in lower case.
    init?(_ text: String) {
        guard text.utf8.count == 2 * Self.length, text.utf8.allSatisfy(Self.isDigit) else { return nil }
        self.text = text
    }

    public var description: String { text }

    public static func < (left: ChunkID, right: ChunkID) -> Bool { left.text < right.text }

    /// Chunks lie in 256 folders, by their first two digits.
    var folder: String { String(text.prefix(2)) }

    /// The 32 bytes of the name.
    var bytes: [UInt8] {
        let digits = Array(text.utf8).map {
            $0 < UInt8(ascii: "a") ? $0 - UInt8(ascii: "0") : $0 - UInt8(ascii: "a") + 10
        }
        return stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
    }

    static func hex(_ bytes: some Sequence<UInt8>) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
    }
}

/// The chunks of a file in their order, as the repository keeps them: 32 bytes each, themselves a chunk.
struct ChunkList {
    let chunks: [ChunkID]

    init(_ chunks: [ChunkID]) { self.chunks = chunks }

    /// Nil for bytes that are no list.
    init?(bytes: [UInt8]) {
        guard bytes.count % ChunkID.length == 0 else { return nil }
        chunks = stride(from: 0, to: bytes.count, by: ChunkID.length).compactMap {
            ChunkID(ChunkID.hex(bytes[$0..<($0 + ChunkID.length)]))
        }
    }

    var bytes: [UInt8] { chunks.flatMap(\.bytes) }
}
