internal import GRDB
internal import SimpleFeatures

/// Puts staged rows into a collection's table and what they replace into its history, inside the caller's transaction.
struct TableChange {
    let database: Database
    /// The collection as its current version has it.
    let existing: PublishedCollection
    /// What the table becomes.
    let table: LayerTable
    let crs: CRS
    let staged: StagedRows
    /// Of the version that the change makes.
    let number: Int
    /// The highest id of the version before.
    let lastID: Int64
    var keepsRawTexts = false

    /// Whether the table can stay and only rows change.
    static func keepsTable(of existing: PublishedCollection, schema: FeatureSchema, crs: CRS) -> Bool {
        existing.schema.hasSameTable(as: schema)
            && SpatialReferenceTable.srid(of: existing.storageCRS) == SpatialReferenceTable.srid(of: crs)
    }

    private var keepsTable: Bool { Self.keepsTable(of: existing, schema: table.schema, crs: crs) }

    func apply() throws {
        try staged.seal()
        let old = LayerTable(existing)
        if !keepsTable { try staged.touchDifferingGeometries(from: old) }
        try HistorySQL.record(StagedRows.touched, of: old, version: number, lastID: lastID, in: database)
        try keepsTable ? changeRows() : makeAnew()
        if !keepsRawTexts { try staged.replaceTexts(of: table.collection) }
    }

    private func changeRows() throws {
        let triggers = try SuspendedTriggers(of: table, in: database)
        try deleteTouched()
        try staged.insert(into: table)
        let index = SpatialIndexUpdate(table: table, database: database)
        if index.isBulk(changes: max(staged.touchedCount, staged.count), of: existing.featureCount) {
            try index.rebuild()
        } else {
            try index.delete(StagedRows.touched)
            try index.insert(try staged.boxes())
        }
        try triggers.restore()
    }

    /// A table that loses every row is emptied at once, page by page, instead of row by row.
    private func deleteTouched() throws {
        let isTouched = "\(LayerTable.idColumn) IN (SELECT id FROM temp.\(StagedRows.touched))"
        let keepsSome = try Bool.fetchOne(
            database, sql: "SELECT EXISTS (SELECT 1 FROM \(table.name) WHERE NOT \(isTouched))")
        try database.execute(sql: "DELETE FROM \(table.name)" + (keepsSome == false ? "" : " WHERE \(isTouched)"))
    }

    private func makeAnew() throws {
        let last = try CatalogSQL.lastFeatureID(of: table.collection, in: database)
        try LayerRemoval.removeTable(of: table.collection, from: database)
        try LayerCreation.makeTable(table, crs: crs, lastID: last, in: database)
        let triggers = try SuspendedTriggers(of: table, in: database)
        try staged.insert(into: table)
        try SpatialIndexUpdate(table: table, database: database).rebuild()
        try triggers.restore()
        for property in existing.schema.properties where table.schema.property(named: property.name) == nil {
            try database.execute(
                sql: "DELETE FROM gs_raw_text WHERE collection = ? AND property = ?",
                arguments: [table.collection.name, property.name])
        }
    }
}

/// The triggers of a collection's table, of SpatiaLite and others, taken away while rows change in bulk.
struct SuspendedTriggers {
    private let table: LayerTable
    private let database: Database
    private let statements: [String]

    init(of table: LayerTable, in database: Database) throws {
        self.table = table
        self.database = database
        let rows = try Row.fetchAll(
            database, sql: "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ?",
            arguments: [table.collection.name])
        for row in rows { try database.execute(sql: "DROP TRIGGER \(SQLIdentifier(row["name"]))") }
        // Ours are made anew, whatever became of them.
        statements = rows.filter { !($0["name"] as String).hasPrefix(EditTriggers.prefix) }.map { $0["sql"] }
    }

    func restore() throws {
        for statement in statements { try database.execute(sql: statement) }
        try EditTriggers.create(for: table, in: database)
    }
}
