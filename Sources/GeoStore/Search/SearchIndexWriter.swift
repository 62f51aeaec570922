internal import Foundation
internal import GRDB
internal import SimpleFeatures
internal import VietnameseText

/// Writes entries of one collection into the tables of the index.
struct SearchIndexWriter {
    private var state: SearchIndexState
    private let database: Database
    private var words: Set<String> = []
    private var memory = SearchWordMemory()
    private let entryInsertion: Statement
    private let wordsInsertion: Statement

    init(state: SearchIndexState, database: Database) throws {
        self.state = state
        self.database = database
        entryInsertion = try database.makeStatement(
            sql: "INSERT INTO gs_search_entry (entry, texts, features) VALUES (?, ?, ?)")
        wordsInsertion = try database.makeStatement(
            sql: "INSERT INTO gs_search (rowid, title, detail) VALUES (?, ?, ?)")
    }

    /// Empties the index of all collections.
    static func wipe(_ database: Database) throws {
        try database.execute(sql: "INSERT INTO gs_search (gs_search) VALUES ('delete-all')")
        for table in ["gs_search_entry", "gs_search_sheet", "gs_search_word", "gs_search_collection"] {
            try database.execute(sql: "DELETE FROM \(table)")
        }
    }

    mutating func add(_ rows: SearchableRows) throws {
        let entry = StatementBinder(entryInsertion)
        let index = StatementBinder(wordsInsertion)
        for (text, features) in zip(rows.texts, rows.features) {
            try add(text, features, entry, index)
        }
        for (sheet, parcels) in rows.sheets.sorted(by: { $0.key < $1.key }) {
            try write(parcels, sheet: sheet)
        }
    }

    private mutating func add(
        _ text: String, _ features: [Int64], _ entry: StatementBinder, _ index: StatementBinder
    ) throws {
        let folded = SearchEntryText(text) { value, place in
            // The first is nearly always a name of its own.
            place == 0 ? SearchText.folded(value) : memory.folded(value)
        }.folded
        guard !folded.title.isEmpty else { return }
        let number = state.slot << 32 | state.nextEntry
        state.nextEntry += 1
        entry.bind(number, at: 1)
        entry.bind(.text(text), at: 2)
        entry.bind(FeatureList.encode(features), at: 3)
        try entry.run()
        index.bind(number, at: 1)
        index.bind(.text(folded.title), at: 2)
        index.bind(.text(folded.detail), at: 3)
        try index.run()
        for part in [folded.title, folded.detail] {
            for word in part.utf8.split(separator: UInt8(ascii: " ")) { words.insert(String(Substring(word))) }
        }
    }

    private func write(_ parcels: ParcelList, sheet: String) throws {
        try database.execute(
            sql: "INSERT OR REPLACE INTO gs_search_sheet (slot, sheet, parcels) VALUES (?, ?, ?)",
            arguments: [state.slot, sheet, Data(parcels.stored)])
    }

    /// Takes features out of whatever entries they are in, and puts them where their rows say.
    mutating func replace(_ features: Set<Int64>, by rows: SearchableRows) throws {
        // By bytes, as rows are grouped: two strings are equal to Swift that are composed in different ways.
        var arriving = Dictionary(uniqueKeysWithValues: zip(rows.texts.map { Array($0.utf8) }, rows.features))
        let lengths = Set(arriving.keys.map(\.count))
        let filter = FeatureFilter(features)
        let statement = try database.makeStatement(
            sql: "SELECT entry, texts, features FROM gs_search_entry WHERE entry BETWEEN ? AND ?")
        try statement.setArguments([state.entries.lowerBound, state.entries.upperBound])
        let cursor = StatementCursor(statement)
        var changes: [(entry: Int64, text: String, features: [Int64])] = []
        while try cursor.step() {
            // One edit looks at all entries: nothing is made of those that it leaves alone.
            let mayArrive = cursor.withText(at: 1) { lengths.contains($0.count) }
            guard mayArrive || cursor.withBlob(at: 2, { filter.matches(features: $0) }) else { continue }
            let text = cursor.text(at: 1)
            let before = cursor.withBlob(at: 2) { FeatureList.decode($0) }
            var after = before.filter { !features.contains($0) }
            if let more = arriving.removeValue(forKey: Array(text.utf8)) { after = (after + more).sorted() }
            if after != before { changes.append((cursor.integer(at: 0), text, after)) }
        }
        cursor.reset()
        for change in changes { try change.features.isEmpty ? remove(change.entry, change.text) : update(change) }
        let entry = StatementBinder(entryInsertion)
        let index = StatementBinder(wordsInsertion)
        for (text, ids) in zip(rows.texts, rows.features) where arriving[Array(text.utf8)] != nil {
            try add(text, ids, entry, index)
        }
        try replaceParcels(features, by: rows.sheets)
    }

