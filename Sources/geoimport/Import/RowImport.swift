import FeatureExchange
import GeoStore
import SimpleFeatures

/// Takes the features of one import one by one: into the store, or into the ledger, and into the counts of the report.
struct RowImport {
    private let plan: ImportPlan
    private let writer: LayerWriter
    private let ledger: RejectLedger?
    /// Nil when nobody wants a page.
    private let draft: ReportDraft?
    private let examination: GeometryExamination
    /// Which of the source's columns fills each stored one: appending keeps the order of the collection.
    private let order: [Int]
    /// Whether that is the order of the source, as nearly always: then nothing is copied.
    private let isOrderKept: Bool
    /// The inverse: where a column of the source is stored.
    private let position: [Int?]
    /// The name of the reading of each column, kept beside raw bytes.
    private let readings: [Int: String]
    /// Whether duplicates were looked for among the first features only.
    var duplicatesAreIncomplete: Bool { examination.duplicatesAreIncomplete }

    /// - Throws: `ProjError`.
    init(
        plan: ImportPlan, policy: RepairPolicy, dialogue: RepairDialogue? = nil, writer: LayerWriter,
        ledger: RejectLedger?, draft: ReportDraft? = nil
    ) throws {
        self.plan = plan
        self.writer = writer
        self.ledger = ledger
        self.draft = draft
        let properties = plan.definition.schema.properties
        examination = try GeometryExamination(
            policy: policy, plan: plan.geometry, crs: plan.reference.crs, columns: properties)
        if let dialogue {
            let isDegrees = examination.measure.isGeographic
            examination.confirms = { dialogue.takes($0, row: $1, isDegrees: isDegrees) }
        }
        let names = properties.map(\.name)
        order = writer.propertyNames.compactMap { names.firstIndex(of: $0) }
        isOrderKept = order.elementsEqual(names.indices)
        var position = [Int?](repeating: nil, count: names.count)
        for (stored, given) in order.enumerated() { position[given] = stored }
        self.position = position
        readings = Dictionary(plan.encoding.columns.map { ($0.field, $0.option) }, uniquingKeysWith: { $1 })
    }

    /// - Throws: `GeoStoreError`, `FeatureWritingError`.
    mutating func add(_ feature: SourceFeature, to report: inout ImportReport) throws {
        report.read += 1
        let geometry = feature.geometry.map { plan.reference.adjustment.apply(to: $0) }
        var issues = feature.issues.isEmpty ? [] : feature.issues.map { ImportIssue($0, fields: plan.layer.fields) }
        let isUnreadable = issues.contains { $0.kind == .geometryUnreadable }
        let examined = examination.examine(
            geometry, values: feature.values, row: feature.sourceID, isUnreadable: isUnreadable)
        issues += examined.issues
        if let draft, let seen = examined.geometry { draft.see(seen) }
        if !issues.contains(where: { $0.outcome == .rejected }) {
            issues += try store(feature, examined.geometry, &report)
        }
        for issue in issues { report.count(issue, sourceID: feature.sourceID) }
        guard !issues.isEmpty else { return }
        if issues.contains(where: { $0.outcome == .rejected }) {
            report.rejected += 1
            try list(
                LedgerEntry(
                    row: feature.sourceID, outcome: .rejected, issues: issues, values: feature.values,
                    original: geometry, repaired: examined.proposal, record: examined.repair))
        } else if issues.contains(where: { $0.outcome == .repaired }) {
            report.repaired += 1
            guard issues.contains(where: \.belongsInLedger) else { return }
            try list(
                LedgerEntry(
                    row: feature.sourceID, outcome: .repaired, issues: issues, values: feature.values,
                    original: geometry, repaired: examined.geometry, record: examined.repair))
        }
    }

    /// - Returns: why it is not stored; nothing when it is.
    private func store(
        _ feature: SourceFeature, _ geometry: Geometry?, _ report: inout ImportReport
    ) throws -> [ImportIssue] {
        let disposition = try writer.append(
            geometry: geometry, values: isOrderKept ? feature.values : order.map { feature.values[$0] },
            sourceID: feature.sourceID, rawTexts: feature.rawTexts.isEmpty ? [] : rawTexts(of: feature))
        if case .duplicateKey(let first, let withdrawn?) = disposition {
            try withdraw(withdrawn, row: first, inFavourOf: feature.sourceID, &report)
        }
        guard let issue = ImportIssue(disposition) else {
            report.written += 1
            return []
        }
        return [issue]
    }

    private func rawTexts(of feature: SourceFeature) -> [LayerWriter.RawText] {
        feature.rawTexts.compactMap { raw in
            position[raw.field].map {
                LayerWriter.RawText(
                    property: $0, bytes: raw.bytes, reading: raw.otherEncoding ?? readings[raw.field] ?? "utf8")
            }
        }
    }

    private func list(_ entry: LedgerEntry) throws {
        try ledger?.add(entry)
        draft?.keep(entry)
    }

    /// The first of two rows with one key was stored before the second came: it goes too.
    private func withdraw(
        _ row: WithdrawnRow, row number: Int64, inFavourOf other: Int64, _ report: inout ImportReport
    ) throws {
        let issue = ImportIssue.keyShared(withRow: other)
        report.written -= 1
        report.rejected += 1
        report.count(issue, sourceID: number)
        var values = [PropertyValue](repeating: .null, count: position.count)
        for (given, stored) in position.enumerated() {
            if let stored { values[given] = row.values[stored] }
        }
        try list(
            LedgerEntry(row: number, outcome: .rejected, issues: [issue], values: values, original: row.geometry))
    }
}

extension ImportIssue {
    /// Why a row that was in order is not stored; nil when it is.
    init?(_ disposition: LayerWriter.Disposition) {
        switch disposition {
        case .stored: return nil
        case .nullKey: self = .emptyKey
        case .keyExists(let id): self = .keyTaken(by: id)
        case .duplicateKey(let first, _): self = .keyShared(withRow: first)
        }
    }

    /// Whether somebody should look at the row: its shape was changed, or a value was lost. Text that was only brought
    /// into its right letters is counted, not listed: in an old file that is every row.
    fileprivate var belongsInLedger: Bool {
        guard outcome == .repaired else { return false }
        return switch kind {
        case .textComposed, .letterFolded, .textMisreadRepaired, .heightDropped, .heightMissing, .measuresDropped,
            .curvesLinearised, .surfaceConverted:
            false
        default: true
        }
    }
}
