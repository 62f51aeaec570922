internal import Foundation
internal import GRDB
internal import VietnameseText

/// Whether the search index holds what the tables say.
enum SearchIndexCheck {
    /// - Returns: what is wrong, for each collection at most one thing.
    static func faults(in database: Database) throws -> [(collection: CollectionID, problem: String)] {
        try CatalogSQL.catalog(in: database).collections.compactMap { collection in
            try fault(of: collection, in: database).map { (collection.id, $0) }
        }
    }

    /// - Returns: nil when nothing is wrong.
    static func fault(of collection: PublishedCollection, in database: Database) throws -> String? {
        // A reader may meet a store that is not brought up to date yet.
        guard try Migration.applied(in: database) >= Migration.search.number else { return "there is none" }
        guard let state = try SearchIndexState.read(collection.id, in: database) else { return "there is none" }
        let layout = SearchLayout(of: collection)
        guard state.generation == SearchText.generation else { return "it is of another release" }
        guard state.version == collection.state.version else { return "it is of version \(state.version)" }
        // What other programs have just changed is taken in with the next version.
        guard collection.state.pendingEdit == 0 else { return nil }
        guard state.layout == layout.stored else { return "it is of other columns" }
        let rows = try SearchableRows(of: LayerTable(collection), layout: layout, in: database)
        var expected = Dictionary(uniqueKeysWithValues: zip(rows.texts, rows.features))
        for text in expected.keys where SearchEntryText(text).folded.title.isEmpty { expected[text] = nil }
        let entries = try Row.fetchCursor(
            database, sql: "SELECT entry, texts, features FROM gs_search_entry WHERE entry BETWEEN ? AND ?",
            arguments: [state.entries.lowerBound, state.entries.upperBound])
        var wrong = 0
        while let row = try entries.next() {
            let features = try row.withUnsafeData(named: "features") { data in
                data?.withUnsafeBytes { FeatureList.decode($0) } ?? []
            }
            if expected.removeValue(forKey: row["texts"]) != features { wrong += 1 }
        }
        wrong += expected.count
        var sheets = rows.sheets
        for row in try Row.fetchAll(
            database, sql: "SELECT sheet, parcels FROM gs_search_sheet WHERE slot = ?", arguments: [state.slot])
        {
            let parcels = try row.withUnsafeData(named: "parcels") { data in
                data?.withUnsafeBytes { ParcelList(stored: $0) } ?? ParcelList()
            }
            if sheets.removeValue(forKey: row["sheet"])?.parcels != parcels.parcels { wrong += 1 }
        }
        wrong += sheets.count
        return wrong == 0 ? nil : "\(wrong) of its entries are wrong"
    }
}
