import FeatureExchange
import Foundation
import SimpleFeatures

/// Collects the rejected and repaired rows of one import in a GeoPackage that staff mend in QGIS, and on request in a
/// table that they mend in Excel.
///
/// Rows go to disk as they come: memory does not grow with them. There is no file without a row, and none under its
/// final name before `finish`; an existing ledger is never overwritten, someone may be working in it.
final class RejectLedger {
    enum Table: String, CaseIterable, Sendable {
        case none, csv, xlsx
    }

    struct Files: Hashable, Sendable {
        let ledger: String
        /// The table for Excel.
        let table: String?
        let rejected: Int
        let repaired: Int

        /// Of a load that came to nothing. Best effort: the reason for that is what must be told.
        func remove() {
            for path in [ledger, table].compactMap({ $0 }) { try? FileManager.default.removeItem(atPath: path) }
        }
    }

    let folder: String
    let context: LedgerContext
    private let table: Table
    private var writer: FeatureFileWriter?
    private(set) var rejectedCount = 0
    private(set) var repairedCount = 0
    /// Rows listed as repaired that were taken out of the store again.
    private var withdrawn: [Int64: ImportIssue] = [:]

    /// - Parameter folder: made when the first row comes.
    init(folder: String, context: LedgerContext, table: Table = .none) {
        self.folder = folder
        self.context = context
        self.table = table
    }

    var isEmpty: Bool { writer == nil }

    /// - Throws: `FeatureWritingError`, `CocoaError` when the folder cannot be made.
    func add(_ entry: LedgerEntry) throws {
        let writer = try writer ?? open()
        let number = Int64(rejectedCount + repairedCount + 1)
        let isStorable = entry.original?.isStorable ?? false
        try writer.append(
            geometry: isStorable ? entry.original : nil,
            values: LedgerLayout.Own.allCases.map { entry.value($0, entry: number, context) } + entry.values, id: number
        )
        if let repaired = entry.repaired, repaired.isStorable {
            try writer.append(
                geometry: repaired,
                values: LedgerLayout.afterColumns.map { entry.value($0, entry: number, context) }, toLayer: 1,
                id: number)
        }
        if entry.outcome == .rejected { rejectedCount += 1 } else { repairedCount += 1 }
    }

    /// Makes a rejected row of one that was listed as repaired: it is there once, as it was delivered.
    func reject(row: Int64, because issue: ImportIssue) {
        guard withdrawn.updateValue(issue, forKey: row) == nil else { return }
        repairedCount -= 1
        rejectedCount += 1
    }

    /// Makes the files, in which nothing is called stored: to be called before the load is published, so that a
    /// program stopped in between leaves no false word.
    /// - Returns: nil when there was nothing to write.
    /// - Throws: `FeatureWritingError`, `FeatureExchangeError`.
    func finish() throws -> Files? {
        guard let writer else { return nil }
        try writer.append(
            values: [.text(String(decoding: context.json.serialized, as: UTF8.self))], toLayer: 2)
        try writer.finish()
        self.writer = nil
        if !withdrawn.isEmpty { try LedgerMarking.withdraw(withdrawn, in: writer.path, context) }
        let written = try LedgerTable.write(table, from: writer.path, context, rows: rejectedCount + repairedCount)
        return Files(ledger: writer.path, table: written, rejected: rejectedCount, repaired: repairedCount)
    }

    /// The load is published: what was repaired is stored, and said to be.
    /// - Throws: `FeatureWritingError`, `FeatureExchangeError`; the files are as `finish` left them then.
    func markStored(in files: Files) throws {
        guard files.repaired > 0 else { return }
        try LedgerMarking.markStored(in: files.ledger, context)
        _ = try LedgerTable.write(table, from: files.ledger, context, rows: files.rejected + files.repaired)
    }

    /// Leaves nothing behind.
    func discard() { writer = nil }

    private func open() throws -> FeatureFileWriter {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let made = try FeatureFileWriter(
            path: Self.freePath(in: folder, source: context.sourceFile), format: .geoPackage,
            layers: LedgerLayout.layers(of: context))
        writer = made
        return made
    }

    /// `dat_o-rejects.gpkg`, or `dat_o-rejects-2.gpkg` beside an earlier one.
    private static func freePath(in folder: String, source: String) -> String {
        let name = URL(fileURLWithPath: source).deletingPathExtension().lastPathComponent
        let stem = "\(name.isEmpty || name == "/" ? "import" : name)-rejects"
        let base = URL(fileURLWithPath: folder)
        var path = base.appendingPathComponent("\(stem).gpkg").path
        var number = 2
        while ["gpkg", "xlsx", "csv"].contains(where: {
            FileManager.default.fileExists(atPath: URL(fileURLWithPath: path).deletingPathExtension().path + ".\($0)")
        }) {
            path = base.appendingPathComponent("\(stem)-\(number).gpkg").path
            number += 1
        }
        return path
    }
}
