import Foundation
import GeoStore
import SimpleFeatures

/// Hands the mended rows of a ledger in: each is examined as in an import; those that pass are added to the collection,
/// or replace the feature of the same key. What becomes of a row is written into the ledger.
struct Resubmission {
    /// What was done.
    struct Report {
        let context: LedgerContext
        let isRehearsal: Bool
        var open = 0
        var stored = 0
        var rejected: [(row: Int64, reason: LocalizedText)] = []
        var outcome: LoadOutcome?
    }

    let source: ResubmitSource
    let store: Store
    let policy: RepairPolicy
    let interruption: Interruption

    /// - Throws: `GeoStoreError`, `LedgerError`, `ProjError`, `FeatureExchangeError`, `FeatureWritingError`.
    func run(isRehearsal: Bool) throws -> Report {
        let context = source.context
        let collection = try store.catalog().collection(context.collection)
        if !isRehearsal { try source.recover { try Self.version(holding: $0, of: collection.id, in: store) } }
        var report = Report(context: context, isRehearsal: isRehearsal)
        let token = UUID().uuidString.lowercased()
        var accepted: [ResubmitSource.Mark] = []
        var refused: [(row: ResubmitSource.Mark, result: ResubmitSource.Result)] = []
        let definition = LayerDefinition(
            id: collection.id, sector: collection.sector, title: collection.title, storageCRS: collection.storageCRS,
            schema: collection.schema)
        let mode: LoadMode = collection.keyProperty == nil ? .append : .update
        let outcome = try store.load(definition, mode: mode, isRehearsal: isRehearsal) { writer in
            let examination = try GeometryExamination(
                policy: policy, plan: GeometryPlan(of: collection.schema), crs: collection.storageCRS,
                columns: collection.schema.properties)
            try source.forEachOpenRow { row in
                try interruption.check()
                report.open += 1
                if let reason = try store(row, by: examination, in: writer, collection) {
                    report.rejected.append((row.row, reason))
                    refused.append((row.mark, .rejected(reason)))
                } else {
                    accepted.append(row.mark)
                }
            }
            report.stored = accepted.count
            // Before the store commits: a program stopped in between finds out by the token which it was.
            if !isRehearsal { try source.mark(accepted.map { ($0, .pending(token: token)) }) }
            return Provenance(
                source: URL(filePath: source.path).lastPathComponent, sourceCRS: collection.storageCRS,
                report: ["resubmitted": JSONValue(accepted.count), "token": .string(token)])
        }
        report.outcome = outcome
        guard !isRehearsal else { return report }
        let version = outcome.version?.number ?? collection.state.version
        try source.mark(accepted.map { ($0, .resubmitted(version: version)) } + refused)
        return report
    }

    /// - Returns: why the row is not stored; nil when it is.
    private func store(
        _ row: ResubmitSource.Row, by examination: GeometryExamination, in writer: LayerWriter,
        _ collection: PublishedCollection
    ) throws -> LocalizedText? {
        if let issue = row.issues.first { return Self.reason(issue) }
        let names = source.context.columns.map(\.property)
        let values = writer.propertyNames.map { name in
            names.firstIndex(of: name).map { row.values[$0] } ?? .null
        }
        let examined = examination.examine(row.geometry, values: values, row: row.row)
        if let issue = examined.issues.first(where: { $0.outcome == .rejected }) { return Self.reason(issue) }
        let disposition = try writer.append(geometry: examined.geometry, values: values, sourceID: row.row)
        return ImportIssue(disposition).map(Self.reason)
    }

    private static func reason(_ issue: ImportIssue) -> LocalizedText {
        let (reason, detail) = (issue.reason, issue.detail)
        return LocalizedText(
            vi: detail.vi.isEmpty ? reason.vi : "\(reason.vi) (\(detail.vi))", en: "\(reason.en) (\(detail.en))")
    }

    private static func version(holding token: String, of collection: CollectionID, in store: Store) throws -> Int? {
        try store.versions(of: collection).first { $0.provenance.report["token"]?.string == token }?.number
    }
}

extension GeometryPlan {
    /// For rows that go into a collection that is there.
    init(of schema: FeatureSchema) {
        type = schema.geometryType
        hasZ = schema.hasZ
        note = nil
    }
}
