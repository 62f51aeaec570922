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
        let isUnreadable = issues.contains {
            [.geometryUnreadable, .coordinateNotNumber, .coordinateNotFinite].contains($0.kind)
        }
        let examined = examination.examine(
            geometry, values: feature.values, row: feature.sourceID, isUnreadable: isUnreadable)
        issues += examined.issues
        if let draft, let seen = examined.geometry { draft.see(seen) }
        if issues.contains(where: { $0.outcome == .rejected }) {
            _ = writer.refuse(values: stored(feature.values))
        } else {
            issues += try store(feature, examined.geometry, Standing(issues), &report)
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

    /// What was said of a row before it was stored. The store gives it back with the row's number, should the row have
    /// to be taken out again.
    private enum Standing: Int64 {
        case sound, repaired
        /// Repaired, and in the ledger as such.
        case listed

        private static let bits: Int64 = 2

        init(_ issues: [ImportIssue]) {
            guard issues.contains(where: { $0.outcome == .repaired }) else {
                self = .sound
                return
            }
            self = issues.contains(where: \.belongsInLedger) ? .listed : .repaired
        }

        init(tag: Int64) { self = Standing(rawValue: tag & (1 << Self.bits - 1)) ?? .sound }

        func tag(_ row: Int64) -> Int64 { row << Self.bits | rawValue }
        static func row(_ tag: Int64) -> Int64 { tag >> bits }
    }

    private func stored(_ values: [PropertyValue]) -> [PropertyValue] {
        isOrderKept ? values : order.map { values[$0] }
    }

    /// - Returns: why it is not stored; nothing when it is.
    private func store(
        _ feature: SourceFeature, _ geometry: Geometry?, _ standing: Standing, _ report: inout ImportReport
    ) throws -> [ImportIssue] {
        let disposition = try writer.append(
            geometry: geometry, values: stored(feature.values), sourceID: standing.tag(feature.sourceID),
            rawTexts: feature.rawTexts.isEmpty ? [] : rawTexts(of: feature))
        if case .duplicateKey(let first, let withdrawn?, let kept) = disposition {
            let issue = ImportIssue.keyShared(withRow: feature.sourceID, kept: kept)
            try withdraw(withdrawn, tag: first, because: issue, &report)
        }
        guard let issue = ImportIssue(disposition, row: Standing.row) else {
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
        _ row: WithdrawnRow, tag: Int64, because issue: ImportIssue, _ report: inout ImportReport
    ) throws {
        let (number, standing) = (Standing.row(tag), Standing(tag: tag))
        report.written -= 1
        report.rejected += 1
        if standing != .sound { report.repaired -= 1 }
        report.count(issue, sourceID: number)
        if standing == .listed {
            // It is in the ledger as it was delivered, with the repair.
            ledger?.reject(row: number, because: issue)
            draft?.reject(row: number, because: issue)
            return
        }
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
    /// - Parameter row: the number of the row that the store calls the first of two.
    init?(_ disposition: LayerWriter.Disposition, row: (Int64) -> Int64 = { $0 }) {
        switch disposition {
        case .stored: return nil
        case .nullKey: self = .emptyKey
        case .keyExists(let id): self = .keyTaken(by: id)
        case .duplicateKey(let first, _, let kept): self = .keyShared(withRow: row(first), kept: kept)
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
