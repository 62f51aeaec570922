internal import GRDB
internal import SimpleFeatures

/// The features a collection has when a load begins, seen with the columns of what is loaded: a column that is new is
/// null in all of them.
final class StoredFeatures {
    private let stored: LayerTable
    private let database: Database
    /// Columns of the new schema, `NULL` where the stored table has none.
    private let columns: [String]
    /// Columns that will be no more: a value in one makes the feature another.
    private let vanishing: [String]
    /// Of the values as they are stored. A column of another type than before makes every value another, unless null.
    private let types: [FeatureSchema.PropertyType]
    /// Of the values as they will be: keys are compared as these.
    private let newTypes: [FeatureSchema.PropertyType]
    /// Ascending.
    private(set) var ids: [Int64] = []
    private(set) var isMatched: [Bool] = []
    private let lookup: Statement
    /// Whether coordinates of both mean the same.
    let hasSameCRS: Bool

    init(_ stored: LayerTable, seenAs table: LayerTable, database: Database) throws {
        self.stored = stored
        self.database = database
        hasSameCRS = stored.srid == table.srid
        newTypes = table.schema.properties.map(\.type)
        types = table.schema.properties.map { stored.schema.property(named: $0.name)?.type ?? $0.type }
        columns = table.schema.properties.map { property in
            stored.schema.property(named: property.name) == nil ? "NULL" : SQLIdentifier(property.name).description
        }
        vanishing = stored.schema.properties.map(\.name).filter { table.schema.property(named: $0) == nil }
            .map { SQLIdentifier($0).description }
        lookup = try database.makeStatement(
            sql: Self.selection(columns, vanishing) + " FROM \(stored.name) WHERE \(LayerTable.idColumn) = ?")
    }

    private static func selection(_ columns: [String], _ vanishing: [String]) -> String {
        let isLosing = vanishing.isEmpty ? "0" : vanishing.map { "\($0) IS NOT NULL" }.joinedEvenly(by: "OR")
        return "SELECT "
            + ([LayerTable.idColumn, LayerTable.geometryColumn, isLosing] + columns).joined(separator: ", ")
    }

    /// Fingerprints of one stored feature.
    struct Fingerprint {
        let geometry: Digest
        let values: Digest
        /// Nil when it equals no feature that can be loaded.
        let content: Digest?
    }

    static func content(geometry: Digest, values: Digest) -> Digest {
        var digester = Digester(99)
        digester.add(geometry)
        digester.add(values)
        return digester.digest
    }

    private func fingerprint(at cursor: StatementCursor) -> Fingerprint {
        let geometry =
            cursor.isNull(at: 1) ? GeometryDigest.none : cursor.withBlob(at: 1) { GeometryDigest.of($0) }
        let values = ValueDigest.of(types.indices.map { cursor.value(at: Int32($0 + 3)) }, types: types)
        let isEqualisable = hasSameCRS && cursor.integer(at: 2) == 0
        return Fingerprint(
            geometry: geometry, values: values,
            content: isEqualisable ? Self.content(geometry: geometry, values: values) : nil)
    }

    /// Reads all of them once.
    /// - Parameter key: the number of the key's column; nil when features are told apart by content.
    func read(key: Int?, count: Int, _ body: (_ position: Int, _ cursor: Entry) -> Void) throws {
        ids.reserveCapacity(count)
        let selection =
            key.map { "SELECT \(LayerTable.idColumn), \(columns[$0])" } ?? Self.selection(columns, vanishing)
        let statement = try database.makeStatement(
            sql: selection + " FROM \(stored.name) ORDER BY \(LayerTable.idColumn)")
        let cursor = StatementCursor(statement)
        defer { cursor.reset() }
        while try cursor.step() {
            ids.append(cursor.integer(at: 0))
            if let key {
                let value = cursor.value(at: 1)
                body(ids.count - 1, .key(value == .null ? nil : ValueDigest.of(value, type: newTypes[key])))
            } else {
                body(ids.count - 1, .content(fingerprint(at: cursor).content))
            }
        }
        isMatched = [Bool](repeating: false, count: ids.count)
    }

    enum Entry {
        case key(Digest?)
        case content(Digest?)
    }

    /// Nil when no feature had this id.
    func position(of id: Int64) -> Int? {
        var low = 0
        var high = ids.count
        while low < high {
            let middle = (low + high) / 2
            if ids[middle] < id { low = middle + 1 } else { high = middle }
        }
        return low < ids.count && ids[low] == id ? low : nil
    }

    func setMatched(_ matched: Bool, at position: Int) { isMatched[position] = matched }

    /// The fingerprint of one feature.
    func content(at position: Int) throws -> Digest? {
        try lookup.setArguments([ids[position]])
        let cursor = StatementCursor(lookup)
        defer { cursor.reset() }
        return try cursor.step() ? fingerprint(at: cursor).content : nil
    }

    /// Reads those that nothing has matched.
    func readUnmatched(_ body: (_ position: Int, _ fingerprint: Fingerprint) -> Void) throws {
        let cursor = StatementCursor(lookup)
        for position in ids.indices where !isMatched[position] {
            try lookup.setArguments([ids[position]])
            if try cursor.step() { body(position, fingerprint(at: cursor)) }
            cursor.reset()
        }
    }

    func row(at position: Int) throws -> WithdrawnRow {
        let statement = try database.cachedStatement(
            sql: "SELECT \(([LayerTable.geometryColumn] + columns).joined(separator: ", ")) FROM \(stored.name)"
                + " WHERE \(LayerTable.idColumn) = ?")
        try statement.setArguments([ids[position]])
        return try WithdrawnRow(first: statement, propertyCount: columns.count)
    }
}
