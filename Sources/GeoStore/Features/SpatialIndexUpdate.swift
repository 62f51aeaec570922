internal import GRDB
internal import SimpleFeatures

/// Brings a collection's R-tree up to date after its rows have changed without triggers.
struct SpatialIndexUpdate {
    let table: LayerTable
    let database: Database

    /// Above this share of changed features, packing the whole index anew costs less than changing entries.
    private static let bulkShare = 0.2

    func isBulk(changes: Int, of total: Int) -> Bool { Double(changes) > Double(total) * Self.bulkShare }

    /// Packs the index anew from the table.
    func rebuild() throws {
        var boxes = SpatialIndexBoxes()
        try boxes.read(table, in: database)
        try PackedSpatialIndex(of: table, in: database).write(boxes)
    }

    func insert(_ boxes: SpatialIndexBoxes) throws {
        let statement = try database.makeStatement(sql: table.indexInsertion)
        let insertion = StatementBinder(statement)
        for number in boxes.curveOrder {
            let entry = boxes.entries[Int(number)]
            insertion.bind(entry.id, at: 1)
            insertion.bind(Double(entry.minX), at: 2)
            insertion.bind(Double(entry.maxX), at: 3)
            insertion.bind(Double(entry.minY), at: 4)
            insertion.bind(Double(entry.maxY), at: 5)
            try insertion.run()
        }
    }

    /// - Parameter ids: a temporary table with one column `id`.
    func delete(_ ids: SQLIdentifier) throws {
        try database.execute(
            sql: """
                DELETE FROM \(SQLIdentifier.spatialIndex(of: table.collection))
                WHERE pkid IN (SELECT id FROM temp.\(ids))
                """)
    }
}
