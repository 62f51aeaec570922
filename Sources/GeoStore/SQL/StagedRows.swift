internal import GRDB
internal import SimpleFeatures

/// Rows on their way into a collection's table, and the ids of those that give way, in temporary tables of the
/// writer's connection: their size costs no memory, and nobody else sees them.
final class StagedRows {
    static let touched = SQLIdentifier("gs_touched")
    private static let rows = SQLIdentifier("gs_staged")
    private static let texts = SQLIdentifier("gs_staged_text")
    private static let order = SQLIdentifier("gs_staged_order")

    private let schema: FeatureSchema
    private let database: Database
    private let statements: [Statement]
    private let insertion: StatementBinder
    private let touch: StatementBinder
    private let textInsertion: StatementBinder
    /// Which feature each row becomes, `noTarget` while that is not known, `withdrawn` for a row that is gone: eight
    /// bytes a row. A column of the table would be written when its row lies on a full page already.
    private var targets: [Int64] = []
    private static let noTarget: Int64 = 0
    private static let withdrawn = Int64.min
    private var isSealed = false
    private(set) var count = 0
    private(set) var touchedCount = 0

    private static func column(_ index: Int) -> String { "c\(index + 1)" }

    /// - Parameter count: rows to have room for.
    init(schema: FeatureSchema, reserving count: Int = 0, database: Database) throws {
        self.schema = schema
        self.database = database
        let columns = (["geometry"] + schema.properties.indices.map(Self.column)).joined(separator: ", ")
        try Self.drop(in: database)
        try database.execute(
            sql: "CREATE TEMP TABLE \(Self.rows) (row INTEGER PRIMARY KEY NOT NULL, \(columns))")
        try database.execute(sql: "CREATE TEMP TABLE \(Self.touched) (id INTEGER PRIMARY KEY NOT NULL)")
        try database.execute(
            sql: "CREATE TEMP TABLE \(Self.texts) (row INTEGER, property TEXT, bytes BLOB, reading TEXT)")
        try database.execute(sql: "CREATE INDEX temp.gs_staged_text_by_row ON \(Self.texts) (row)")
        let marks = Array(repeating: "?", count: schema.properties.count + 2).joined(separator: ", ")
        statements = [
            try database.makeStatement(
                sql: "INSERT INTO temp.\(Self.rows) (row, \(columns)) VALUES (\(marks))"),
            try database.makeStatement(sql: "INSERT OR IGNORE INTO temp.\(Self.touched) (id) VALUES (?)"),
            try database.makeStatement(sql: "INSERT INTO temp.\(Self.texts) VALUES (?, ?, ?, ?)"),
        ]
        insertion = StatementBinder(statements[0])
        touch = StatementBinder(statements[1])
        targets.reserveCapacity(count)
        textInsertion = StatementBinder(statements[2])
    }

    static func drop(in database: Database) throws {
        for table in [rows, touched, texts, order] { try database.execute(sql: "DROP TABLE IF EXISTS temp.\(table)") }
    }

    /// - Parameter target: the feature it becomes; nil when that is not known yet.
    /// - Returns: the row's number here.
    @discardableResult
    func append(blob: [UInt8]?, values: [PropertyValue], target: Int64?) throws -> Int64 {
        targets.append(target ?? Self.noTarget)
        let row = Int64(targets.count)
        try insertion.run(id: row, blob: blob, values: values)
        count += 1
        return row
    }

    func append(text: LayerWriter.RawText, property: String, row: Int64) throws {
        textInsertion.bind(row, at: 1)
        textInsertion.bind(.text(property), at: 2)
        textInsertion.bind(text.bytes, at: 3)
        textInsertion.bind(.text(text.reading), at: 4)
        try textInsertion.run()
    }

    func setTarget(_ id: Int64, row: Int64) { targets[Int(row) - 1] = id }

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
        let target = targets[Int(row) - 1]
        targets[Int(row) - 1] = Self.withdrawn
        for table in [Self.rows, Self.texts] {
            try database.execute(sql: "DELETE FROM temp.\(table) WHERE row = ?", arguments: [row])
        }
        count -= 1
        return (withdrawn, target == Self.noTarget ? nil : target)
    }

    /// Gives new ids, in the order of the rows, to those that match no feature.
    /// - Returns: how many.
    func assignNewIDs(after lastID: Int64, collection: CollectionID) throws -> Int {
        var id = lastID
        for row in targets.indices where targets[row] == Self.noTarget {
            id += 1
            targets[row] = id
        }
        guard id <= FeatureID.maximum else { throw GeoStoreError.idsExhausted(collection: collection.name) }
        return Int(id - lastID)
    }

    /// Makes the order of the targets known to SQL, when every row has one and before anything is done with them.
    func seal() throws {
        guard !isSealed else { return }
        isSealed = true
        var order: [UInt32] = []
        order.reserveCapacity(count)
        for row in targets.indices where targets[row] != Self.withdrawn { order.append(UInt32(row)) }
        order.sort { targets[Int($0)] < targets[Int($1)] }
        try database.execute(
            sql: "CREATE TEMP TABLE \(Self.order) (target INTEGER PRIMARY KEY NOT NULL, row INTEGER NOT NULL)")
        let statement = try database.makeStatement(
            sql: "INSERT INTO temp.\(Self.order) (target, row) VALUES (?, ?)")
        let binder = StatementBinder(statement)
        for row in order {
            binder.bind(targets[Int(row)], at: 1)
            binder.bind(Int64(row) + 1, at: 2)
            try binder.run()
        }
        targets = []
    }

    /// Targets in their order, with their rows.
    private var joined: String { "temp.\(Self.order) o CROSS JOIN temp.\(Self.rows) s ON s.row = o.row" }

    /// Features whose new row differs from the stored one in its bytes.
    func touchDifferingGeometries(from table: LayerTable) throws {
        try database.execute(
            sql: """
                INSERT OR IGNORE INTO temp.\(Self.touched) (id)
                SELECT o.target FROM \(joined) CROSS JOIN \(table.name) t ON t.\(LayerTable.idColumn) = o.target
                WHERE s.geometry IS NOT t.\(LayerTable.geometryColumn)
                """)
    }

    /// Puts the rows into a table that has none of these ids.
    func insert(into table: LayerTable) throws {
        let columns = (["geometry"] + schema.properties.indices.map(Self.column)).map { "s.\($0)" }
        try database.execute(
            sql: """
                INSERT INTO \(table.name) (\(table.columns.joined(separator: ", ")))
                SELECT o.target, \(columns.joined(separator: ", ")) FROM \(joined) ORDER BY o.target
                """)
    }

    func boxes() throws -> SpatialIndexBoxes {
        var boxes = SpatialIndexBoxes(reserving: count)
        let statement = try database.makeStatement(
            sql: """
                SELECT o.target, substr(s.geometry, 1, \(BlobBox.headerLength)) FROM \(joined)
                WHERE s.geometry IS NOT NULL ORDER BY o.target
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
                SELECT ?, o.target, x.property, x.bytes, x.reading
                FROM temp.\(Self.order) o CROSS JOIN temp.\(Self.texts) x ON x.row = o.row
                ORDER BY o.target, x.property
                """, arguments: [collection.name])
    }
}
