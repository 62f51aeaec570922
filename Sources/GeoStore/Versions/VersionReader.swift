internal import GRDB
internal import SimpleFeatures

/// A feature's stored row as a version had it.
struct VersionRow {
    /// SpatiaLite's blob.
    let blob: [UInt8]?
    /// In the order of the version's schema.
    let values: [PropertyValue]
}

/// Reads a collection as its versions had it, in one snapshot; the rule is `HistorySQL`'s.
final class VersionReader {
    let collection: PublishedCollection
    private let database: Database
    private let versions: [Int: DatasetVersion]
    /// The layout of the current version, edits that are pending left out.
    let current: DatasetVersion.Layout
    private let table: LayerTable
    private let valueCount: Int

    init(of collection: PublishedCollection, in database: Database) throws {
        self.collection = collection
        self.database = database
        table = LayerTable(collection)
        let known = try VersionSQL.versions(of: collection.id, in: database)
        versions = Dictionary(uniqueKeysWithValues: known.map { ($0.number, $0) })
        guard let layout = versions[collection.state.version]?.layout else {
            throw GeoStoreError.versionNotFound(
                collection.state.version, collection: collection.id.name, known: known.map(\.number))
        }
        current = layout
        valueCount =
            try Int.fetchOne(
                database, sql: "SELECT count(*) FROM pragma_table_info('gs_feature_history') WHERE name GLOB 'v[0-9]*'")
            ?? 0
    }

    /// - Throws: `GeoStoreError.versionNotFound`, `.versionNotRestorable`.
    func version(_ number: Int) throws -> (version: DatasetVersion, layout: DatasetVersion.Layout) {
        guard let version = versions[number] else {
            throw GeoStoreError.versionNotFound(
                number, collection: collection.id.name, known: versions.keys.sorted(by: >))
        }
        guard version.isRestorable, let layout = version.layout else {
            throw GeoStoreError.versionNotRestorable(
                number, collection: collection.id.name, oldest: collection.oldestVersion)
        }
        return (version, layout)
    }

    /// Where the values of one schema are found among those of another; nil where it has none.
    private struct Mapping {
        let positions: [Int?]
        let types: [FeatureSchema.PropertyType]

        init(from stored: FeatureSchema, to schema: FeatureSchema) {
            positions = schema.properties.map { property in
                stored.properties.firstIndex { $0.name == property.name }
            }
            types = schema.properties.map(\.type)
        }

        func row(at cursor: StatementCursor, geometry: Int32, firstValue: Int32) -> VersionRow {
            VersionRow(
                blob: cursor.isNull(at: geometry) ? nil : cursor.withBlob(at: geometry) { Array($0) },
                values: positions.indices.map { index in
                    guard let position = positions[index] else { return .null }
                    return cursor.value(at: firstValue + Int32(position))
                })
        }
    }

    /// The schema under which the entries of a version are kept: that of the version before.
    private func schema(ofEntriesOf version: Int64) throws -> FeatureSchema {
        if version == HistorySQL.pending { return current.schema }
        guard let layout = versions[Int(version) - 1]?.layout else {
            throw GeoStoreError.versionNotFound(
                Int(version) - 1, collection: collection.id.name, known: versions.keys.sorted(by: >))
        }
        return layout.schema
    }

    /// Looks up single features of one version.
    final class Lookup {
        private let reader: VersionReader
        private let number: Int
        private let layout: DatasetVersion.Layout
        private let entry: Statement
        private let row: Statement
        private let rowMapping: Mapping
        private var entryMappings: [Int64: Mapping] = [:]

        fileprivate init(_ reader: VersionReader, _ number: Int, _ layout: DatasetVersion.Layout) throws {
            self.reader = reader
            self.number = number
            self.layout = layout
            entry = try reader.database.makeStatement(sql: HistorySQL.entry(reader.valueCount))
            let columns = ([LayerTable.geometryColumn] + reader.table.propertyColumns).joined(separator: ", ")
            row = try reader.database.makeStatement(
                sql: "SELECT \(columns) FROM \(reader.table.name) WHERE \(LayerTable.idColumn) = ?")
            rowMapping = Mapping(from: reader.table.schema, to: layout.schema)
        }

        /// Nil when the version had no such feature.
        func row(of id: Int64) throws -> VersionRow? {
            guard id <= layout.lastFeatureID else { return nil }
            try entry.setArguments([reader.collection.id.name, id, number])
            let cursor = StatementCursor(entry)
            defer { cursor.reset() }
            if try cursor.step() {
                guard cursor.integer(at: 0) != 0 else { return nil }
                let version = cursor.integer(at: 1)
                let mapping =
                    try entryMappings[version]
                    ?? Mapping(from: reader.schema(ofEntriesOf: version), to: layout.schema)
                entryMappings[version] = mapping
                return mapping.row(at: cursor, geometry: 2, firstValue: 3)
            }
            try row.setArguments([id])
            let current = StatementCursor(row)
            defer { current.reset() }
            return try current.step() ? rowMapping.row(at: current, geometry: 0, firstValue: 1) : nil
        }
    }

    func lookup(_ number: Int) throws -> Lookup { try Lookup(self, number, try version(number).layout) }

