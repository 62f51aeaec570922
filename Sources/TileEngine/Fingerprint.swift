/// A short stable name for a piece of text or bytes: entity tags and file names, never security.
public struct Fingerprint: Hashable, Sendable, CustomStringConvertible {
    private let first: UInt64
    private let second: UInt64

    /// FNV-1a from two starts, 128 bits together (http://www.isthe.com/chongo/tech/comp/fnv/).
    public init(_ bytes: some Sequence<UInt8>) {
        var first: UInt64 = 0xCBF2_9CE4_8422_2325
        var second: UInt64 = 0x6C62_272E_07BB_0142
        for byte in bytes {
            first = (first ^ UInt64(byte)) &* 0x100_0000_01B3
            second = (second ^ UInt64(byte)) &* 0x100_0000_01B3 &+ 0x9E37
        }
        self.first = first
        self.second = second
    }

    public init(_ text: String) { self.init(text.utf8) }

    var halves: (UInt64, UInt64) { (first, second) }

    public var description: String {
        let digits = String(first, radix: 36) + String(second, radix: 36)
        return digits
    }
}
