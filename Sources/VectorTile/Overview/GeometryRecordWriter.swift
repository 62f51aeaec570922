/// Appends geometry records in the form that `GeometryRecordReader` reads.
@frozen public struct GeometryRecordWriter {
    public private(set) var bytes: [UInt8] = []
    private var x: Int32 = 0
    private var y: Int32 = 0

    public init() {}

    /// Forgets all records and keeps the memory.
    public mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

    /// Starts a record: differences begin at the north-west corner of its box.
    public mutating func begin(box: WorldBox) {
        x = box.minX
        y = box.minY
    }

    /// A count, as `GeometryRecordReader.readNumber` returns it.
    public mutating func write(number: Int) { writeVarint(UInt32(number)) }

    /// One position after the other.
    public mutating func write(_ positions: UnsafeBufferPointer<WorldPoint>) {
        // A difference takes five bytes at most.
        withUnsafeTemporaryAllocation(byteCount: 10 * positions.count, alignment: 1) { buffer in
            var end = 0
            for position in positions {
                Self.put(Self.zigzag(position.x &- x), buffer, &end)
                Self.put(Self.zigzag(position.y &- y), buffer, &end)
                x = position.x
                y = position.y
            }
            bytes.append(contentsOf: UnsafeRawBufferPointer(rebasing: buffer[..<end]))
        }
    }

    @inline(__always)
    private static func put(_ value: UInt32, _ buffer: UnsafeMutableRawBufferPointer, _ end: inout Int) {
        var rest = value
        while rest >= 0x80 {
            buffer[end] = UInt8(truncatingIfNeeded: rest) | 0x80
            end += 1
            rest >>= 7
        }
        buffer[end] = UInt8(truncatingIfNeeded: rest)
        end += 1
    }

    @inline(__always)
    public mutating func write(_ position: WorldPoint) {
        writeVarint(Self.zigzag(position.x &- x))
        writeVarint(Self.zigzag(position.y &- y))
        x = position.x
        y = position.y
    }

    /// Appends a record as it is.
    mutating func append(_ record: UnsafeRawBufferPointer) { bytes.append(contentsOf: record) }

    @inline(__always)
    private static func zigzag(_ value: Int32) -> UInt32 { UInt32(bitPattern: value << 1 ^ value >> 31) }

    @inline(__always)
    private mutating func writeVarint(_ value: UInt32) {
        var rest = value
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: rest))
    }
}
