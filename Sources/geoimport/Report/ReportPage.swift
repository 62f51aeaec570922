import Foundation
import GeoStore
import Reprojection
import SimpleFeatures

/// One import as a page that people read: self-contained, no script, no network; in Vietnamese and English with a switch
/// that needs nothing but the style sheet; for a screen, a telephone and A4.
struct ReportPage {
    let content: ReportContent

    init(_ content: ReportContent) { self.content = content }

    /// - Parameter language: shown first; the other one is in the page as well.
    /// - Throws: `ProjError` when the CRS of the rejects is unknown to PROJ.
    func html(language: Language) throws(ProjError) -> String {
        let map = content.entries.isEmpty ? nil : try RejectMap(content)?.svg
        let smallMap = map == nil ? nil : try RejectMap(content, size: .narrow)?.svg
        let title = language == .vi ? "Báo cáo nhập: \(content.title)" : "Import report: \(content.title)"
        return """
            <!DOCTYPE html>
            <html lang="\(language.rawValue)"><head><meta charset="utf-8">
            <meta name="viewport" content="width=device-width,initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <title>\(HTMLText.escaped(title))</title><style>
            \(ReportStyle.css)
            </style></head><body>
            \(Self.radio("vi", isChecked: language == .vi))\(Self.radio("en", isChecked: language == .en))
            \(header)
            <main class="wrap">
            \(summary)
            \(map.map { mapSection($0, small: smallMap ?? "") } ?? "")
            \(issueSection)
            \(rejectSection)
            \(factSection)
            \(columnSection)
            \(noteSection)
            \(footer)
            </main></body></html>

            """
    }

    private static func radio(_ language: String, isChecked: Bool) -> String {
        let label = language == "vi" ? "Tiếng Việt" : "English"
        return """
            <input class="lang-choice" type="radio" name="lang" id="lang-\(language)" aria-label="\(label)"\
            \(isChecked ? " checked" : "")>
            """
    }

    static func both(_ vi: String, _ en: String) -> String { HTMLText.both(vi, en) }

    private var subtitle: String {
        [content.sourceName, content.date].filter { !$0.isEmpty }.joined(separator: " · ")
    }

    private var header: String {
        """
        <header><div class="wrap"><div><p class="kind">\(Self.both("Báo cáo nhập dữ liệu", "Import report"))</p>
        <h1>\(HTMLText.escaped(content.title))</h1>
        <p class="sub">\(HTMLText.escaped(subtitle))</p>
        </div><div class="langs"><label for="lang-vi">Tiếng Việt</label><label for="lang-en">English</label></div>
        </div></header>
        """
    }

    // MARK: Summary

    private var summary: String {
        """
        <section>\(state)
        <dl class="figures">\(Self.figure("Đã đọc", "Read", content.read, ""))\
        \(Self.figure("Đã lưu", "Stored", content.written, ""))\
        \(Self.figure("Có sửa", "Repaired", content.repaired, "mend"))\
        \(Self.figure("Bị loại", "Rejected", content.rejected, "bad"))</dl>
        \(share)\(changes)</section>
        """
    }

    private var state: String {
        switch content.state {
        case .published(let version):
            return "<p class=\"state\">"
                + Self.both("Đã công bố phiên bản \(version).", "Version \(version) is published.") + "</p>"
        case .unchanged(let version):
            return "<p class=\"state\">"
                + Self.both(
                    "Không có gì thay đổi: phiên bản \(version) vẫn đang được dùng.",
                    "Nothing has changed: version \(version) stays in use.") + "</p>"
        case .rehearsal:
            return "<p class=\"state rehearsal\">"
                + Self.both("Chạy thử: chưa công bố gì.", "Dry run: nothing was published.") + "</p>"
        case .failed(let reason):
            return "<p class=\"state failed\">"
                + Self.both("Không công bố gì: \(reason.vi)", "Nothing was published: \(reason.en)") + "</p>"
        }
    }

