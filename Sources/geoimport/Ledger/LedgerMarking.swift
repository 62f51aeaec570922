import FeatureExchange
import Foundation
import GeoStore
import SimpleFeatures

/// Writes into a ledger what became of its rows.
enum LedgerMarking {
    typealias Marks = [(row: ResubmitSource.Mark, result: ResubmitSource.Result)]

    static func markRows(_ marks: Marks, in path: String, format: FeatureFileFormat, layer: String) throws {
        let updater = try FeatureFileUpdater(path: path, format: format, layer: layer)
        for mark in marks { try updater.set(mark.result.values, ofFeature: mark.row.id) }
        try updater.finish()
    }

    /// In the GeoPackage beside an edited table: rows go by their entry there.
    static func markEntries(
        _ results: [Int64: ResubmitSource.Result], in path: String, _ context: LedgerContext
    ) throws {
        var marks: Marks = []
        do {
            let reading = try LedgerReading(ledger: path, context)
            while let row = try reading.next() {
                guard let entry = row.integer(.entry), let result = results[entry] else { continue }
                marks.append((ResubmitSource.Mark(id: row.id, entry: entry), result))
            }
        }
        if !marks.isEmpty { try markRows(marks, in: path, format: .geoPackage, layer: LedgerLayout.before) }
    }

    /// Makes rejected rows, open ones, of those listed as repaired that were taken out of the store again.
    static func withdraw(_ withdrawn: [Int64: ImportIssue], in path: String, _ context: LedgerContext) throws {
        typealias Own = LedgerLayout.Own
        try changeRepaired(in: path, context) { row in
            guard let issue = row.integer(.row).flatMap({ withdrawn[$0] }) else { return [] }
            return [
                (.status, LedgerLayout.Status.open.rawValue),
                (.outcome, ImportIssue.Outcome.rejected.rawValue),
                (.codes, [row.text(.codes), issue.code].compactMap { $0 }.joined(separator: ", ")),
                (.reasonVi, issue.reason.vi), (.reasonEn, issue.reason.en),
                (
                    .detail,
                    [row.text(.detail), "\(issue.code): \(issue.detail.en)"].compactMap { $0 }.joined(separator: "\n")
                ),
            ]
        }
    }

    /// Says of the rows listed as repaired that the store has them.
    static func markStored(in path: String, _ context: LedgerContext) throws {
        try changeRepaired(in: path, context) { _ in [(.status, LedgerLayout.Status.stored.rawValue)] }
    }

    /// - Parameter values: what a row listed as repaired is to have from now on; none leaves it as it is.
    private static func changeRepaired(
        in path: String, _ context: LedgerContext,
        to values: (LedgerReading.Row) -> [(column: LedgerLayout.Own, text: String)]
    ) throws {
        var changes: [(id: Int64, values: [(column: String, value: PropertyValue)])] = []
        do {
            let reading = try LedgerReading(ledger: path, context)
            while let row = try reading.next() {
                guard row.text(.outcome) == ImportIssue.Outcome.repaired.rawValue else { continue }
                let values = values(row)
                if !values.isEmpty { changes.append((row.id, values.map { ($0.column.rawValue, .text($0.text)) })) }
            }
        }
        let updater = try FeatureFileUpdater(path: path, format: .geoPackage, layer: LedgerLayout.before)
        for change in changes { try updater.set(change.values, ofFeature: change.id) }
        try updater.finish()
    }

    /// A CSV is written anew, every column as it was read: text stays text.
    static func rewrite(_ path: String, _ marks: Marks) throws {
        let results = Dictionary(marks.map { ($0.row.id, $0.result) }) { $1 }
        let source = try VectorSource(path: path)
        let layer = try source.layer(named: nil)
        var options = FeatureFileWriter.Options()
        options.csvSeparatorIsSemicolon = try isSemicolon(path)
        let writer = try FeatureFileWriter(
            path: path, format: .csv,
            layers: [
                FeatureFileWriter.Layer(
                    name: LedgerLayout.sheet,
                    columns: layer.fields.map { FeatureSchema.Property(name: $0.name, type: $0.type) })
            ], options: options)
        let reader = try source.reader(for: layer, options: FeatureReader.Options())
        while let feature = try reader.next() {
            var values = feature.values
            for (column, value) in results[feature.sourceID]?.values ?? [] {
                if let place = layer.fields.firstIndex(where: { $0.name.lowercased() == column }) {
                    values[place] = value
                }
            }
            try writer.append(values: values)
        }
        try writer.finish()
    }

    /// Excel in Vietnamese saves with semicolons: the file keeps what it has.
    private static func isSemicolon(_ path: String) throws -> Bool {
        let handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
        defer { try? handle.close() }
        let head = try handle.read(upToCount: 4096) ?? Data()
        let line = head.prefix { $0 != UInt8(ascii: "\n") }
        func count(_ character: Character) -> Int { line.count { $0 == character.asciiValue } }
        return count(";") > count(",")
    }
}
