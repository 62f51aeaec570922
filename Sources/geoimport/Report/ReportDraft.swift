import Foundation
import GeoStore
import SimpleFeatures

/// What a page shows beyond the report's figures, collected while features go by.
final class ReportDraft {
    private(set) var sketch = LayerSketch()
    private var kept = ReportContent(title: "", collection: "", sourceName: "", state: .rehearsal)

    func see(_ geometry: Geometry) { sketch.add(geometry) }
    func keep(_ entry: LedgerEntry) { kept.keep(entry) }
    func reject(row: Int64, because issue: ImportIssue) { kept.reject(row: row, because: issue) }

    /// - Parameter failure: why nothing was published.
    func content(of report: ImportReport, failure: LocalizedText? = nil) -> ReportContent {
        let plan = report.plan
        let state: ReportContent.State =
            if let failure {
                .failed(failure)
            } else if report.isRehearsal {
                .rehearsal
            } else if let version = report.version {
                .published(version: version)
            } else {
                .unchanged(version: report.presentVersion)
            }
        var content = ReportContent(
            report: report.json, title: plan.definition.title.vi, state: state,
            date: Date().formatted(
                Date.ISO8601FormatStyle(dateTimeSeparator: .space, timeZone: .current).year().month().day()
                    .time(includingFractionalSeconds: false)),
            context: plan.ledgerContext(nil, policy: RepairPolicy()))
        content.sketch = sketch
        content.entries = kept.entries
        content.entryCount = kept.entryCount
        content.ledgerFiles = [report.ledger?.ledger, report.ledger?.table].compactMap { $0 }
            .map { URL(filePath: $0).lastPathComponent }
        return content
    }
}
