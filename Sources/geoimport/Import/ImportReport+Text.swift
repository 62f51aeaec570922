import FeatureExchange
import Foundation
import GeoStore
import Reprojection
import SimpleFeatures

/// The report as lines for a terminal.
extension ImportReport {
    func text(in language: Language) -> String {
        var lines = [headline.text(in: language)]
        let rows = facts + issueRows + noteRows
        let labels = rows.map { $0.label.text(in: language) }
        let width = (labels.map(\.count).max() ?? 0) + 2
        for (label, row) in zip(labels, rows) {
            let padding = String(repeating: " ", count: width - label.count)
            lines.append("  \(label)\(padding)\(row.value.text(in: language))")
        }
        return lines.joined(separator: "\n")
    }

    private var headline: LocalizedText {
        let collection = plan.definition.id
        if isRehearsal {
            return LocalizedText(
                vi: "\(collection): chạy thử, không công bố gì", en: "\(collection): dry run, nothing published")
        }
        guard let version else {
            return LocalizedText(
                vi: "\(collection): không có gì thay đổi, không công bố phiên bản mới",
                en: "\(collection): nothing has changed, no new version was published")
        }
        return LocalizedText(
            vi: "\(collection): đã công bố phiên bản \(version), tất cả \(featureCount) đối tượng",
            en: "\(collection): version \(version) published, \(Amount.of(featureCount, "feature")) in all")
    }

    private typealias Row = (label: LocalizedText, value: LocalizedText)

    private static func same(_ text: String) -> LocalizedText { LocalizedText(vi: text, en: text) }

    private var facts: [Row] {
        let reference = plan.reference
        let accuracy = Self.accuracy(reference.operation.accuracyInMetres)
        var rows: [Row] = [
            (
                LocalizedText(vi: "nguồn", en: "source"),
                LocalizedText(
                    vi: "\(plan.sourceName) · \(plan.driver) · lớp \(plan.layer.name)",
                    en: "\(plan.sourceName) · \(plan.driver) · layer \(plan.layer.name)")
            ),
            (LocalizedText(vi: "hình học", en: "geometry"), geometryText),
        ]
        rows.append((LocalizedText(vi: "bảng mã", en: "encoding"), plan.encoding.summary))
        rows.append((LocalizedText(vi: "hệ toạ độ", en: "CRS"), Self.same("\(reference.crs) – \(reference.name)")))
        rows.append(
            (
                LocalizedText(vi: "phép chuyển", en: "operation"),
                LocalizedText(
                    vi: reference.operation.isNone
                        ? "không cần (cùng hệ toạ độ)" : "\(reference.operation.name), \(accuracy.vi)",
                    en: "\(reference.operation.name), \(accuracy.en)")
            ))
        rows.append(
            (
                LocalizedText(vi: "đối tượng", en: "features"),
                LocalizedText(
                    vi: "\(read) đọc, \(written) ghi, \(repaired) có sửa, \(rejected) bị loại",
                    en: "\(read) read, \(written) written, \(repaired) repaired, \(rejected) rejected")
            ))
        if let changes { rows.append((LocalizedText(vi: "thay đổi", en: "changes"), ChangeText.of(changes))) }
        if case .written(let touched, let unplaced) = overview {
            let (tiles, left) = (OverviewText.touched(touched), OverviewText.unplaced(unplaced))
            rows.append(
                (
                    LocalizedText(vi: "ô bản đồ", en: "tiles"),
                    LocalizedText(vi: tiles.vi + left.vi, en: tiles.en + left.en)
                ))
        }
        let rate = Int(Double(read) / max(seconds, 0.001))
        rows.append(
            (
                LocalizedText(vi: "thời gian", en: "time"),
                LocalizedText(
                    vi: "\(String(Self.rounded(seconds)).replacing(".", with: ",")) giây, \(rate) đối tượng/giây",
                    en: "\(Self.rounded(seconds)) s, \(rate) features/s")
            ))
        return rows
    }

    private static func accuracy(_ metres: Double?) -> LocalizedText {
        guard let metres else { return LocalizedText(vi: "không rõ độ chính xác", en: "accuracy unknown") }
        return LocalizedText(vi: "độ chính xác \(metres.formatted()) m", en: "accuracy \(metres.formatted()) m")
    }

    private var geometryText: LocalizedText {
        let type = plan.definition.schema.geometryType.rawValue
        guard plan.definition.schema.hasZ else { return Self.same(type) }
        return LocalizedText(vi: "\(type), có độ cao", en: "\(type) with heights")
    }

    private var issueRows: [Row] {
        issuesByCount.map { code, issue in
            (Self.label(issue.outcome), Self.line(code, issue))
        }
    }

    private static func label(_ outcome: ImportIssue.Outcome) -> LocalizedText {
        switch outcome {
        case .rejected: LocalizedText(vi: "bị loại", en: "rejected")
        case .repaired: LocalizedText(vi: "đã sửa", en: "repaired")
        case .noted: LocalizedText(vi: "lưu ý", en: "noted")
        }
    }

    private var noteRows: [Row] {
        let label = LocalizedText(vi: "ghi chú", en: "note")
        let files = [ledger?.ledger, ledger?.table].compactMap { $0 }
        let ledger = files.map { (LocalizedText(vi: "sổ lỗi", en: "ledger"), Self.same($0)) }
        return notes.map { (label, $0) } + ledger
    }
}
