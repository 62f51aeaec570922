internal import GRDB
internal import SimpleFeatures

/// Rows on their way into a collection's table, and the ids of those that give way, in temporary tables of the
/// writer's connection: their size costs no memory, and nobody else sees them.
final class StagedRows {
    static let touched = SQLIdentifier("gs_touched")
    private static let rows = SQLIdentifier("gs_staged")
    private static let texts = SQLIdentifier("gs_staged_text")

    private let schema: FeatureSchema
    private let database: Database
    private let statements: [Statement]
    private let insertion: StatementBinder
    private let touch: StatementBinder
    private let targeting: StatementBinder
    private let textInsertion: StatementBinder
    private var lastRow: Int64 = 0
    private(set) var count = 0
    private(set) var touchedCount = 0

    private static func column(_ index: Int) -> String { "c\(index + 1)" }

    init(schema: FeatureSchema, database: Database) throws {
        self.schema = schema
        self.database = database
        let columns = (["geometry"] + schema.properties.indices.map(Self.column)).joined(separator: ", ")
        try Self.drop(in: database)
        try database.execute(
            sql: "CREATE TEMP TABLE \(Self.rows) (row INTEGER PRIMARY KEY NOT NULL, target INTEGER, \(columns))")
        try database.execute(sql: "CREATE TEMP TABLE \(Self.touched) (id INTEGER PRIMARY KEY NOT NULL)")
        try database.execute(
            sql: "CREATE TEMP TABLE \(Self.texts) (row INTEGER, property TEXT, bytes BLOB, reading TEXT)")
        try database.execute(sql: "CREATE INDEX temp.gs_staged_text_by_row ON \(Self.texts) (row)")
        let marks = Array(repeating: "?", count: schema.properties.count + 3).joined(separator: ", ")
        statements = [
            try database.makeStatement(
                sql: "INSERT INTO temp.\(Self.rows) (row, target, \(columns)) VALUES (\(marks))"),
            try database.makeStatement(sql: "INSERT OR IGNORE INTO temp.\(Self.touched) (id) VALUES (?)"),
            try database.makeStatement(sql: "UPDATE temp.\(Self.rows) SET target = ? WHERE row = ?"),
            try database.makeStatement(sql: "INSERT INTO temp.\(Self.texts) VALUES (?, ?, ?, ?)"),
        ]
        insertion = StatementBinder(statements[0])
        touch = StatementBinder(statements[1])
        targeting = StatementBinder(statements[2])
        textInsertion = StatementBinder(statements[3])
    }

    static func drop(in database: Database) throws {
        for table in [rows, touched, texts] { try database.execute(sql: "DROP TABLE IF EXISTS temp.\(table)") }
    }

    /// - Parameter target: the feature it becomes; nil when that is not known yet.
    /// - Returns: the row's number here.
    @discardableResult
    func append(blob: [UInt8]?, values: [PropertyValue], target: Int64?) throws -> Int64 {
        lastRow += 1
        insertion.bind(lastRow, at: 1)
        if let target { insertion.bind(target, at: 2) } else { insertion.bindNull(at: 2) }
        if let blob { insertion.bind(blob, at: 3) } else { insertion.bindNull(at: 3) }
        for (index, value) in values.enumerated() { insertion.bind(value, at: Int32(index + 4)) }
        try insertion.run()
        count += 1
        return lastRow
    }

    func append(text: LayerWriter.RawText, property: String, row: Int64) throws {
        textInsertion.bind(row, at: 1)
        textInsertion.bind(.text(property), at: 2)
        textInsertion.bind(text.bytes, at: 3)
        textInsertion.bind(.text(text.reading), at: 4)
        try textInsertion.run()
    }

    func setTarget(_ id: Int64, row: Int64) throws {
        targeting.bind(id, at: 1)
        targeting.bind(row, at: 2)
        try targeting.run()
    }

    /// Marks a feature whose row is to be recorded and to go, or be written anew.
    func touch(_ id: Int64) throws {
        touch.bind(id, at: 1)
        try touch.run()
        touchedCount += 1
    }

