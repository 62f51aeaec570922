internal import GRDB
internal import SimpleFeatures

/// Rows straight into the collection's table, each with a new id: a first load, or appending.
final class DirectRows: RowDestination {
    private let table: LayerTable
    private let database: Database
    private let key: Int?
    private let insertion: StatementBinder
    private let deletion: StatementBinder
    private let statements: [Statement]
    private let texts: RawTextSQL
    private var lastID: Int64
    private var ledger = KeyLedger()
    /// Ids of the features that were there, to which the ledger refers.
    private let stored: StoredFeatures?
    private(set) var boxes = SpatialIndexBoxes()
    private var withdrawn: Set<Int64> = []
    private(set) var addedCount = 0
    private let feed: OverviewFeed?
    private var counts = LayerTally()
    /// What was written; nil when some of it was taken out again.
    var tally: LayerTally? { withdrawn.isEmpty ? counts : nil }

    /// - Parameters:
    ///   - key: the number of the key's property, nil for none.
    ///   - stored: features that are there already, nil when there are none.
    ///   - feed: takes every row as it was stored.
    init(
        table: LayerTable, key: Int?, stored: StoredFeatures?, storedCount: Int, lastID: Int64, database: Database,
        feed: OverviewFeed? = nil
    ) throws {
        self.feed = feed
        self.table = table
        self.database = database
        self.key = key
        self.lastID = lastID
        self.stored = key == nil ? nil : stored
        statements = [
            try database.makeStatement(sql: table.insertion),
            try database.makeStatement(sql: "DELETE FROM \(table.name) WHERE \(LayerTable.idColumn) = ?"),
        ]
        insertion = StatementBinder(statements[0])
        deletion = StatementBinder(statements[1])
        texts = try RawTextSQL(collection: table.collection, database: database)
        guard let key, let stored else { return }
        var ledger = KeyLedger(reserving: storedCount)
        try stored.read(key: key, count: storedCount) { position, entry in
            if case .key(let digest?) = entry, ledger.find(digest) == nil {
                ledger.add(digest, fate: .stored, reference: Int64(position))
            }
        }
        self.ledger = ledger
    }

    func append(_ row: IncomingRow) throws -> LayerWriter.Disposition {
        guard let key else { return .stored(try insert(row)) }
        guard let digest = KeyLedger.digest(of: row, key: key, schema: table.schema) else { return .nullKey }
        guard let number = ledger.find(digest) else {
            let id = try insert(row)
            ledger.add(digest, fate: .written, source: row.sourceID, reference: id.value)
            return .stored(id)
        }
        let reference = ledger.references[number]
        switch ledger.fates[number] {
        case .stored, .unchanged:
            guard let id = stored.flatMap({ FeatureID($0.ids[Int(reference)]) }) else {
                throw GeoStoreError.idsExhausted(collection: table.collection.name)
            }
            return .keyExists(id)
        case .written:
            let gone = try withdraw(reference)
            ledger.withdraw(number)
            return .duplicateKey(firstSourceID: ledger.sources[number], withdrawn: gone)
        case .withdrawn:
            return .duplicateKey(firstSourceID: ledger.sources[number], withdrawn: nil)
        }
    }

    /// Nothing goes where rows are only added.
    func refuse(_ row: IncomingRow) -> FeatureID? { nil }

    private func insert(_ row: IncomingRow) throws -> FeatureID {
        guard let id = FeatureID(lastID + 1) else {
            throw GeoStoreError.idsExhausted(collection: table.collection.name)
        }
        try insertion.run(id: id.value, blob: row.blob, values: row.values)
        for text in row.rawTexts {
            try texts.write(text, property: table.schema.properties[text.property].name, feature: id.value)
        }
        let box = row.blob?.withUnsafeBytes(BlobBox.init(header:))
        if let box { boxes.add(box, id: id.value) }
        counts.add(box, isNull: row.blob == nil)
        feed?.add(id: id, geometry: row.geometry, values: row.values)
        lastID = id.value
        addedCount += 1
        return id
    }

    private func withdraw(_ id: Int64) throws -> WithdrawnRow {
        let columns = ([LayerTable.geometryColumn] + table.propertyColumns).joined(separator: ", ")
        let statement = try database.cachedStatement(
            sql: "SELECT \(columns) FROM \(table.name) WHERE \(LayerTable.idColumn) = ?")
        try statement.setArguments([id])
        let row = try WithdrawnRow(first: statement, propertyCount: table.schema.properties.count)
        deletion.bind(id, at: 1)
        try deletion.run()
        try texts.deleteAll(ofFeature: id)
        withdrawn.insert(id)
        feed?.giveUp()
        addedCount -= 1
        return row
    }

    /// Brings the spatial index up to date with the rows.
    /// - Parameter storedCount: features that were there.
    func writeIndex(storedCount: Int) throws {
        boxes.remove(withdrawn)
        let index = SpatialIndexUpdate(table: table, database: database)
        if storedCount == 0 {
            try PackedSpatialIndex(of: table, in: database).write(boxes)
        } else if index.isBulk(changes: boxes.entries.count, of: storedCount + addedCount) {
            boxes = SpatialIndexBoxes()
            try index.rebuild()
        } else {
            try index.insert(boxes)
        }
        boxes = SpatialIndexBoxes()
    }
}