    private static func figure(_ vi: String, _ en: String, _ count: Int, _ kind: String) -> String {
        "<div class=\"\(count == 0 ? "zero" : kind)\"><dt>\(both(vi, en))</dt><dd>\(amount(count))</dd></div>"
    }

    /// Thousands apart in each language's own way.
    static func amount(_ count: Int) -> String {
        let digits = String(abs(count))
        guard digits.count > 4 else { return String(count) }
        func grouped(_ separator: String) -> String {
            var parts: [Substring] = []
            var rest = digits[...]
            while rest.count > 3 {
                parts.insert(rest.suffix(3), at: 0)
                rest = rest.dropLast(3)
            }
            return (count < 0 ? "−" : "") + ([rest] + parts).joined(separator: separator)
        }
        return both(grouped("."), grouped(","))
    }

    private var share: String {
        guard content.read > 0 else { return "" }
        func part(_ kind: String, _ count: Int) -> String {
            guard count > 0 else { return "" }
            let share = Double(count) / Double(content.read) * 100
            return "<i class=\"\(kind)\" style=\"width:\(Figure.fixed(share, 3))%\"></i>"
        }
        let kept = max(0, content.written - content.repaired)
        return "<div class=\"share\" aria-hidden=\"true\">\(part("ok", kept))\(part("mend", content.repaired))"
            + "\(part("bad", content.rejected))</div>"
    }

    private var changes: String {
        guard let changes = content.changes else { return "" }
        let tiles = content.tilesTouched.map { Self.figure("Ô bản đồ phải vẽ lại", "Tiles to redraw", $0, "") } ?? ""
        return """
            <dl class="figures changes">\(Self.figure("Thêm mới", "Added", changes.added, ""))\
            \(Self.figure("Thay đổi", "Changed", changes.changed, ""))\
            \(Self.figure("Bị xoá", "Removed", changes.removed, ""))\
            \(Self.figure("Giữ nguyên", "Unchanged", changes.unchanged, ""))\(tiles)</dl>
            """
    }

    // MARK: Map

    private func mapSection(_ svg: String, small: String) -> String {
        let place = content.crs.map { "\($0)" } ?? ""
        let legend: [(String, String, String)] = [
            ("rejected", "bị loại", "rejected"), ("repaired", "đã sửa", "repaired"),
            ("other", "các đối tượng khác của lớp", "other features of the layer"),
        ]
        let heading = Self.both("Vị trí các dòng bị loại và đã sửa", "Where the rejected and repaired rows are")
        let items = legend.map { "<li><i class=\"\($0.0)\"></i>\(Self.both($0.1, $0.2))</li>" }.joined()
        let caption =
            content.crs == nil
            ? Self.both(
                "Toạ độ giữ nguyên như trong tệp: chưa biết hệ toạ độ.",
                "Coordinates as in the file: the CRS is not known.")
            : Self.both(
                "Toạ độ góc theo WGS 84, chuyển từ \(place). Số trên bản đồ là số của dòng trong danh sách bên dưới.",
                "Corners in WGS 84, from \(place). Numbers are those of the list below.")
        return """
            <section class="map-section"><h2>\(heading)</h2>
            <div class="mapbox">\(svg)</div><div class="mapbox narrow">\(small)</div><ul class="legend">\(items)</ul><p class="soft">\(caption)</p></section>
            """
    }

    private var footer: String {
        let files = content.ledgerFiles.map { "<code>\(HTMLText.escaped($0))</code>" }.joined(separator: ", ")
        let ledger =
            files.isEmpty ? "" : "<p>\(Self.both("Sổ lỗi:", "Reject ledger:")) \(files)</p>"
        let maker = Self.both(
            "Trang này do geoimport lập, không cần mạng và in được trên khổ A4.",
            "Made by geoimport; needs no network and prints on A4.")
        return """
            <footer>\(ledger)<p>\(maker)</p></footer>
            """
    }
}