    /// - Returns: whether the feature was touched.
    func untouch(_ id: Int64) throws -> Bool {
        try database.execute(sql: "DELETE FROM temp.\(Self.touched) WHERE id = ?", arguments: [id])
        guard database.changesCount > 0 else { return false }
        touchedCount -= 1
        return true
    }

    /// Takes a row out again.
    func withdraw(_ row: Int64) throws -> (row: WithdrawnRow, target: Int64?) {
        let columns = (["geometry"] + schema.properties.indices.map(Self.column)).joined(separator: ", ")
        let statement = try database.cachedStatement(sql: "SELECT \(columns) FROM temp.\(Self.rows) WHERE row = ?")
        try statement.setArguments([row])
        let withdrawn = try WithdrawnRow(first: statement, propertyCount: schema.properties.count)
        let target = try Int64.fetchOne(
            database, sql: "SELECT target FROM temp.\(Self.rows) WHERE row = ?", arguments: [row])
        for table in [Self.rows, Self.texts] {
            try database.execute(sql: "DELETE FROM temp.\(table) WHERE row = ?", arguments: [row])
        }
        count -= 1
        return (withdrawn, target)
    }

    /// Gives new ids, in the order of the rows, to those that match no feature.
    /// - Returns: how many.
    func assignNewIDs(after lastID: Int64, collection: CollectionID) throws -> Int {
        try database.execute(
            sql: """
                UPDATE temp.\(Self.rows) SET target = x.id
                FROM (SELECT row, ? + row_number() OVER (ORDER BY row) AS id FROM temp.\(Self.rows) WHERE target IS NULL) x
                WHERE x.row = \(Self.rows).row
                """, arguments: [lastID])
        let added = database.changesCount
        guard lastID + Int64(added) <= FeatureID.maximum else {
            throw GeoStoreError.idsExhausted(collection: collection.name)
        }
        return added
    }

    /// Features whose new row differs from the stored one in its bytes.
    func touchDifferingGeometries(from table: LayerTable) throws {
        try database.execute(
            sql: """
                INSERT OR IGNORE INTO temp.\(Self.touched) (id)
                SELECT s.target FROM temp.\(Self.rows) s CROSS JOIN \(table.name) t ON t.\(LayerTable.idColumn) = s.target
                WHERE s.geometry IS NOT t.\(LayerTable.geometryColumn)
                """)
    }

    /// Puts the rows into a table that has none of these ids.
    func insert(into table: LayerTable) throws {
        // Rows follow the index, so that the table is filled in the order of its ids.
        try database.execute(sql: "CREATE INDEX temp.gs_staged_by_target ON \(Self.rows) (target)")
        let columns = (["target", "geometry"] + schema.properties.indices.map(Self.column)).joined(separator: ", ")
        try database.execute(
            sql: """
                INSERT INTO \(table.name) (\(table.columns.joined(separator: ", ")))
                SELECT \(columns) FROM temp.\(Self.rows) ORDER BY target
                """)
    }

    func boxes() throws -> SpatialIndexBoxes {
        var boxes = SpatialIndexBoxes(reserving: count)
        let statement = try database.makeStatement(
            sql: """
                SELECT target, substr(geometry, 1, \(BlobBox.headerLength)) FROM temp.\(Self.rows)
                WHERE geometry IS NOT NULL ORDER BY target
                """)
        let cursor = StatementCursor(statement)
        defer { cursor.reset() }
        while try cursor.step() {
            if let box = cursor.withBlob(at: 1, BlobBox.init(header:)) { boxes.add(box, id: cursor.integer(at: 0)) }
        }
        return boxes
    }

    /// Raw texts of touched features go, those of the rows come.
    func replaceTexts(of collection: CollectionID) throws {
        try database.execute(
            sql: """
                DELETE FROM gs_raw_text WHERE collection = ?
                  AND feature_id IN (SELECT id FROM temp.\(Self.touched))
                """, arguments: [collection.name])
        try database.execute(
            sql: """
                INSERT OR REPLACE INTO gs_raw_text (collection, feature_id, property, bytes, reading)
                SELECT ?, s.target, x.property, x.bytes, x.reading
                FROM temp.\(Self.texts) x JOIN temp.\(Self.rows) s ON s.row = x.row ORDER BY s.target, x.property
                """, arguments: [collection.name])
    }
}
