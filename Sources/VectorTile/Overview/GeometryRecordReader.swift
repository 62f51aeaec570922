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
    @usableFromInline var next: UnsafePointer<UInt8>
    @usableFromInline let end: UnsafePointer<UInt8>
    @usableFromInline var x: Int32
    @usableFromInline var y: Int32

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
    }

    /// The number of points, lines or rings; or of the positions of a line; or a ring's `count << 1 | isHole`.
    @inlinable @inline(__always)
    public mutating func readNumber() -> Int { Int(readVarint()) }

    @inlinable @inline(__always)
    public mutating func readPosition() -> WorldPoint {
        let right = readVarint()
        let down = readVarint()
        x &+= Int32(bitPattern: right >> 1) ^ -Int32(bitPattern: right & 1)
        y &+= Int32(bitPattern: down >> 1) ^ -Int32(bitPattern: down & 1)
        return WorldPoint(x: x, y: y)
    }

    @inlinable @inline(__always)
    mutating func readVarint() -> UInt32 {
        guard next < end else { return 0 }
        let first = next.pointee
        next += 1
        if first < 0x80 { return UInt32(first) }
        var value = UInt32(first & 0x7F)
        var shift: UInt32 = 7
        while next < end, shift < 35 {
            let byte = next.pointee
            next += 1
            value |= UInt32(byte & 0x7F) << shift
            if byte < 0x80 { break }
            shift += 7
        }
        return value
    }
}
