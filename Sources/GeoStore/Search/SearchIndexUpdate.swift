internal import GRDB
internal import SimpleFeatures
internal import VietnameseText

/// Brings the search index of one collection to the state of its table, inside the transaction that changes the table.
struct SearchIndexUpdate {
    private static let changed = SQLIdentifier("gs_search_changed")
    /// Of a collection's features: above this share everything is made anew.
    private static let bulkShare = 4

    private let collection: PublishedCollection
    private let layout: SearchLayout
    private let table: LayerTable
    private let database: Database

    init(of collection: PublishedCollection, in database: Database) {
        self.collection = collection
        self.database = database
        layout = SearchLayout(of: collection)
        table = LayerTable(collection)
    }

    /// Called when a version is published, before the edits that it adopts are forgotten.
    func follow() throws {
        guard let state = try SearchIndexState.read(collection.id, in: database) else { return try rebuild() }
        // Taking an entry out needs the words it was put in with.
        guard state.generation == SearchText.generation else { return try Self.rebuildAll(in: database) }
        guard state.layout == layout.stored, state.version == collection.state.version - 1, try findChanged() else {
            return try rebuild()
        }
        var writer = try SearchIndexWriter(state: state, database: database)
        let rows = try SearchableRows(
            of: table, layout: layout, where: "WHERE \(LayerTable.idColumn) IN (SELECT id FROM temp.\(Self.changed))",
            in: database)
        let ids = Set(try Int64.fetchAll(database, sql: "SELECT id FROM temp.\(Self.changed)"))
        if !ids.isEmpty { try writer.replace(ids, by: rows) }
        try writer.finish(version: collection.state.version, layout: layout)
    }

    /// Makes everything of the collection anew.
    func rebuild() throws {
        let state = try SearchIndexState.read(collection.id, in: database)
        if let state, state.generation != SearchText.generation { return try Self.rebuildAll(in: database) }
        try fill(try state ?? SearchIndexState.new(for: collection, in: database))
    }

    private func fill(_ state: SearchIndexState) throws {
        var writer = try SearchIndexWriter(state: state, database: database)
        try writer.removeAll()
        try writer.add(try SearchableRows(of: table, layout: layout, in: database))
        try writer.finish(version: collection.state.version, layout: layout)
    }

    /// Empties the index and makes it for all collections.
    static func rebuildAll(in database: Database) throws {
        try SearchIndexWriter.wipe(database)
        for collection in try CatalogSQL.catalog(in: database).collections {
            try SearchIndexUpdate(of: collection, in: database).fill(
                try SearchIndexState.new(for: collection, in: database))
        }
    }

    /// Takes a collection that is dropped out of the index.
    static func remove(_ collection: CollectionID, in database: Database) throws {
        guard let state = try SearchIndexState.read(collection, in: database) else { return }
        if state.generation == SearchText.generation {
            var writer = try SearchIndexWriter(state: state, database: database)
            try writer.removeAll()
        }
        try database.execute(
            sql: "DELETE FROM gs_search_collection WHERE collection = ?", arguments: [collection.name])
        // Words of another generation cannot be taken out one by one.
        if state.generation != SearchText.generation { try rebuildAll(in: database) }
    }

    /// Lists the features that the version about to be published changes: those that its history tells of, those that
    /// other programs edited, those with ids that the version before did not have.
    /// - Returns: false when they are not known, or so many that all can be made anew.
    private func findChanged() throws -> Bool {
        let number = collection.state.version
        let last = try Int64.fetchOne(
            database, sql: "SELECT last_feature_id FROM gs_dataset_version WHERE collection = ? AND version = ?",
            arguments: [collection.id.name, number - 1])
        guard let last, collection.oldestVersion < number else { return false }
        try database.execute(sql: "DROP TABLE IF EXISTS temp.\(Self.changed)")
        try database.execute(sql: "CREATE TEMP TABLE \(Self.changed) (id INTEGER PRIMARY KEY NOT NULL)")
        try database.execute(
            sql: """
                INSERT OR IGNORE INTO temp.\(Self.changed) (id)
                SELECT feature_id FROM gs_feature_history WHERE collection = ?1 AND version = ?2
                UNION SELECT feature_id FROM gs_edit WHERE collection = ?1
                UNION SELECT \(LayerTable.idColumn) FROM \(table.name) WHERE \(LayerTable.idColumn) > ?3
                """, arguments: [collection.id.name, number, last])
        let count = try Int.fetchOne(database, sql: "SELECT count(*) FROM temp.\(Self.changed)") ?? 0
        return count * Self.bulkShare < max(collection.featureCount, Self.bulkShare)
    }
}

/// What the index knows of a collection.
struct SearchIndexState {
    let collection: String
    /// The upper half of the numbers of its entries. Units first: entries are found in the order of their numbers.
    let slot: Int64
    let version: Int
    let generation: Int
    let layout: String
    var nextEntry: Int64

    private static let slotOfOthers: Int64 = 1 << 20

    static func all(in database: Database) throws -> [SearchIndexState] {
        try Row.fetchAll(database, sql: "SELECT * FROM gs_search_collection ORDER BY slot").map(Self.init)
    }

    static func read(_ collection: CollectionID, in database: Database) throws -> SearchIndexState? {
        try Row.fetchOne(
            database, sql: "SELECT * FROM gs_search_collection WHERE collection = ?", arguments: [collection.name]
        ).map(Self.init)
    }

    /// With a slot that no collection has.
    static func new(for collection: PublishedCollection, in database: Database) throws -> SearchIndexState {
        let isUnits = collection.sector == SearchLayout.unitSector
        let range = isUnits ? 1..<slotOfOthers : slotOfOthers..<(1 << 30)
        let last = try Int64.fetchOne(
            database, sql: "SELECT max(slot) FROM gs_search_collection WHERE slot >= ? AND slot < ?",
            arguments: [range.lowerBound, range.upperBound])
        return SearchIndexState(
            collection: collection.id.name, slot: last.map { $0 + 1 } ?? range.lowerBound, version: 0,
            generation: SearchText.generation, layout: "", nextEntry: 0)
    }

    /// The numbers that its entries may have.
    var entries: ClosedRange<Int64> { slot << 32...(slot << 32 | 0xFFFF_FFFF) }
}

extension SearchIndexState {
    fileprivate init(_ row: Row) {
        self.init(
            collection: row["collection"], slot: row["slot"], version: row["version"], generation: row["generation"],
            layout: row["layout"], nextEntry: row["next_entry"])
    }
}
