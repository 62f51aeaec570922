/// Reads a feature's command and parameter integers (MVT 2.1, 4.3).
struct GeometryDecoder {
    private enum Command: UInt32 {
        case moveTo = 1
        case lineTo = 2
        case closePath = 7
    }

    private let integers: [UInt32]
    private var offset = 0
    private var cursor = DecodedTile.Position(x: 0, y: 0)

    init(_ integers: [UInt32]) {
        self.integers = integers
    }

    /// One MoveTo with a count above 0, and nothing else (4.3.4.2).
    mutating func points() throws(BrokenCommand) -> [DecodedTile.Position] {
        let count = try expect(.moveTo)
        guard count > 0 else { throw BrokenCommand(.moveToCount) }
        let points = try positions(count)
        guard offset == integers.count else { throw BrokenCommand(.commandUnexpected) }
        return points
    }

    /// MoveTo once, LineTo at least once, again and again (4.3.4.3).
    mutating func lines() throws(BrokenCommand) -> [[DecodedTile.Position]] {
        var lines: [[DecodedTile.Position]] = []
        while offset < integers.count {
            lines.append(try line(minimumLineTo: 1))
        }
        return lines
    }

    /// MoveTo once, LineTo at least twice, ClosePath, again and again (4.3.4.4).
    mutating func rings() throws(BrokenCommand) -> [[DecodedTile.Position]] {
        var rings: [[DecodedTile.Position]] = []
        while offset < integers.count {
            rings.append(try line(minimumLineTo: 2))
            guard try expect(.closePath) == 1 else { throw BrokenCommand(.closePathCount) }
        }
        return rings
    }

    private mutating func line(minimumLineTo: Int) throws(BrokenCommand) -> [DecodedTile.Position] {
        guard try expect(.moveTo) == 1 else { throw BrokenCommand(.moveToCount) }
        var line = try positions(1)
        let count = try expect(.lineTo)
        guard count >= minimumLineTo else { throw BrokenCommand(.lineToCount) }
        var previous = line[0]
        for position in try positions(count) {
            // "dX and dY MUST NOT both be 0" (4.3.3.2).
            guard position != previous else { throw BrokenCommand(.lineToWithoutMove) }
            line.append(position)
            previous = position
        }
        return line
    }

    /// The count of the next command, which must be this one (4.3.1).
    private mutating func expect(_ command: Command) throws(BrokenCommand) -> Int {
        guard offset < integers.count else { throw BrokenCommand(.commandUnexpected) }
        guard let found = Command(rawValue: integers[offset] & 7) else { throw BrokenCommand(.commandUnknown) }
        guard found == command else { throw BrokenCommand(.commandUnexpected) }
        offset += 1
        return Int(integers[offset - 1] >> 3)
    }

    private mutating func positions(_ count: Int) throws(BrokenCommand) -> [DecodedTile.Position] {
        // Before any memory is reserved: a hostile count may claim half a billion.
        guard count <= (integers.count - offset) / 2 else { throw BrokenCommand(.parametersMissing) }
        var positions: [DecodedTile.Position] = []
        positions.reserveCapacity(count)
        for _ in 0..<count {
            cursor.x += Self.parameter(integers[offset])
            cursor.y += Self.parameter(integers[offset + 1])
            offset += 2
            positions.append(cursor)
        }
        return positions
    }

    /// Undoes the zigzag (4.3.2).
    private static func parameter(_ integer: UInt32) -> Int {
        Int(Int32(bitPattern: integer >> 1) ^ -Int32(bitPattern: integer & 1))
    }
}

/// A rule broken by a feature's integers; the layer's decoder knows which feature it was.
struct BrokenCommand: Error {
    let rule: VectorTileRule

    init(_ rule: VectorTileRule) {
        self.rule = rule
    }
}
