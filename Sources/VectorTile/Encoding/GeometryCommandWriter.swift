/// Writes one feature's geometry as command and parameter integers (MVT 2.1, 4.3).
struct GeometryCommandWriter {
    private static let moveTo: UInt64 = 1
    private static let lineTo: UInt64 = 2
    /// ClosePath, once.
    private static let closePath: UInt64 = 1 << 3 | 7

    /// The packed field's content: varints.
    private(set) var bytes: [UInt8] = []
    // The cursor runs through all parts of a feature (4.3.1).
    private var x: Int32 = 0
    private var y: Int32 = 0

    mutating func start() {
        bytes.removeAll(keepingCapacity: true)
        x = 0
        y = 0
    }

    /// A ring of `rings`, made an exterior (positive area) or a hole (negative).
    mutating func write(ring: Int, of rings: GridRings, asExterior isExterior: Bool) {
        let start = rings.start(of: ring)
        let end = rings.ends[ring]
        let values = rings.values.span
        command(Self.moveTo, count: 1)
        move(to: values[start], values[start + 1])
        command(Self.lineTo, count: (end - start) / 2 - 1)
        if (rings.doubledAreas[ring] > 0) == isExterior {
            var offset = start + 2
            while offset < end {
                move(to: values[offset], values[offset + 1])
                offset += 2
            }
        } else {
            var offset = end - 2
            while offset > start {
                move(to: values[offset], values[offset + 1])
                offset -= 2
            }
        }
        ProtobufWriter.varint(Self.closePath, to: &bytes)
    }

    /// A line of at least two positions, flat `x y`.
    mutating func write(line: [Int32]) {
        command(Self.moveTo, count: 1)
        move(to: line[0], line[1])
        command(Self.lineTo, count: line.count / 2 - 1)
        var offset = 2
        while offset < line.count {
            move(to: line[offset], line[offset + 1])
            offset += 2
        }
    }

    /// All points of the feature, flat `x y`, in one command (4.3.4.2).
    mutating func write(points: [Int32]) {
        command(Self.moveTo, count: points.count / 2)
        var offset = 0
        while offset < points.count {
            move(to: points[offset], points[offset + 1])
            offset += 2
        }
    }

    /// An exterior ring around a square.
    mutating func write(squareAt west: Int32, _ north: Int32, side: Int32) {
        command(Self.moveTo, count: 1)
        move(to: west, north)
        command(Self.lineTo, count: 3)
        move(to: west + side, north)
        move(to: west + side, north + side)
        move(to: west, north + side)
        ProtobufWriter.varint(Self.closePath, to: &bytes)
    }

    @inline(__always)
    private mutating func command(_ id: UInt64, count: Int) {
        ProtobufWriter.varint(UInt64(count) << 3 | id, to: &bytes)
    }

    @inline(__always)
    private mutating func move(to newX: Int32, _ newY: Int32) {
        parameter(newX - x)
        parameter(newY - y)
        x = newX
        y = newY
    }

    @inline(__always)
    private mutating func parameter(_ difference: Int32) {
        // Differences stay below 2^19, so that 32 bits hold them and three bytes most of them.
        var rest = UInt32(bitPattern: (difference << 1) ^ (difference >> 31))
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: rest))
    }
}
