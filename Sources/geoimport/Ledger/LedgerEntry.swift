import FeatureExchange
import Foundation
import GeoStore
import SimpleFeatures

/// One row of a ledger: what was delivered, what is wrong with it, what became of it.
struct LedgerEntry: Hashable, Sendable {
    /// The row's number in its source.
    var row: Int64
    var outcome: ImportIssue.Outcome
    var issues: [ImportIssue]
    /// One for each column of the context, decoded.
    var values: [PropertyValue]
    /// As delivered, in the CRS of the context.
    var original: Geometry?
    /// Stored, or proposed.
    var repaired: Geometry?
    var record: RepairRecord?

    init(
        row: Int64, outcome: ImportIssue.Outcome, issues: [ImportIssue], values: [PropertyValue], original: Geometry?,
        repaired: Geometry? = nil, record: RepairRecord? = nil
    ) {
        self.row = row
        self.outcome = outcome
        self.issues = issues
        self.values = values
        self.original = original
        self.repaired = repaired
        self.record = record
    }

    /// The issues that decided the outcome, the telling ones first.
    var tellingIssues: [ImportIssue] {
        let telling = issues.filter { $0.outcome == outcome }
        return telling.isEmpty ? issues : telling
    }

    var codes: String { Self.unique(issues.map(\.code)).joined(separator: ", ") }

    var reason: LocalizedText {
        LocalizedText(
            vi: Self.unique(tellingIssues.map(\.reason.vi)).joined(separator: " "),
            en: Self.unique(tellingIssues.map(\.reason.en)).joined(separator: " "))
    }

    var detail: String { issues.map { "\($0.code): \($0.detail.en)" }.joined(separator: "\n") }

    private static func unique(_ texts: [String]) -> [String] {
        var seen: Set<String> = []
        return texts.filter { seen.insert($0).inserted }
    }

    /// The value of a column of the ledger's own.
    func value(_ own: LedgerLayout.Own, entry: Int64, _ context: LedgerContext) -> PropertyValue {
        switch own {
        case .entry: return .integer(entry)
        case .row: return .integer(row)
        case .status:
            // Of what is repaired it is known only once the load is published.
            let status: LedgerLayout.Status = outcome == .rejected ? .open : .unpublished
            return .text(status.rawValue)
        case .decision, .result: return .null
        case .outcome: return .text(outcome.rawValue)
        case .codes: return .text(codes)
        case .reasonVi: return .text(reason.vi)
        case .reasonEn: return .text(reason.en)
        case .detail: return .text(detail)
        case .rule: return (record?.rule ?? issues.lazy.compactMap(\.rule).first).map { .text($0.rawValue) } ?? .null
        case .method: return record.map { .text("\($0.method.rawValue): \($0.choice.vi) / \($0.choice.en)") } ?? .null
        case .areaBefore: return record.map { .real($0.areaAsDrawn) } ?? .null
        case .areaAfter: return record.map { .real($0.areaAfter) } ?? .null
        case .shift: return record.map { .real($0.largestShift) } ?? .null
        case .collection: return .text(context.collection)
        case .source: return .text(context.sourceFile)
        case .wkt:
            guard let original, !original.isStorable else { return .null }
            return .text(WellKnownText.write(original))
        }
    }
}

extension Geometry {
    /// Whether a GeoPackage takes it: its R-tree keeps 32-bit floats, which end at 3.4e38, and knows no NaN.
    var isStorable: Bool {
        !isEmpty && sequences.allSatisfy { $0.values.allSatisfy { abs($0) < 1e30 } }
    }
}
