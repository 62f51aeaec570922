import GeoStore
import SimpleFeatures

/// The lists of a report.
extension ReportPage {
    private static let thumbnails = 150

    /// A cell with the column's name for narrow screens, where tables fall apart into cards.
    private static func cell(_ vi: String, _ en: String, _ html: String, isNumber: Bool = false) -> String {
        "<td\(isNumber ? " class=\"n\"" : "") data-vi=\"\(vi)\" data-en=\"\(en)\">\(html)</td>"
    }

    private static func head(_ names: [(vi: String, en: String, isNumber: Bool)]) -> String {
        let cells = names.map { "<th scope=\"col\"\($0.isNumber ? " class=\"n\"" : "")>\(both($0.vi, $0.en))</th>" }
        return "<thead><tr>\(cells.joined())</tr></thead>"
    }

    private static func badge(_ outcome: ImportIssue.Outcome) -> String {
        let text: String
        switch outcome {
        case .rejected: text = both("bị loại", "rejected")
        case .repaired: text = both("đã sửa", "repaired")
        case .noted: text = both("ghi nhận", "noted")
        }
        return "<span class=\"badge \(outcome.rawValue)\">\(text)</span>"
    }

    var issueSection: String {
        let title = "<h2>\(Self.both("Các vấn đề theo mã", "Issues by code"))</h2>"
        guard !content.issues.isEmpty else {
            return "<section>\(title)<p>\(Self.both("Không có vấn đề nào.", "There are none."))</p></section>"
        }
        let rows = content.issues.map { issue in
            let samples = issue.rows.map(String.init).joined(separator: ", ")
            let more = issue.rowCount > issue.rows.count ? ", …" : ""
            // A sentence that says no more than the reason is empty.
            func behind(_ detail: String) -> String { detail.isEmpty ? "" : " · " + detail }
            let detail = LocalizedText(vi: behind(issue.detail.vi), en: behind(issue.detail.en))
            return "<tr>"
                + Self.cell("Kết quả", "Outcome", Self.badge(issue.outcome))
                + Self.cell(
                    "Vấn đề", "Issue",
                    "\(HTMLText.both(issue.reason))<br><span class=\"soft\"><code>\(HTMLText.escaped(issue.code))</code>"
                        + "\(HTMLText.both(detail))</span>")
                + Self.cell("Số lượng", "Count", Self.amount(issue.count), isNumber: true)
                + Self.cell("Dòng nguồn", "Source rows", "\(samples)\(more)") + "</tr>"
        }
        let head = Self.head([
            ("Kết quả", "Outcome", false), ("Vấn đề", "Issue", false), ("Số lượng", "Count", true),
            ("Dòng nguồn", "Source rows", false),
        ])
        return "<section>\(title)<table>\(head)<tbody>\(rows.joined(separator: "\n"))</tbody></table></section>"
    }

    var rejectSection: String {
        guard !content.entries.isEmpty else { return "" }
        var html = """
            <section><h2>\(Self.both("Các dòng bị loại và đã sửa", "Rejected and repaired rows"))\
            <small>\(Self.amount(content.entries.count)) / \(Self.amount(content.entryCount))</small></h2>
            """
        for (index, entry) in content.entries.enumerated() { html += row(index, entry) + "\n" }
        if content.entryCount > content.entries.count {
            html +=
                "<p class=\"more\">"
                + Self.both(
                    "Trang này liệt kê \(content.entries.count) dòng đầu; đủ \(content.entryCount) dòng nằm trong sổ lỗi.",
                    "The page lists the first \(content.entries.count) rows; all \(content.entryCount) are in the ledger."
                )
                + "</p>"
        }
        return html + "</section>"
    }

    private func row(_ index: Int, _ entry: LedgerEntry) -> String {
        let thumbnail = index < Self.thumbnails ? ShapeThumbnail.svg(of: entry) : ""
        let why = entry.record.map { "<p class=\"soft\">\(HTMLText.both($0.choice))</p>" } ?? ""
        return """
            <div class="row\(thumbnail.isEmpty ? " plain" : "")" id="r\(index + 1)">\
            <span class="no \(entry.outcome.rawValue)">\(index + 1)</span>\(thumbnail)<div class="what">\
            <p class="head"><b>\(Self.both("Dòng \(entry.row)", "Row \(entry.row)"))</b>\(Self.badge(entry.outcome))\
            <code>\(HTMLText.escaped(entry.codes))</code></p><p>\(HTMLText.both(entry.reason))</p>\
            \(figures(entry))\(why)\(values(of: entry))</div></div>
            """
    }

    private func figures(_ entry: LedgerEntry) -> String {
        guard let record = entry.record else {
            func details(_ text: (LocalizedText) -> String) -> String {
                entry.tellingIssues.map { text($0.detail) }.filter { !$0.isEmpty }.joined(separator: "; ")
            }
            let both = LocalizedText(vi: details(\.vi), en: details(\.en))
            return both.en.isEmpty ? "" : "<p class=\"soft\">\(HTMLText.both(both))</p>"
        }
        let before = Figure.squareMetres(record.areaAsDrawn)
        let after = Figure.squareMetres(record.areaAfter)
        let moved = Figure.metres(record.largestShift)
        let change = Figure.percent(record.areaChangeInPercent)
        let vertices = "+\(record.verticesAdded) −\(record.verticesRemoved)"
        return "<p class=\"soft\">"
            + Self.both(
                "Diện tích \(before.vi) → \(after.vi) (\(change.vi)); đỉnh \(vertices), xê dịch nhiều nhất \(moved.vi)",
                "Area \(before.en) → \(after.en) (\(change.en)); vertices \(vertices), moved at most \(moved.en)")
            + "</p>"
    }

    /// The first attributes that say anything.
    private func values(of entry: LedgerEntry) -> String {
        var parts: [String] = []
        for (name, value) in zip(content.attributes, entry.values) where parts.count < 8 {
            guard let text = LedgerValue.text(value) else { continue }
            let short = text.count > 80 ? text.prefix(80) + "…" : text[...]
            parts.append(
                "<span class=\"v\"><b>\(HTMLText.escaped(name)):</b> \(HTMLText.escaped(String(short)))</span>")
        }
        return parts.isEmpty ? "" : "<p class=\"values\">\(parts.joined(separator: " "))</p>"
    }

    var factSection: String {
        guard !content.facts.isEmpty else { return "" }
        let lines = content.facts.map { fact in
            let remark = fact.remark.map { "<small>\(HTMLText.escaped($0))</small>" } ?? ""
            return "<dt>\(HTMLText.both(fact.name))</dt><dd>\(HTMLText.escaped(fact.value))\(remark)</dd>"
        }
        return "<section><h2>\(Self.both("Đã nhập gì", "What was imported"))</h2><dl class=\"facts\">"
            + lines.joined(separator: "\n") + "</dl></section>"
    }

    var columnSection: String {
        guard !content.columns.isEmpty else { return "" }
        let rows = content.columns.map { column in
            let samples = column.samples.prefix(5).map { sample in
                let raw =
                    sample.raw.isEmpty || sample.raw == sample.text
                    ? "" : "<span class=\"raw\">\(HTMLText.escaped(sample.raw)) → </span>"
                return "<span class=\"sample\">\(raw)\(HTMLText.escaped(sample.text))</span>"
            }
            let confidence = column.confidence.map { value in
                let share = Int((value * 100).rounded())
                return
                    "<span class=\"meter\(value < 0.9 ? " low" : "")\"><i style=\"width:\(share)%\"></i></span>\(share) %"
            }
            return "<tr>" + Self.cell("Cột", "Column", "<b>\(HTMLText.escaped(column.column))</b>")
                + Self.cell(
                    "Bảng mã", "Encoding",
                    "\(HTMLText.both(column.encoding)) <span class=\"soft\">\(Self.origin(column.origin))</span>")
                + Self.cell("Tin cậy", "Confidence", confidence ?? "–")
                + Self.cell("Mẫu", "Samples", samples.isEmpty ? "–" : samples.joined()) + "</tr>"
        }
        let head = Self.head([
            ("Cột", "Column", false), ("Bảng mã", "Encoding", false), ("Tin cậy", "Confidence", false),
            ("Mẫu", "Samples", false),
        ])
        return "<section><h2>\(Self.both("Bảng mã của từng cột", "Encoding of each column"))</h2><table>\(head)<tbody>"
            + rows.joined(separator: "\n") + "</tbody></table></section>"
    }

    private static func origin(_ origin: String) -> String {
        switch origin {
        case "declared": both("tệp khai", "declared by the file")
        case "detected": both("dò thấy", "detected")
        case "given": both("người nhập chọn", "given")
        case "overruled": both("tệp khai sai", "the file was overruled")
        default: HTMLText.escaped(origin)
        }
    }

    var noteSection: String {
        guard !content.notes.isEmpty else { return "" }
        let items = content.notes.map { "<li>\(HTMLText.both($0))</li>" }.joined()
        return "<section><h2>\(Self.both("Điều cần biết", "Notes"))</h2><ul class=\"notes\">\(items)</ul></section>"
    }
}
