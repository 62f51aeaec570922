internal import Foundation
internal import GRDB
internal import SimpleFeatures

/// Single rows of a collection's table, read and changed one by one. The table's triggers keep the spatial index and
/// record the history, as they do for every other program.
struct EditSQL {
    let table: LayerTable
    let database: Database

    init(_ table: LayerTable, database: Database) {
        self.table = table
        self.database = database
    }

    enum BlobChange {
        case kept
        case set([UInt8]?)
    }

    private static let keys = SQLIdentifier("gs_edited_key")

    /// Values in the order of the schema; nil when there is no such feature.
    func row(of id: Int64) throws -> VersionRow? {
        let columns = ([LayerTable.geometryColumn] + table.propertyColumns).joined(separator: ", ")
        let statement = try database.cachedStatement(
            sql: "SELECT \(columns) FROM \(table.name) WHERE \(LayerTable.idColumn) = ?")
        try statement.setArguments([id])
        let cursor = StatementCursor(statement)
        defer { cursor.reset() }
        guard try cursor.step() else { return nil }
        return VersionRow(
            blob: cursor.isNull(at: 0) ? nil : cursor.withBlob(at: 0) { Array($0) },
            values: table.schema.properties.indices.map { cursor.value(at: Int32($0) + 1) })
    }

    func insert(_ id: Int64, _ row: VersionRow) throws {
        let statement = try database.cachedStatement(sql: table.insertion)
        try StatementBinder(statement).run(id: id, blob: row.blob, values: row.values)
    }

    /// Writes the columns that are named, and forgets the bytes that their texts were decoded from.
    func update(_ id: Int64, geometry: BlobChange, values: [(property: Int, value: PropertyValue)]) throws {
        var columns: [String] = []
        var arguments: [DatabaseValue] = []
        if case .set(let blob) = geometry {
            columns.append(LayerTable.geometryColumn)
            arguments.append(blob.map { Data($0).databaseValue } ?? .null)
        }
        for change in values {
            columns.append(table.propertyColumns[change.property])
            arguments.append(change.value.databaseValue)
        }
        let assignments = columns.map { "\($0) = ?" }.joined(separator: ", ")
        let statement = try database.cachedStatement(
            sql: "UPDATE \(table.name) SET \(assignments) WHERE \(LayerTable.idColumn) = ?")
        try run(statement, StatementArguments(arguments + [id.databaseValue]))
        for change in values {
            try database.execute(
                sql: "DELETE FROM gs_raw_text WHERE collection = ? AND feature_id = ? AND property = ?",
                arguments: [table.collection.name, id, table.schema.properties[change.property].name])
        }
    }

    func delete(_ id: Int64) throws {
        let statement = try database.cachedStatement(
            sql: "DELETE FROM \(table.name) WHERE \(LayerTable.idColumn) = ?")
        try run(statement, [id])
        try database.execute(
            sql: "DELETE FROM gs_raw_text WHERE collection = ? AND feature_id = ?",
            arguments: [table.collection.name, id])
    }

    /// On a full disk SQLite takes the transaction back by itself; an R-tree that meets the gap first calls it damage. Real
    /// damage leaves the transaction open.
    private func run(_ statement: Statement, _ arguments: StatementArguments) throws {
        do { try statement.execute(arguments: arguments) } catch let error as DatabaseError
            where error.resultCode == .SQLITE_CORRUPT && !database.isInsideTransaction
        {
            throw DatabaseError(resultCode: .SQLITE_FULL)
        }
    }

    /// The features that have one of these values in a column, in one look at the table.
    func features(withAny values: [PropertyValue], in property: String) throws -> [(id: Int64, value: PropertyValue)] {
        try database.execute(sql: "CREATE TEMP TABLE \(Self.keys) (value PRIMARY KEY)")
        let insertion = try database.makeStatement(sql: "INSERT OR IGNORE INTO temp.\(Self.keys) (value) VALUES (?)")
        for value in values { try insertion.execute(arguments: [value.databaseValue]) }
        let column = SQLIdentifier(property)
        let rows = try Row.fetchAll(
            database,
            sql: """
                SELECT \(LayerTable.idColumn) AS id, \(column) AS value FROM \(table.name)
                WHERE \(column) IN (SELECT value FROM temp.\(Self.keys)) ORDER BY id
                """)
        // A transaction that is taken back takes it along.
        try database.execute(sql: "DROP TABLE temp.\(Self.keys)")
        return rows.map { ($0["id"], PropertyValue($0["value"] as DatabaseValue)) }
    }

    /// GEOS's word on a stored geometry: nil when it is valid.
    func invalidity(of blob: [UInt8]) throws -> String? {
        let statement = try database.cachedStatement(
            sql: "SELECT ST_IsValid(?1) = 1, CASE WHEN ST_IsValid(?1) = 1 THEN NULL ELSE ST_IsValidReason(?1) END")
        let row = try Row.fetchOne(statement, arguments: [Data(blob)])
        guard row?[0] as Bool? != true else { return nil }
        return (row?[1] as String?) ?? "it is not valid"
    }
}

extension PropertyValue {
    fileprivate init(_ value: DatabaseValue) {
        switch value.storage {
        case .null: self = .null
        case .int64(let number): self = .integer(number)
        case .double(let number): self = .real(number)
        case .string(let text): self = .text(text)
        case .blob(let bytes): self = .binary(Array(bytes))
        }
    }
}