    private func update(_ change: (entry: Int64, text: String, features: [Int64])) throws {
        try database.execute(
            sql: "UPDATE gs_search_entry SET features = ? WHERE entry = ?",
            arguments: [Data(FeatureList.encode(change.features)), change.entry])
    }

    private func remove(_ entry: Int64, _ text: String) throws {
        let folded = SearchEntryText(text).folded
        try database.execute(
            sql: "INSERT INTO gs_search (gs_search, rowid, title, detail) VALUES ('delete', ?, ?, ?)",
            arguments: [entry, folded.title, folded.detail])
        try database.execute(sql: "DELETE FROM gs_search_entry WHERE entry = ?", arguments: [entry])
    }

    private func replaceParcels(_ features: Set<Int64>, by sheets: [String: ParcelList]) throws {
        var sheets = sheets
        let filter = FeatureFilter(features)
        let statement = try database.makeStatement(sql: "SELECT sheet, parcels FROM gs_search_sheet WHERE slot = ?")
        try statement.setArguments([state.slot])
        let cursor = StatementCursor(statement)
        var candidates: [(sheet: String, parcels: ParcelList)] = []
        while try cursor.step() {
            let sheet = cursor.text(at: 0)
            guard sheets[sheet] != nil || cursor.withBlob(at: 1, { filter.matches(parcels: $0) }) else { continue }
            candidates.append((sheet, cursor.withBlob(at: 1) { ParcelList(stored: $0) }))
        }
        cursor.reset()
        for (sheet, before) in candidates {
            let kept = before.parcels.filter { !features.contains($0.feature) }
            let after = ParcelList(kept + (sheets.removeValue(forKey: sheet)?.parcels ?? []))
            guard after.parcels != before.parcels else { continue }
            guard after.parcels.isEmpty else {
                try write(after, sheet: sheet)
                continue
            }
            try database.execute(
                sql: "DELETE FROM gs_search_sheet WHERE slot = ? AND sheet = ?", arguments: [state.slot, sheet])
        }
        for (sheet, parcels) in sheets.sorted(by: { $0.key < $1.key }) { try write(parcels, sheet: sheet) }
    }

    /// Takes every entry of the collection out.
    mutating func removeAll() throws {
        let range: StatementArguments = [state.entries.lowerBound, state.entries.upperBound]
        let hasOthers = try Bool.fetchOne(
            database, sql: "SELECT EXISTS (SELECT 1 FROM gs_search_entry WHERE entry NOT BETWEEN ? AND ?)",
            arguments: range)
        if hasOthers == true {
            let entries = try Row.fetchAll(
                database, sql: "SELECT entry, texts FROM gs_search_entry WHERE entry BETWEEN ? AND ?", arguments: range)
            for row in entries { try remove(row["entry"], row["texts"]) }
        } else {
            try database.execute(sql: "INSERT INTO gs_search (gs_search) VALUES ('delete-all')")
            for table in ["gs_search_entry", "gs_search_word"] { try database.execute(sql: "DELETE FROM \(table)") }
        }
        try database.execute(sql: "DELETE FROM gs_search_sheet WHERE slot = ?", arguments: [state.slot])
    }

    /// Writes which version the index is of now.
    mutating func finish(version: Int, layout: SearchLayout) throws {
        let insertion = StatementBinder(
            try database.makeStatement(sql: "INSERT OR IGNORE INTO gs_search_word (word) VALUES (?)"))
        for word in words.sorted() {
            insertion.bind(.text(word), at: 1)
            try insertion.run()
        }
        words = []
        try database.execute(
            sql: """
                INSERT OR REPLACE INTO gs_search_collection
                  (collection, slot, version, generation, layout, next_entry) VALUES (?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                state.collection, state.slot, version, state.generation, layout.stored, state.nextEntry,
            ])
    }
}
