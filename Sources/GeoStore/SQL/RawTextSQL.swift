internal import GRDB
internal import SimpleFeatures

/// `gs_raw_text`, written row by row during a load.
struct RawTextSQL {
    private let collection: CollectionID
    private let statements: [Statement]
    private let replacement: StatementBinder
    private let addition: StatementBinder
    private let deletion: StatementBinder

    init(collection: CollectionID, database: Database) throws {
        self.collection = collection
        let columns = "gs_raw_text (collection, feature_id, property, bytes, reading) VALUES (?, ?, ?, ?, ?)"
        statements = [
            try database.makeStatement(sql: "INSERT OR REPLACE INTO \(columns)"),
            try database.makeStatement(sql: "INSERT OR IGNORE INTO \(columns)"),
            try database.makeStatement(sql: "DELETE FROM gs_raw_text WHERE collection = ? AND feature_id = ?"),
        ]
        replacement = StatementBinder(statements[0])
        addition = StatementBinder(statements[1])
        deletion = StatementBinder(statements[2])
    }

    func write(_ text: LayerWriter.RawText, property: String, feature: Int64) throws {
        try run(replacement, text, property, feature)
    }

    /// Keeps what is there already.
    func writeIfMissing(_ text: LayerWriter.RawText, property: String, feature: Int64) throws {
        try run(addition, text, property, feature)
    }

    private func run(_ binder: StatementBinder, _ text: LayerWriter.RawText, _ property: String, _ feature: Int64)
        throws
    {
        binder.bind(.text(collection.name), at: 1)
        binder.bind(feature, at: 2)
        binder.bind(.text(property), at: 3)
        binder.bind(text.bytes, at: 4)
        binder.bind(.text(text.reading), at: 5)
        try binder.run()
    }

    func deleteAll(ofFeature id: Int64) throws {
        deletion.bind(.text(collection.name), at: 1)
        deletion.bind(id, at: 2)
        try deletion.run()
    }
}
