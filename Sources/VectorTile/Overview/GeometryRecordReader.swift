/// Reads a geometry record, part by part and position by position.
///
/// ```
///   points     count, positions
///   lines      lines,  each: count, positions
///   polygons   rings,  each: count << 1 | isHole, positions       a hole follows its exterior
/// ```
/// Numbers are varints; a position is two zigzag differences from the one before, across parts too, the first from
/// (box.minX, box.minY). Rings do not repeat their first position; exteriors have positive area with y pointing down,
/// holes negative. Nothing is read beyond the record, whatever it holds: what is missing counts as 0.
@frozen public struct GeometryRecordReader {
    /// Bytes that a position is read from.
    @usableFromInline static let wordLength = 8

    @usableFromInline var next: UnsafePointer<UInt8>
    @usableFromInline let end: UnsafePointer<UInt8>
    @usableFromInline var x: Int32
    @usableFromInline var y: Int32
    /// Whether there are so many bytes as a position is read from.
    @usableFromInline let holdsWord: Bool

    @inlinable @inline(__always)
    public init(_ feature: OverviewFeature) {
        self.init(feature.geometry, box: feature.box)
    }

    @inlinable @inline(__always)
    public init(_ record: UnsafeRawBufferPointer, box: WorldBox) {
        // A record holds at least its count of parts.
        let start = record.baseAddress!.assumingMemoryBound(to: UInt8.self)
        next = start
        end = start + record.count
        x = box.minX
        y = box.minY
        holdsWord = record.count >= Self.wordLength
    }

    /// The number of points, lines or rings; or of the positions of a line; or a ring's `count << 1 | isHole`.
    @inlinable @inline(__always)
    public mutating func readNumber() -> Int {
        guard next < end else { return 0 }
        let first = next.pointee
        if first < 0x80 {
            next += 1
            return Int(first)
        }
        let number = Self.varint(at: next, end)
        next += number.length
        return Int(number.value)
    }

    /// Both differences are taken from one word of eight bytes, without asking how long each is: that is what no
    /// processor predicts (a third of the time that byte after byte takes).
    @inlinable @inline(__always)
    public mutating func readPosition() -> WorldPoint {
        let left = end - next
        guard _fastPath(holdsWord) else { return readPositionByBytes() }
        var word: UInt64
        if _fastPath(left >= Self.wordLength) {
            word = UInt64(littleEndian: UnsafeRawPointer(next).loadUnaligned(as: UInt64.self))
        } else {
            // The last bytes of the record, and zeros behind them.
            let last = UnsafeRawPointer(end - Self.wordLength).loadUnaligned(as: UInt64.self)
            word = UInt64(littleEndian: last) >> UInt64(truncatingIfNeeded: (Self.wordLength &- left) &* 8)
        }
        // The highest bit of a number's last byte is not set.
        let stops = ~word & 0x8080_8080_8080_8080
        let laterStops = stops & (stops &- 1)
        let rightBits = stops.trailingZeroBitCount &+ 1
        let bits = laterStops.trailingZeroBitCount &+ 1
        // Of more than four bytes is a number that spans an eighth of the world.
        guard _fastPath(laterStops != 0 && rightBits <= 32 && bits &- rightBits <= 32) else {
            return readPositionByBytes()
        }
        next += min(bits &>> 3, left)
        let right = UInt32(truncatingIfNeeded: word & (stops ^ (stops &- 1)))
        let both = word & (laterStops ^ (laterStops &- 1))
        let down = UInt32(truncatingIfNeeded: both &>> UInt64(truncatingIfNeeded: rightBits))
        x &+= Self.difference(Self.packed(right))
        y &+= Self.difference(Self.packed(down))
        return WorldPoint(x: x, y: y)
    }

    /// The lower seven bits of four bytes, side by side.
    @inlinable @inline(__always)
    static func packed(_ bytes: UInt32) -> UInt32 {
        let pairs = (bytes & 0x007F_007F) | (bytes & 0x7F00_7F00) &>> 1
        return (pairs & 0x3FFF) | (pairs & 0x3FFF_0000) &>> 2
    }

    /// What zigzag encoded.
    @inlinable @inline(__always)
    static func difference(_ value: UInt32) -> Int32 {
        Int32(bitPattern: value &>> 1) ^ -Int32(bitPattern: value & 1)
    }

    @inlinable @inline(__always)
    mutating func readPositionByBytes() -> WorldPoint {
        let right = Self.varint(at: next, end)
        next += right.length
        let down = Self.varint(at: next, end)
        next += down.length
        x &+= Self.difference(right.value)
        y &+= Self.difference(down.value)
        return WorldPoint(x: x, y: y)
    }

    /// The number at a place and how many bytes it takes. Not a method: what changes a reader from afar would keep it
    /// in memory.
    @usableFromInline
    static func varint(
        at start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>
    ) -> (value: UInt32, length: Int) {
        var next = start
        var value: UInt32 = 0
        var shift: UInt32 = 0
        while next < end, shift < 35 {
            let byte = next.pointee
            next += 1
            value |= UInt32(byte & 0x7F) << shift
            if byte < 0x80 { break }
            shift += 7
        }
        return (value, next - start)
    }
}
