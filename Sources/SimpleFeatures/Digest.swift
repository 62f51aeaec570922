/// A 128-bit fingerprint of content, to tell equal features or files without keeping them. Not against forgers. It may
/// change between releases: what was remembered by it is then looked at once more.
@frozen public struct Digest: Hashable, Comparable, Sendable {
    public var high: UInt64
    public var low: UInt64

    @inlinable
    public init(high: UInt64 = 0, low: UInt64 = 0) {
        self.high = high
        self.low = low
    }

    @inlinable
    public static func < (left: Digest, right: Digest) -> Bool {
        left.high == right.high ? left.low < right.low : left.high < right.high
    }

    /// The same in whatever order parts are added.
    @inlinable
    public static func + (left: Digest, right: Digest) -> Digest {
        Digest(high: left.high &+ right.high, low: left.low &+ right.low)
    }
}

/// Takes words in, in order. After MurmurHash3 x64 128 (Austin Appleby, public domain).
@frozen public struct Digester {
    @usableFromInline var first: UInt64
    @usableFromInline var second: UInt64
    @usableFromInline var length: UInt64 = 0

    @inlinable static var firstFactor: UInt64 { 0x87c3_7b91_1142_53d5 }
    @inlinable static var secondFactor: UInt64 { 0x4cf5_ad43_2745_937f }

    @inlinable
    public init(_ kind: UInt64) {
        first = kind
        second = ~kind
    }

    @inlinable @inline(__always)
    public mutating func add(_ word: UInt64, _ other: UInt64) {
        first ^= Self.rotate(word &* Self.firstFactor, by: 31) &* Self.secondFactor
        first = (Self.rotate(first, by: 27) &+ second) &* 5 &+ 0x52dc_e729
        second ^= Self.rotate(other &* Self.secondFactor, by: 33) &* Self.firstFactor
        second = (Self.rotate(second, by: 31) &+ first) &* 5 &+ 0x3849_5ab5
        length &+= 1
    }

    @inlinable @inline(__always)
    public mutating func add(_ digest: Digest) { add(digest.high, digest.low) }

    @inlinable
    public mutating func add(_ bytes: UnsafeRawBufferPointer) {
        var offset = 0
        while bytes.count - offset >= 16 {
            add(
                bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self),
                bytes.loadUnaligned(fromByteOffset: offset + 8, as: UInt64.self))
            offset += 16
        }
        var rest = Digest()
        for (position, byte) in bytes[offset...].enumerated() {
            if position < 8 { rest.low |= UInt64(byte) << (8 * position) }
            if position >= 8 { rest.high |= UInt64(byte) << (8 * (position - 8)) }
        }
        add(rest)
        add(UInt64(bytes.count), 0)
    }

    @inlinable
    public var digest: Digest {
        var high = first ^ length
        var low = second ^ length
        high &+= low
        low &+= high
        high = Self.mixed(high)
        low = Self.mixed(low)
        high &+= low
        low &+= high
        return Digest(high: high, low: low)
    }

    @inlinable @inline(__always)
    static func rotate(_ word: UInt64, by count: UInt64) -> UInt64 { word << count | word >> (64 - count) }

    @inlinable @inline(__always)
    static func mixed(_ word: UInt64) -> UInt64 {
        var word = word
        word ^= word >> 33
        word = word &* 0xff51_afd7_ed55_8ccd
        word ^= word >> 33
        word = word &* 0xc4ce_b9fe_1a85_ec53
        return word ^ word >> 33
    }
}
