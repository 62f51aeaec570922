import FeatureExchange
import Foundation
import GeoStore
import Reprojection
import SimpleFeatures

/// What an import did, for people and for machines.
struct ImportReport {
    /// Features, or values of features, with one code.
    struct IssueCount: Hashable, Sendable {
        let outcome: ImportIssue.Outcome
        let reason: LocalizedText
        var count: Int
        /// Of the first feature.
        let detail: LocalizedText
        /// Row numbers in the source, the first few.
        var samples: [Int64]
        /// Rows with the code, each once, however many of its values have it.
        var rows: Int
        fileprivate var lastRow: Int64?
    }

    /// Row numbers listed for a code.
    private static let sampleLimit = 5

    let plan: ImportPlan
    let isRehearsal: Bool
    var read = 0
    var written = 0
    var repaired = 0
    var rejected = 0
    private(set) var issues: [String: IssueCount] = [:]
    private(set) var notes: [LocalizedText]
    var seconds = 0.0
    /// Of the source's files (`SourceFingerprint`); nil for what is no file.
    var fingerprint: String?
    /// Nil while nothing is published, and when nothing has changed.
    private(set) var version: Int?
    private(set) var changes: VersionChanges?
    private(set) var featureCount = 0
    /// Nil when nothing was published.
    private(set) var overview: OverviewOutcome?
    /// The version there is now, whoever published it.
    private(set) var presentVersion = 0
    /// Where rejected and repaired rows are.
    var ledger: RejectLedger.Files?

    init(plan: ImportPlan, isRehearsal: Bool) {
        self.plan = plan
        self.isRehearsal = isRehearsal
        notes = plan.notes
        for issue in plan.reference.issues { count(issue, sourceID: nil) }
    }

    /// - Parameter sourceID: the row; nil for what concerns the whole layer.
    mutating func count(_ issue: ImportIssue, sourceID: Int64?) {
        var entry =
            issues[issue.code]
            ?? IssueCount(
                outcome: issue.outcome, reason: issue.reason, count: 0, detail: issue.detail, samples: [], rows: 0)
        entry.count += 1
        // A row can have a code for several of its values.
        if let sourceID, entry.lastRow != sourceID {
            entry.rows += 1
            entry.lastRow = sourceID
            if entry.samples.count < Self.sampleLimit { entry.samples.append(sourceID) }
        }
        issues[issue.code] = entry
    }

    mutating func take(_ rows: RowImport) {
        guard rows.duplicatesAreIncomplete else { return }
        notes.append(
            LocalizedText(
                vi: "tệp quá lớn: chỉ tìm đối tượng trùng nhau trong phần đầu",
                en: "the file is too large: duplicates were looked for in its first part only"))
    }

    mutating func publish(_ outcome: LoadOutcome) {
        version = isRehearsal ? nil : outcome.version?.number
        changes = outcome.changes
        featureCount = outcome.featureCount
        presentVersion = outcome.version?.number ?? presentVersion
        if outcome.retainedCount > 0 {
            let count = outcome.retainedCount
            notes.append(
                LocalizedText(
                    vi:
                        "\(count) đối tượng giữ nguyên như phiên bản trước, vì các dòng mới của chúng mâu thuẫn nhau hoặc bị loại",
                    en:
                        "\(Amount.of(count, "feature")) stayed as before, because their new rows contradict each other or were rejected"
                ))
        }
        overview = outcome.overview
        if case .notWritten(let reason) = outcome.overview { notes.append(OverviewText.notWritten(reason)) }
        guard let adopted = outcome.adopted else { return }
        notes.append(
            LocalizedText(
                vi: "sửa đổi của chương trình khác đã được giữ lại thành phiên bản \(adopted.number)",
                en: "edits by another program were kept as version \(adopted.number)"))
    }

    /// What is published stays so when the ledger cannot be told of it.
    mutating func noteMarking(_ mark: () throws -> Void) {
        do { try mark() } catch {
            let reason = ErrorText.text(error)
            notes.append(
                LocalizedText(
                    vi: "đã công bố, nhưng sổ lỗi còn ghi các dòng đã sửa là chưa công bố (\(reason.vi))",
                    en: "published, but the ledger still calls the repaired rows unpublished (\(reason.en))"))
        }
    }

    /// Why there is too little to publish; nil when there is enough.
    func refusal(by limit: RejectLimit) -> ImportError? {
        guard read > 0 else { return .noFeatures(file: plan.sourceName, layer: plan.layer.name) }
        guard rejected < read else { return .allRejected(read: read, reasons: rejectReasons) }
        guard limit.isExceeded(rejected: rejected, read: read) else { return nil }
        return .tooManyRejects(rejected: rejected, read: read, limit: limit.text, reasons: rejectReasons)
    }

    /// An error of this import, with where its rejected rows can be looked at.
    func explained(_ error: any Error) -> any Error {
        guard error is ImportError else { return error }
        return ImportRefused(reason: error, report: self)
    }

    /// Whether the collection has, or in a rehearsal would have, other features than before.
    var hasChanges: Bool { changes.map { !$0.isEmpty } ?? false }

    /// Why features were rejected, the commonest reason first.
    var rejectReasons: [LocalizedText] {
        issuesByCount.filter { $0.issue.outcome == .rejected }.map { Self.line($0.code, $0.issue) }
    }

    var issuesByCount: [(code: String, issue: IssueCount)] {
        issues.sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }.map { (code: $0.key, issue: $0.value) }
    }

    static func line(_ code: String, _ issue: IssueCount) -> LocalizedText {
        let more = issue.rows > issue.samples.count ? ", …" : ""
        let rows = issue.samples.map(String.init).joined(separator: ", ") + more
        let start = "\(code) × \(issue.count): "
        let (vi, en) = (start + issue.reason.vi, start + issue.detail.en)
        // What concerns the whole layer is a note too, with its figures.
        guard !issue.samples.isEmpty else { return LocalizedText(vi: vi, en: start + issue.reason.en) }
        let detail = issue.detail.vi.isEmpty ? "" : " [\(issue.detail.vi)]"
        return LocalizedText(
            vi: "\(vi)\(detail) (dòng \(rows))", en: "\(en) (source row\(issue.rows == 1 ? "" : "s") \(rows))")
    }

    static func rounded(_ seconds: Double) -> Double { (seconds * 1000).rounded() / 1000 }
}

/// An import that was read to its end and not published.
struct ImportRefused: Error {
    let reason: any Error
    let report: ImportReport
}
