internal import GRDB
internal import SimpleFeatures

/// Fills the R-tree of a collection after its rows, in the order of a space-filling curve.
///
/// Neighbours that follow each other fall into the same node: an import of 200,000 parcels took 2.27 times the CPU of
/// ogr2ogr with the index filled row by row, 1.50 times along the curve (`geosector-bench import`, one after the other).
struct SpatialIndexLoader {
    private struct Entry {
        let id: Int64
        let minX: Double
        let maxX: Double
        let minY: Double
        let maxY: Double
        var key: UInt64 = 0
    }

    private var entries: [Entry] = []
    private var extent = EnvelopeAccumulator()

    mutating func add(_ box: Envelope, id: Int64) {
        entries.append(Entry(id: id, minX: box.minX, maxX: box.maxX, minY: box.minY, maxY: box.maxY))
        extent.add(box)
    }

    mutating func write(to table: LayerTable, in database: Database) throws {
        guard let extent = extent.envelope(in: .epsg(Int(table.srid))) else { return }
        for index in entries.indices {
            let entry = entries[index]
            entries[index].key = Self.curveKey(
                x: Self.cell((entry.minX + entry.maxX) / 2, from: extent.minX, length: extent.width),
                y: Self.cell((entry.minY + entry.maxY) / 2, from: extent.minY, length: extent.height))
        }
        entries.sort { ($0.key, $0.id) < ($1.key, $1.id) }
        let statement = try database.makeStatement(sql: table.indexInsertion)
        let insertion = StatementBinder(statement)
        for entry in entries {
            insertion.bind(entry.id, at: 1)
            insertion.bind(entry.minX, at: 2)
            insertion.bind(entry.maxX, at: 3)
            insertion.bind(entry.minY, at: 4)
            insertion.bind(entry.maxY, at: 5)
            try insertion.run()
        }
        entries = []
    }

    /// 0…65,535 along one side.
    private static func cell(_ position: Double, from start: Double, length: Double) -> UInt32 {
        guard length > 0 else { return 0 }
        return UInt32(min(max((position - start) / length, 0), 1) * 65_535)
    }

    /// Position along a Z-order curve: the bits of both cells interleaved.
    private static func curveKey(x: UInt32, y: UInt32) -> UInt64 {
        func spread(_ value: UInt32) -> UInt64 {
            var bits = UInt64(value)
            bits = (bits | bits << 8) & 0x00FF_00FF
            bits = (bits | bits << 4) & 0x0F0F_0F0F
            bits = (bits | bits << 2) & 0x3333_3333
            return (bits | bits << 1) & 0x5555_5555
        }
        return spread(x) | spread(y) << 1
    }
}
