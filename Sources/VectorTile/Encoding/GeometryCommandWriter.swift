/// Writes one feature's geometry as command and parameter integers (MVT 2.1, 4.3).
struct GeometryCommandWriter: Sendable {
    private static let moveTo: UInt64 = 1
    private static let lineTo: UInt64 = 2
    /// ClosePath, once.
    private static let closePath: UInt8 = 1 << 3 | 7
    /// The most bytes of two commands with their counts, a ClosePath and the room that a varint is written in.
    private static let commandRoom = 5 + 5 + 1 + ProtobufWriter.longestVarint
    /// The most bytes of a position: two 32-bit varints.
    private static let positionRoom = 10

    /// The packed field's content: varints.
    private(set) var bytes = RawBytes(capacity: 1024)
    // The cursor runs through all parts of a feature (4.3.1).
    private var x: Int32 = 0
    private var y: Int32 = 0

    mutating func start() {
        bytes.removeAll()
        x = 0
        y = 0
    }

    /// A ring of `rings`, made an exterior (positive area) or a hole (negative).
    mutating func write(ring: Int, of rings: GridRings, asExterior isExterior: Bool) {
        let start = rings[ring].start
        let count = (rings[ring].end - start) / 2
        let isForward = (rings[ring].doubledArea > 0) == isExterior
        var cursor = Cursor(x: x, y: y)
        rings.values.withUnsafeBufferPointer { values in
            let first = values.baseAddress.unsafelyUnwrapped + start
            bytes.write(upTo: Self.commandRoom + count * Self.positionRoom) { next in
                Self.command(Self.moveTo, count: 1, to: &next)
                cursor.move(to: first[0], first[1], &next)
                Self.command(Self.lineTo, count: count &- 1, to: &next)
                var position = isForward ? first + 2 : first + 2 * (count &- 1)
                let step = isForward ? 2 : -2
                for _ in 1..<count {
                    cursor.move(to: position[0], position[1], &next)
                    position += step
                }
                next[0] = Self.closePath
                next += 1
            }
        }
        (x, y) = (cursor.x, cursor.y)
    }

    /// A line of at least two positions: the first `length` numbers of `line`, flat `x y`.
    mutating func write(line: [Int32], length: Int) {
        write(line, length) { next, cursor, values in
            Self.command(Self.moveTo, count: 1, to: &next)
            cursor.move(to: values[0], values[1], &next)
            Self.command(Self.lineTo, count: length / 2 &- 1, to: &next)
            return 2
        }
    }

    /// All points of the feature in one command (4.3.4.2): the first `length` numbers of `points`, flat `x y`.
    mutating func write(points: [Int32], length: Int) {
        write(points, length) { next, _, _ in
            Self.command(Self.moveTo, count: length / 2, to: &next)
            return 0
        }
    }

    /// An exterior ring around a square.
    mutating func write(squareAt west: Int32, _ north: Int32, side: Int32) {
        var cursor = Cursor(x: x, y: y)
        bytes.write(upTo: Self.commandRoom + 4 * Self.positionRoom) { next in
            Self.command(Self.moveTo, count: 1, to: &next)
            cursor.move(to: west, north, &next)
            Self.command(Self.lineTo, count: 3, to: &next)
            cursor.move(to: west + side, north, &next)
            cursor.move(to: west + side, north + side, &next)
            cursor.move(to: west, north + side, &next)
            next[0] = Self.closePath
            next += 1
        }
        (x, y) = (cursor.x, cursor.y)
    }

    /// Writes a head, which says how many numbers it has written, and the remaining positions.
    @inline(__always)
    private mutating func write(
        _ values: [Int32], _ length: Int,
        head: (inout UnsafeMutablePointer<UInt8>, inout Cursor, UnsafeBufferPointer<Int32>) -> Int
    ) {
        var cursor = Cursor(x: x, y: y)
        values.withUnsafeBufferPointer { values in
            bytes.write(upTo: Self.commandRoom + length / 2 * Self.positionRoom) { next in
                var offset = head(&next, &cursor, values)
                let first = values.baseAddress.unsafelyUnwrapped
                while offset < length {
                    cursor.move(to: first[offset], first[offset &+ 1], &next)
                    offset &+= 2
                }
            }
        }
        (x, y) = (cursor.x, cursor.y)
    }

    @inline(__always)
    private static func command(_ id: UInt64, count: Int, to next: inout UnsafeMutablePointer<UInt8>) {
        ProtobufWriter.varint(UInt64(truncatingIfNeeded: count) &<< 3 | id, to: &next)
    }

    private struct Cursor {
        var x: Int32
        var y: Int32

        @inline(__always)
        mutating func move(to newX: Int32, _ newY: Int32, _ next: inout UnsafeMutablePointer<UInt8>) {
            Self.parameter(newX &- x, to: &next)
            Self.parameter(newY &- y, to: &next)
            x = newX
            y = newY
        }

        @inline(__always)
        private static func parameter(_ difference: Int32, to next: inout UnsafeMutablePointer<UInt8>) {
            let zigzag = UInt32(bitPattern: (difference &<< 1) ^ (difference &>> 31))
            ProtobufWriter.varint(UInt64(zigzag), to: &next)
        }
    }
}
