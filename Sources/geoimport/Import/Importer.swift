import FeatureExchange
import Foundation
import GeoStore
import SimpleFeatures

/// Runs a plan: every feature is read, examined, mended or rejected, and stored; the whole is published at once.
struct Importer {
    /// Features between two words about how far the work is: each asks for the time.
    private static let progressInterval = 64

    let plan: ImportPlan
    let store: Store
    let request: ImportRequest
    let interruption: Interruption
    /// Collects what a page shows; nil when nobody wants one.
    var draft: ReportDraft?
    /// Told how many features are read.
    let progress: (Int) -> Void
    /// Told how many features are read once more for the overview.
    var overviewProgress: (Int) -> Void = { _ in }

    /// - Parameter isRehearsal: does everything but publish.
    /// - Throws: `ImportError`, `GeoStoreError`, `FeatureExchangeError`, `ProjError`, `Interrupted`.
    func run(isRehearsal: Bool) throws -> ImportReport {
        let start = Date()
        var report = ImportReport(plan: plan, isRehearsal: isRehearsal)
        let ledger = try ledger()
        // A path into an archive, or a connection, is no file of its own.
        if FileManager.default.fileExists(atPath: request.file) {
            report.fingerprint = try SourceFingerprint(path: request.file)?.text
        }
        do {
            // The last moments at which Ctrl-C changes anything.
            func goOn(_ done: Int) throws {
                try interruption.check()
                overviewProgress(done)
            }
            let outcome = try store.load(
                plan.definition, mode: plan.mode, key: plan.key, isRehearsal: isRehearsal, overviewProgress: goOn
            ) { writer in
                var rows = try RowImport(
                    plan: plan, policy: request.repair, dialogue: request.dialogue, writer: writer, ledger: ledger,
                    draft: draft)
                try read(into: &rows, &report)
                report.take(rows)
                // Whoever is told that rows were left out can look at them, published or not.
                let refusal = report.refusal(by: request.limit)
                report.ledger = try ledger?.finish()
                if let refusal { throw refusal }
                // The last moment at which Ctrl-C changes anything.
                try interruption.check()
                report.seconds = Date().timeIntervalSince(start)
                return report.provenance
            }
            report.publish(outcome)
        } catch {
            ledger?.discard()
            if !(error is ImportError) { report.ledger?.remove() }
            throw report.explained(error)
        }
        if !isRehearsal, let files = report.ledger { report.noteMarking { try ledger?.markStored(in: files) } }
        report.seconds = Date().timeIntervalSince(start)
        return report
    }

    private func read(into rows: inout RowImport, _ report: inout ImportReport) throws {
        var options = FeatureReader.Options()
        options.decoders = plan.encoding.decoders
        options.checkCancellation = interruption.check
        let reader = try plan.source.reader(for: plan.layer, options: options)
        while let feature = try reader.next() {
            try rows.add(feature, to: &report)
            if report.read.isMultiple(of: Self.progressInterval) { progress(report.read) }
        }
    }

    private func ledger() throws -> RejectLedger? {
        guard let wanted = request.ledger else { return nil }
        let existing = try store.catalog().collections.first { $0.id == plan.definition.id }
        return RejectLedger(
            folder: wanted.folder, context: plan.ledgerContext(existing, policy: request.repair), table: wanted.table)
    }
}

extension ImportPlan {
    /// What a ledger of this import must know.
    func ledgerContext(_ existing: PublishedCollection?, policy: RepairPolicy) -> LedgerContext {
        let schema = definition.schema
        let keyProperty: String? =
            switch key {
            case .asBefore: existing?.keyProperty
            case .none: nil
            case .property(let name): name
            }
        return LedgerContext(
            collection: definition.id.name, sector: definition.sector, version: existing?.state.version,
            keyColumn: keyProperty, crs: reference.crs, sourceFile: sourceName, layer: layer.name,
            geometryType: schema.geometryType, hasZ: schema.hasZ, encoding: encoding.json,
            adjustment: reference.adjustment.json, repairMode: policy.mode, created: Date().formatted(.iso8601),
            columns: LedgerContext.columns(
                schema.properties.map { (name: $0.title, property: $0.name, type: $0.type) }))
    }
}