    /// Ids of features that may differ between two versions, ascending.
    /// - Parameter to: nil for the table as it is now.
    func forEachCandidate(from first: Int, to second: Int?, _ body: (Int64) throws -> Void) throws {
        let firstLast = try version(first).layout.lastFeatureID
        let secondLast = try second.map { try version($0).layout.lastFeatureID } ?? Int64.max
        let lower = min(firstLast, secondLast)
        let upper = max(firstLast, secondLast)
        let low = second.map { min(first, $0) } ?? first
        let high = second.map { max(first, $0) }.map(Int64.init) ?? HistorySQL.pending
        let statement = try database.makeStatement(
            sql: """
                SELECT feature_id FROM gs_feature_history
                WHERE collection = ? AND version > ? AND (version <= ? OR (feature_id > ? AND feature_id <= ?))
                UNION
                SELECT \(LayerTable.idColumn) FROM \(table.name) WHERE \(LayerTable.idColumn) > ? AND \(LayerTable.idColumn) <= ?
                ORDER BY 1
                """)
        try statement.setArguments([collection.id.name, low, high, lower, upper, lower, upper])
        let cursor = StatementCursor(statement)
        defer { cursor.reset() }
        while try cursor.step() { try body(cursor.integer(at: 0)) }
    }

    /// How many features each version that can be restored had, counted, in one pass over the history: version by
    /// version it would be as many passes as there are versions (8 s for 130 versions of 20,000 features).
    func featureCounts() throws -> [Int: Int] {
        let restorable = versions.values.filter(\.isRestorable).sorted { $0.number < $1.number }
        let lastIDs = restorable.map { $0.layout?.lastFeatureID ?? 0 }
        // How much more each version has than the one before it.
        var steps = try rowCounts(upTo: lastIDs)
        /// The place of the first version from `number` on.
        func place(from number: Int64) -> Int { restorable.partitioningPoint { Int64($0.number) >= number } }
        let statement = try database.makeStatement(
            sql: """
                SELECT feature_id, version, existed, EXISTS (SELECT 1 FROM \(table.name) t
                  WHERE t.\(LayerTable.idColumn) = h.feature_id) FROM gs_feature_history h
                WHERE collection = ? ORDER BY feature_id, version
                """)
        try statement.setArguments([collection.id.name])
        let cursor = StatementCursor(statement)
        defer { cursor.reset() }
        var feature: Int64?
        var from = 0
        while try cursor.step() {
            if feature != cursor.integer(at: 0) {
                feature = cursor.integer(at: 0)
                from = lastIDs.partitioningPoint { $0 >= cursor.integer(at: 0) }
            }
            let until = place(from: cursor.integer(at: 1))
            guard from < until else { continue }
            // Counted as the row of now, it was as the entry says.
            let difference = Int(cursor.integer(at: 2) - cursor.integer(at: 3))
            steps[from] += difference
            steps[until] -= difference
            from = until
        }
        var counts: [Int: Int] = [:]
        var count = 0
        for (version, step) in zip(restorable, steps) {
            count += step
            counts[version.number] = count
        }
        return counts
    }

    /// Rows of now with ids above the place before and up to each; one more at the end, which nobody has.
    private func rowCounts(upTo lastIDs: [Int64]) throws -> [Int] {
        let id = LayerTable.idColumn
        var last = Int64.min
        return try lastIDs.map { next in
            defer { last = next }
            return try Int.fetchOne(
                database, sql: "SELECT count(*) FROM \(table.name) WHERE \(id) > ? AND \(id) <= ?",
                arguments: [last, next]) ?? 0
        } + [0]
    }

    /// All features of a version in the order of their ids.
    func forEachRow(at number: Int, _ body: (_ id: Int64, _ row: VersionRow) throws -> Void) throws {
        let layout = try version(number).layout
        let lookup = try lookup(number)
        let statement = try database.makeStatement(
            sql: """
                SELECT \(LayerTable.idColumn) FROM \(table.name) WHERE \(LayerTable.idColumn) <= ?
                UNION
                SELECT feature_id FROM gs_feature_history WHERE collection = ? AND version > ? AND feature_id <= ?
                ORDER BY 1
                """)
        try statement.setArguments([layout.lastFeatureID, collection.id.name, number, layout.lastFeatureID])
        let cursor = StatementCursor(statement)
        defer { cursor.reset() }
        while try cursor.step() {
            let id = cursor.integer(at: 0)
            if let row = try lookup.row(of: id) { try body(id, row) }
        }
    }

    func feature(_ id: Int64, _ row: VersionRow) throws -> Feature {
        guard let featureID = FeatureID(id) else { throw GeoStoreError.idsExhausted(collection: collection.id.name) }
        do throws(WKBError) {
            return Feature(
                id: featureID, geometry: try row.blob.map { blob throws(WKBError) in try SpatiaLiteBlob.read(blob) },
                values: row.values)
        } catch {
            throw GeoStoreError.undecodableGeometry(collection: collection.id.name, feature: id, reason: error)
        }
    }
}

extension RandomAccessCollection where Index == Int {
    /// The index of the first element that fulfils a condition which all elements behind it fulfil too.
    fileprivate func partitioningPoint(_ condition: (Element) -> Bool) -> Int {
        var (low, high) = (startIndex, endIndex)
        while low < high {
            let middle = (low + high) / 2
            if condition(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
