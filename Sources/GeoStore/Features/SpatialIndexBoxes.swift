internal import GRDB
internal import SimpleFeatures

/// The boxes of features on their way into the R-tree, 24 bytes each, in the order of their ids.
struct SpatialIndexBoxes {
    /// A box as the R-tree keeps it: 32 bits, rounded outwards.
    struct Entry {
        let id: Int64
        let minX: Float
        let maxX: Float
        let minY: Float
        let maxY: Float
    }

    private(set) var entries: [Entry] = []

    init(reserving count: Int = 0) { entries.reserveCapacity(count) }

    /// - Parameter id: above all ids added before.
    mutating func add(_ box: BlobBox, id: Int64) {
        entries.append(
            Entry(
                id: id, minX: Self.roundedDown(box.minX), maxX: Self.roundedUp(box.maxX),
                minY: Self.roundedDown(box.minY), maxY: Self.roundedUp(box.maxY)))
    }

    /// Takes features out again. Once for many: each time costs as much as there are boxes.
    mutating func remove(_ ids: Set<Int64>) {
        guard !ids.isEmpty else { return }
        entries.removeAll { ids.contains($0.id) }
    }

    /// Adds the boxes of all rows of a table.
    mutating func read(_ table: LayerTable, in database: Database) throws {
        let geometry = LayerTable.geometryColumn
        let statement = try database.makeStatement(
            sql: """
                SELECT \(LayerTable.idColumn), substr(\(geometry), 1, \(BlobBox.headerLength)) FROM \(table.name)
                WHERE \(geometry) IS NOT NULL ORDER BY \(LayerTable.idColumn)
                """)
        let cursor = StatementCursor(statement)
        defer { cursor.reset() }
        while try cursor.step() {
            guard let box = cursor.withBlob(at: 1, BlobBox.init(header:)) else { continue }
            add(box, id: cursor.integer(at: 0))
        }
    }

    /// Numbers of entries along a Hilbert curve: neighbours that follow each other fall into the same node.
    var curveOrder: [UInt32] {
        guard let first = entries.first else { return [] }
        var west = first.minX
        var east = first.maxX
        var south = first.minY
        var north = first.maxY
        for entry in entries {
            west = min(west, entry.minX)
            east = max(east, entry.maxX)
            south = min(south, entry.minY)
            north = max(north, entry.maxY)
        }
        var keys = entries.enumerated().map { index, entry in
            let x = Self.cell(Double(entry.minX) / 2 + Double(entry.maxX) / 2, from: Double(west), to: Double(east))
            let y = Self.cell(Double(entry.minY) / 2 + Double(entry.maxY) / 2, from: Double(south), to: Double(north))
            return UInt64(Self.hilbertPosition(x: x, y: y)) << 32 | UInt64(index)
        }
        keys.sort()
        return keys.map { UInt32(truncatingIfNeeded: $0) }
    }

    /// 0…65,535 along one side.
    private static func cell(_ position: Double, from start: Double, to end: Double) -> UInt32 {
        let share = (position - start) / (end - start)
        // Not a number when both sides are one, or infinite.
        guard share > 0 else { return 0 }
        return UInt32(min(share, 1) * 65_535)
    }

    /// https://en.wikipedia.org/wiki/Hilbert_curve, `xy2d` for n = 65,536.
    private static func hilbertPosition(x: UInt32, y: UInt32) -> UInt32 {
        var (x, y) = (x, y)
        var position: UInt32 = 0
        var side: UInt32 = 1 << 15
        while side > 0 {
            let right: UInt32 = x & side == 0 ? 0 : 1
            let upper: UInt32 = y & side == 0 ? 0 : 1
            position = position << 2 | ((3 * right) ^ upper)
            if upper == 0 {
                if right == 1 { (x, y) = (65_535 - x, 65_535 - y) }
                swap(&x, &y)
            }
            side >>= 1
        }
        return position
    }

    // As in SQLite's rtree.c, `rtreeValueDown` and `rtreeValueUp`.
    private static let towardsZero = 1.0 - 1.0 / 8_388_608.0
    private static let awayFromZero = 1.0 + 1.0 / 8_388_608.0

    static func roundedDown(_ value: Double) -> Float {
        let rounded = Float(value)
        return Double(rounded) > value ? Float(value * (value < 0 ? awayFromZero : towardsZero)) : rounded
    }

    static func roundedUp(_ value: Double) -> Float {
        let rounded = Float(value)
        return Double(rounded) < value ? Float(value * (value < 0 ? towardsZero : awayFromZero)) : rounded
    }
}

/// The box that a SpatiaLite blob carries in its header.
struct BlobBox {
    static let headerLength = 38

    let minX: Double
    let minY: Double
    let maxX: Double
    let maxY: Double

    /// Nil for an empty geometry, whose box is turned inside out, and for what is no SpatiaLite blob.
    init?(header: UnsafeRawBufferPointer) {
        guard header.count >= Self.headerLength, header[0] == 0, header[1] <= 1 else { return nil }
        let isLittleEndian = header[1] == 1
        func number(at offset: Int) -> Double {
            let bits = header.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
            return Double(bitPattern: isLittleEndian ? UInt64(littleEndian: bits) : UInt64(bigEndian: bits))
        }
        minX = number(at: 6)
        minY = number(at: 14)
        maxX = number(at: 22)
        maxY = number(at: 30)
        guard minX <= maxX, minY <= maxY else { return nil }
    }
}
