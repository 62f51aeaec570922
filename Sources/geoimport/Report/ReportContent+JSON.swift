import GeoStore
import SimpleFeatures
import VietnameseText

extension ReportContent {
    /// From the report for machines (`ImportReport.json`): the same figures, so that page and file never disagree.
    /// Members that are not there are left out of the page.
    init(report: JSONValue, title: String, state: State, date: String, context: LedgerContext? = nil) {
        self.init(
            title: title, collection: report["collection"]?.string ?? "", sourceName: report["source"]?.string ?? "",
            state: state, date: date)
        func count(_ name: String) -> Int { Int(report[name]?.integer ?? 0) }
        read = count("read")
        written = count("written")
        repaired = count("repaired")
        rejected = count("rejected")
        crs = report["crs"]?.string.flatMap { CRS($0) }
        attributes = context?.columns.map(\.name) ?? []
        facts = Self.facts(of: report)
        if let given = report["changes"]?.object {
            func change(_ name: String) -> Int { Int(given[name]?.integer ?? 0) }
            changes = Changes(
                added: change("added"), changed: change("changed"), removed: change("removed"),
                unchanged: change("unchanged"))
        }
        tilesTouched = report["tilesTouched"]?.integer.map { Int($0) }
        issues = (report["issues"]?.array ?? []).compactMap(Self.issue)
            .sorted { ($0.outcome.rank, -$0.count, $0.code) < ($1.outcome.rank, -$1.count, $1.code) }
        notes = (report["notes"]?.array ?? []).compactMap(Self.note)
        columns = (report["encodings"]?.array ?? report["encoding"]?["columns"]?.array ?? []).compactMap(Self.column)
    }

    private static func facts(of report: JSONValue) -> [Fact] {
        var facts: [Fact] = []
        func add(_ vi: String, _ en: String, _ value: String?, remark: String? = nil) {
            if let value, !value.isEmpty { facts.append(Fact(vi, en, value, remark: remark)) }
        }
        add("Tệp nguồn", "Source", report["source"]?.string, remark: report["driver"]?.string)
        add("Lớp", "Layer", report["layer"]?.string)
        add("Ngành", "Sector", report["sector"]?.string)
        let heights = report["hasZ"] == .boolean(true) ? " Z" : ""
        add("Kiểu hình học", "Geometry", report["geometryType"]?.string.map { $0 + heights })
        add("Bảng mã", "Encoding", report["encoding"]?.string ?? report["encoding"]?["name"]?.string)
        add("Hệ toạ độ", "CRS", report["crs"]?.string, remark: report["crsName"]?.string)
        let accuracy = report["accuracyInMetres"]?.number.map { "± \(Figure.fixed($0, $0 < 1 ? 3 : 0)) m" }
        add("Phép chuyển sang WGS 84", "Operation to WGS 84", report["operation"]?.string, remark: accuracy)
        add("Số đối tượng sau khi nhập", "Features in all", report["featureCount"]?.integer.map { "\($0)" })
        add("Thời gian", "Time", report["seconds"]?.number.map { "\(Figure.fixed($0, 1)) s" })
        return facts
    }

    private static func issue(_ value: JSONValue) -> IssueLine? {
        guard let code = value["code"]?.string else { return nil }
        let en = value["detail"]?.string ?? ""
        let detail = LocalizedText(vi: value["detailVi"]?.string ?? en, en: en)
        let known = ImportIssue.Code(rawValue: code)
        return IssueLine(
            code: code,
            outcome: value["outcome"]?.string.flatMap(ImportIssue.Outcome.init(rawValue:)) ?? known?.outcome ?? .noted,
            count: Int(value["count"]?.integer ?? 0),
            reason: known?.reason ?? detail, detail: detail,
            rows: (value["sourceRows"]?.array ?? []).compactMap(\.integer),
            rowCount: Int(value["rows"]?.integer ?? value["count"]?.integer ?? 0))
    }

    /// A sentence in one language, or `{"vi": …, "en": …}`.
    private static func note(_ value: JSONValue) -> LocalizedText? {
        if let text = value.string { return LocalizedText(vi: text, en: text) }
        guard let vi = value["vi"]?.string ?? value["en"]?.string else { return nil }
        return LocalizedText(vi: vi, en: value["en"]?.string ?? vi)
    }

    private static func column(_ value: JSONValue) -> ColumnReading? {
        guard let column = value["column"]?.string,
            let encoding = value["encoding"]?.string ?? value["reading"]?.string
        else { return nil }
        let samples = (value["samples"]?.array ?? []).compactMap { sample -> (raw: String, text: String)? in
            if let text = sample.string { return ("", text) }
            return sample["text"]?.string.map { (sample["raw"]?.string ?? "", $0) }
        }
        let reading = value["option"]?.string.flatMap(ByteReading.init(option:))
        return ColumnReading(
            column: column,
            encoding: reading.map { EncodingName.of(TextReader($0)) } ?? LocalizedText(vi: encoding, en: encoding),
            confidence: value["confidence"]?.number,
            origin: value["origin"]?.string ?? "", samples: samples)
    }
}

extension ImportIssue.Outcome {
    /// The gravest first.
    fileprivate var rank: Int {
        switch self {
        case .rejected: 0
        case .repaired: 1
        case .noted: 2
        }
    }
}
