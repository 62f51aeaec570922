internal import Foundation
internal import GRDB
internal import VietnameseText

/// Finds entries of the index, in one snapshot.
struct SearchIndexReader {
    struct Entry {
        let number: Int64
        var text: SearchEntryText
        let stored: String
        var slot: Int64 { number >> 32 }
    }

    /// Entries that are looked at for each way to match. They come in the order of their numbers, so that a word which
    /// everything has costs no more than a rare one.
    private static let candidates = 200
    /// The same where some of what is found may not be seen.
    private static let candidatesOfViews = 2000
    /// Of each further collection, when there are more.
    private static let sampleSize = 10
    /// Words a beginning of three letters and more is written out into; one that more begin with is rare in each.
    private static let maximumEndings = 48
    /// As long as the beginnings that the index keeps (`prefix` of gs_search).
    private static let longestIndexedPrefix = 2

    let database: Database
    /// Of the collections looked in, in their order.
    let states: [SearchIndexState]
    /// Whether these are all there are.
    let isEverything: Bool
    /// Whether some features of the collections may not be seen.
    let hidesRows: Bool

    private var maximumCandidates: Int { hidesRows ? Self.candidatesOfViews : Self.candidates }

    func isKnown(_ word: String, asPrefix: Bool) throws -> Bool {
        let statement = try database.cachedStatement(
            sql: asPrefix
                ? "SELECT EXISTS (SELECT 1 FROM gs_search_word WHERE word >= ?1 AND word < ?1 || char(0x10FFFF))"
                : "SELECT EXISTS (SELECT 1 FROM gs_search_word WHERE word = ?1)")
        return try Bool.fetchOne(statement, arguments: [word]) ?? false
    }

    /// Entries that fit a reading, those that fit best among the first.
    func entries(_ readings: [SearchReading]) throws -> [Entry] {
        let expressions = try readings.compactMap(expression)
        guard !expressions.isEmpty, !states.isEmpty else { return [] }
        var found: [Int64] = []
        var known: Set<Int64> = []
        let ways: [[String]] = [
            expressions.map(\.beginning), expressions.map(\.phrase), expressions.map(\.conjunction),
            expressions.prefix(1).map(\.beginnings),
        ]
        for way in ways where found.count < maximumCandidates {
            let match = way.map { "(\($0))" }.joined(separator: " OR ")
            for number in try numbers(match) where known.insert(number).inserted { found.append(number) }
        }
        return try found.compactMap(entry)
    }

    private func expression(_ reading: SearchReading) throws -> SearchExpression? {
        let words = reading.words.map(\.folded)
        guard let typed = words.last else { return nil }
        for word in words.dropLast() where try !isKnown(word, asPrefix: true) { return nil }
        var endings: [String]?
        if typed.utf8.count > Self.longestIndexedPrefix {
            let statement = try database.cachedStatement(
                sql: """
                    SELECT word FROM gs_search_word WHERE word >= ?1 AND word < ?1 || char(0x10FFFF)
                    ORDER BY word LIMIT \(Self.maximumEndings + 1)
                    """)
            let all = try String.fetchAll(statement, arguments: [typed])
            if all.isEmpty { return nil }
            if all.count <= Self.maximumEndings { endings = all }
        }
        return SearchExpression(
            words: Array(words.dropLast()), last: SearchExpression.LastWord(typed: typed, endings: endings))
    }

    private func numbers(_ match: String) throws -> [Int64] {
        guard isEverything else {
            let share = max(Self.sampleSize, maximumCandidates / max(states.count, 1))
            return try states.flatMap { try numbers(match, in: $0.entries, limit: share) }
        }
        var found = try numbers(match, in: 0...Int64.max, limit: maximumCandidates)
        guard found.count == maximumCandidates, let last = found.last else { return found }
        // Collections that come later have their say as well.
        for state in states where state.slot > last >> 32 {
            found += try numbers(match, in: state.entries, limit: Self.sampleSize)
        }
        return found
    }

    private func numbers(_ match: String, in range: ClosedRange<Int64>, limit: Int) throws -> [Int64] {
        let statement = try database.cachedStatement(
            sql: "SELECT rowid FROM gs_search WHERE gs_search MATCH ? AND rowid BETWEEN ? AND ? LIMIT ?")
        return try Int64.fetchAll(statement, arguments: [match, range.lowerBound, range.upperBound, limit])
    }

    private func entry(_ number: Int64) throws -> Entry? {
        let statement = try database.cachedStatement(sql: "SELECT texts FROM gs_search_entry WHERE entry = ?")
        return try String.fetchOne(statement, arguments: [number]).map {
            Entry(number: number, text: SearchEntryText($0), stored: $0)
        }
    }

    /// The features of an entry, in the order of their ids.
    func features(of entry: Entry, maximum: Int) throws -> (ids: [Int64], total: Int) {
        let statement = try database.cachedStatement(sql: "SELECT features FROM gs_search_entry WHERE entry = ?")
        let bytes = try Data.fetchOne(statement, arguments: [entry.number]) ?? Data()
        return bytes.withUnsafeBytes { bytes in
            // Each id ends in the one byte that has no upper bit.
            (FeatureList.decode(bytes, maximum: maximum), bytes.count { $0 < 0x80 })
        }
    }

    /// Features of a collection that are parcels of this sheet and number, or of a name that shares it.
    func parcels(sheet: String, number: String, slot: Int64) throws -> [Int64] {
        let statement = try database.cachedStatement(
            sql: "SELECT parcels FROM gs_search_sheet WHERE slot = ? AND sheet = ?")
        let bytes = try Data.fetchOne(statement, arguments: [slot, sheet]) ?? Data()
        let wanted = ParcelList.number(of: number)
        return bytes.withUnsafeBytes { ParcelList(stored: $0) }.parcels.filter { $0.number == wanted }.map(\.feature)
    }
}
