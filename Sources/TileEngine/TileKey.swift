/// Names the bytes of a tile before any work: equal keys have equal bytes. Cache key and entity tag.
public struct TileKey: Hashable, Sendable {
    let high: UInt64
    let low: UInt64

    public static func == (left: TileKey, right: TileKey) -> Bool { left.low == right.low && left.high == right.high }

    public func hash(into hasher: inout Hasher) { hasher.combine(low) }

    /// 32 digits.
    public var text: String {
        String(unsafeUninitializedCapacity: 32) { buffer in
            for digit in 0..<16 {
                buffer[digit] = Self.digit(high >> UInt64(60 - 4 * digit))
                buffer[16 + digit] = Self.digit(low >> UInt64(60 - 4 * digit))
            }
            return 32
        }
    }

    private static func digit(_ value: UInt64) -> UInt8 {
        let nibble = UInt8(truncatingIfNeeded: value) & 0xF
        return nibble < 10 ? UInt8(ascii: "0") + nibble : UInt8(ascii: "a") + nibble - 10
    }
}

/// Gathers what a key depends on. No hashing of text: that is done once for each selection of layers.
struct TileKeyMixer {
    private var high: UInt64
    private var low: UInt64

    init(seed: Fingerprint) { (high, low) = seed.halves }

    /// Each step is reversible for a given state: two keys that differ in one number only are never equal.
    @inline(__always)
    mutating func mix(_ value: Int) {
        let bits = UInt64(bitPattern: Int64(value))
        high = (high ^ bits) &* 0x9E37_79B9_7F4A_7C15
        high ^= high >> 32
        low = (low &+ bits) &* 0xD6E8_FEB8_6659_FD93
        low ^= low >> 29
    }

    var key: TileKey { TileKey(high: high, low: low) }
}
