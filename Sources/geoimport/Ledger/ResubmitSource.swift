import FeatureExchange
import Foundation
import GeoStore
import SimpleFeatures

/// A ledger that comes back: its open rows, mended by staff, and where to mark what became of them.
///
/// A GeoPackage edited in QGIS, or the workbook or CSV beside it edited in Excel. Where the GeoPackage is at hand it
/// alone says which rows are still open, whichever file was edited: nothing is handed in twice.
///
/// ```
/// let source = try ResubmitSource(path: ledger)
/// try source.recover { token in store has a version whose report holds token }
/// try source.forEachOpenRow { row in … examine, keep its entry … }
/// try source.mark(pending, as: .pending(token))     before the store commits
/// store.load(mode: append or update)                 the token goes into the version's report
/// try source.mark(stored, as: .resubmitted(version: 7)); mark(others, as: .rejected(reason))
/// ```
struct ResubmitSource {
    struct Row: Hashable, Sendable {
        /// Names the row when marking.
        let mark: Mark
        /// In the file first delivered.
        let row: Int64
        let geometry: Geometry?
        /// In the order of the context's columns, each of its column's type.
        let values: [PropertyValue]
        /// Values and texts that are none, each a reason not to store the row.
        let issues: [ImportIssue]
    }

    struct Mark: Hashable, Sendable {
        /// Of the file that was read: its feature number.
        let id: Int64
        /// Of the GeoPackage.
        let entry: Int64?
    }

    enum Result: Hashable, Sendable {
        case open
        case pending(token: String)
        case resubmitted(version: Int)
        /// Still open: what is wrong now.
        case rejected(LocalizedText)

        var values: [(column: String, value: PropertyValue)] {
            let (status, text): (LedgerLayout.Status, String?) =
                switch self {
                case .open: (.open, nil)
                case .pending(let token): (.pending, token)
                case .resubmitted(let version): (.resubmitted, "\(version)")
                case .rejected(let reason): (.open, "\(reason.vi) / \(reason.en)")
                }
            return [
                (LedgerLayout.Own.status.rawValue, .text(status.rawValue)),
                (LedgerLayout.Own.result.rawValue, text.map(PropertyValue.text) ?? .null),
            ]
        }
    }

    let path: String
    let format: FeatureFileFormat
    let context: LedgerContext
    /// The GeoPackage, nil when a table came alone.
    let ledger: String?

    /// - Throws: `LedgerError`, `FeatureExchangeError`.
    init(path: String) throws {
        self.path = path
        let url = URL(fileURLWithPath: path)
        guard let format = FeatureFileFormat(pathExtension: url.pathExtension),
            [.geoPackage, .xlsx, .csv].contains(format)
        else { throw LedgerError.unknownFormat(path: path) }
        self.format = format
        let beside = url.deletingPathExtension().path + ".gpkg"
        ledger =
            format == .geoPackage ? path : FileManager.default.fileExists(atPath: beside) ? beside : nil
        guard let holder = ledger ?? (format == .xlsx ? path : nil), let context = try Self.context(in: holder) else {
            throw LedgerError.noContext(path: path)
        }
        self.context = context
    }

    private static func context(in path: String) throws -> LedgerContext? {
        let source = try VectorSource(path: path)
        guard source.layers.contains(where: { $0.name == LedgerLayout.meta }) else { return nil }
        let layer = try source.layer(named: LedgerLayout.meta)
        let reader = try source.reader(for: layer, options: FeatureReader.Options())
        while let feature = try reader.next() {
            for case .text(let text) in feature.values {
                do throws(JSONError) {
                    if let context = LedgerContext(json: try JSONReader.read(Array(text.utf8))) { return context }
                } catch {
                    // A note that someone left in the sheet.
                    continue
                }
            }
        }
        return nil
    }

