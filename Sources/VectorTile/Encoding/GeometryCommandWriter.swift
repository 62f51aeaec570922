/// Writes one feature's geometry as command and parameter integers (MVT 2.1, 4.3): the content of a packed field, through
/// a pointer for which the caller has made room.
struct GeometryCommandWriter {
    private static let moveTo: UInt64 = 1
    private static let lineTo: UInt64 = 2
    /// ClosePath, once.
    private static let closePath: UInt8 = 1 << 3 | 7
    /// The most bytes of two commands with their counts, a ClosePath and the room that a varint is written in.
    private static let commandRoom = 5 + 5 + 1 + ProtobufWriter.longestVarint
    /// The most bytes of a number: a 32-bit varint.
    private static let numberRoom = 5

    // The cursor runs through all parts of a feature (4.3.1).
    private var x: Int32 = 0
    private var y: Int32 = 0

    @inline(__always)
    init() {}

    /// The most bytes of so many lines or rings with so many numbers, two for each position.
    @inline(__always)
    static func room(parts: Int, numbers: Int) -> Int { parts &* commandRoom &+ numbers &* numberRoom }

    /// A ring of `rings`, made an exterior (positive area) or a hole (negative).
    @inline(__always)
    mutating func write(
        ring: Int, of rings: borrowing GridRings, asExterior isExterior: Bool,
        to next: inout UnsafeMutablePointer<UInt8>
    ) {
        let ring = rings[ring]
        let count = (ring.end &- ring.start) &>> 1
        let first = rings.values + ring.start
        let isForward = (ring.doubledArea > 0) == isExterior
        Self.command(Self.moveTo, count: 1, to: &next)
        move(to: first, &next)
        Self.command(Self.lineTo, count: count &- 1, to: &next)
        var position = isForward ? first + 2 : first + 2 * (count &- 1)
        let step = isForward ? 2 : -2
        for _ in 1..<count {
            move(to: position, &next)
            position += step
        }
        next[0] = Self.closePath
        next += 1
    }

    /// A line of at least two positions, flat `x y`.
    @inline(__always)
    mutating func write(line: UnsafePointer<Int32>, length: Int, to next: inout UnsafeMutablePointer<UInt8>) {
        Self.command(Self.moveTo, count: 1, to: &next)
        move(to: line, &next)
        Self.command(Self.lineTo, count: length / 2 &- 1, to: &next)
        for offset in stride(from: 2, to: length, by: 2) { move(to: line + offset, &next) }
    }

    /// All points of the feature in one command (4.3.4.2), flat `x y`.
    @inline(__always)
    mutating func write(points: UnsafePointer<Int32>, length: Int, to next: inout UnsafeMutablePointer<UInt8>) {
        Self.command(Self.moveTo, count: length / 2, to: &next)
        for offset in stride(from: 0, to: length, by: 2) { move(to: points + offset, &next) }
    }

    @inline(__always)
    private static func command(_ id: UInt64, count: Int, to next: inout UnsafeMutablePointer<UInt8>) {
        ProtobufWriter.varint(UInt64(truncatingIfNeeded: count) &<< 3 | id, to: &next)
    }

    @inline(__always)
    private mutating func move(to position: UnsafePointer<Int32>, _ next: inout UnsafeMutablePointer<UInt8>) {
        Self.parameter(position[0] &- x, to: &next)
        Self.parameter(position[1] &- y, to: &next)
        x = position[0]
        y = position[1]
    }

    @inline(__always)
    private static func parameter(_ difference: Int32, to next: inout UnsafeMutablePointer<UInt8>) {
        let zigzag = UInt32(bitPattern: (difference &<< 1) ^ (difference &>> 31))
        ProtobufWriter.varint(UInt64(zigzag), to: &next)
    }
}