    /// The rows that are to be handed in: open ones that nobody has decided to skip.
    /// - Throws: `LedgerError`, `FeatureExchangeError`; whatever `body` throws.
    func forEachOpenRow(_ body: (Row) throws -> Void) throws {
        switch format {
        case .geoPackage:
            let reading = try LedgerReading(ledger: path, context)
            while let row = try reading.next() {
                guard row.text(.status) == LedgerLayout.Status.open.rawValue else { continue }
                if let mended = ResubmitParsing.row(row, context) { try body(mended) }
            }
        case .xlsx, .csv:
            let state = try ledger.map { try openRows(in: $0) }
            let sheet = try LedgerSheetReading(path: path, format: format, context)
            while let row = try sheet.next() {
                guard row.text(.status) == LedgerLayout.Status.open.rawValue else { continue }
                guard let entry = row.integer(.entry) else {
                    try body(ResubmitParsing.row(row, context, of: nil))
                    continue
                }
                if let state, state[entry] == nil { continue }
                if ResubmitParsing.isSkipped(row) { continue }
                try body(ResubmitParsing.row(row, context, of: state?[entry]))
            }
        case .geoJSON, .flatGeobuf:
            throw LedgerError.unknownFormat(path: path)
        }
    }

    /// Geometries of the open rows of the GeoPackage, for cells too small to hold them.
    private func openRows(in ledger: String) throws -> [Int64: (geometry: Geometry?, proposal: Geometry?)] {
        var rows: [Int64: (geometry: Geometry?, proposal: Geometry?)] = [:]
        let reading = try LedgerReading(ledger: ledger, context)
        while let row = try reading.next() {
            guard row.text(.status) == LedgerLayout.Status.open.rawValue, let entry = row.integer(.entry) else {
                continue
            }
            rows[entry] = (Self.kept(row.geometry, format), Self.kept(row.proposal, format))
        }
        return rows
    }

    /// A CSV holds every geometry; a workbook, which is small, all but those that overflow a cell.
    private static func kept(_ geometry: Geometry?, _ format: FeatureFileFormat) -> Geometry? {
        guard format == .xlsx, let geometry else { return nil }
        return WellKnownText.write(geometry).utf16.count > LedgerTable.cellLimit ? geometry : nil
    }

    /// Writes what became of rows, all or none of it.
    /// - Throws: `FeatureWritingError`, `FeatureExchangeError`.
    func mark(_ marks: [(row: Mark, result: Result)]) throws {
        guard !marks.isEmpty else { return }
        // The GeoPackage first: it is the one that is believed.
        if let ledger, format != .geoPackage {
            try LedgerMarking.markEntries(
                Dictionary(marks.compactMap { mark in mark.row.entry.map { ($0, mark.result) } }) { $1 }, in: ledger,
                context)
        }
        switch format {
        case .geoPackage:
            try LedgerMarking.markRows(marks, in: path, format: format, layer: LedgerLayout.before)
        case .xlsx:
            try LedgerMarking.markRows(marks, in: path, format: format, layer: LedgerLayout.sheet)
        case .csv:
            try LedgerMarking.rewrite(path, marks)
        case .geoJSON, .flatGeobuf:
            throw LedgerError.unknownFormat(path: path)
        }
    }

    /// Rows that an earlier run was handing in when it was stopped: resubmitted where the store has their token, open
    /// again where it has not.
    /// - Returns: how many rows were settled.
    @discardableResult
    func recover(versionHolding: (_ token: String) throws -> Int?) throws -> Int {
        guard let ledger else { return 0 }
        var settled: [(row: Mark, result: Result)] = []
        let reading = try LedgerReading(ledger: ledger, context)
        while let row = try reading.next() {
            guard row.text(.status) == LedgerLayout.Status.pending.rawValue else { continue }
            let version = try row.text(.result).flatMap { try versionHolding($0) }
            settled.append(
                (Mark(id: row.id, entry: row.integer(.entry)), version.map { .resubmitted(version: $0) } ?? .open))
        }
        guard !settled.isEmpty else { return 0 }
        try LedgerMarking.markRows(settled, in: ledger, format: .geoPackage, layer: LedgerLayout.before)
        return settled.count
    }
}
