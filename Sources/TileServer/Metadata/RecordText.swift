import GeoStore
import SimpleFeatures

/// What the documents of a record say in sentences.
struct RecordText {
    let record: MetadataRecord

    private var metadata: CollectionMetadata { record.metadata }

    /// Number, day, issuer and title of the document the dataset rests on; nil without a number.
    var legalBasis: LocalizedText? {
        guard let number = metadata[.legalNumber] else { return nil }
        let day = metadata[.legalDate].map { DisplayText(language: .vi).date($0) }
        let vi = [
            number, day.map { "ngày \($0)" }, metadata[.legalIssuer].map { "của \($0)" },
            metadata[.legalTitle].map { "– \($0)" },
        ]
        let en = [
            number, metadata[.legalDate].map { "of \($0)" }, metadata[.legalIssuer].map { "(\($0))" },
            metadata[.legalTitle].map { "– \($0)" },
        ]
        return LocalizedText(
            vi: vi.compactMap { $0 }.joined(separator: " "), en: en.compactMap { $0 }.joined(separator: " "))
    }

    /// The communes covered and the day of their list; nil where nothing is known.
    var communes: LocalizedText? {
        guard let communes = record.survey?.communes, !communes.isEmpty else { return nil }
        let names = communes.map { "\($0.title) (\($0.code))" }.joined(separator: ", ")
        let day = UnitDirectory.presentDate
        return LocalizedText(
            vi: "Các xã, phường có dữ liệu, theo danh mục ngày \(DisplayText(language: .vi).date(day)): \(names)",
            en: "Communes with data, by the list of \(day): \(names)")
    }

    var lineageStatement: LocalizedText {
        let sources = record.lineage.compactMap(\.source)
        var seen: Set<String> = []
        let names = sources.filter { seen.insert($0).inserted }.joined(separator: ", ")
        return names.isEmpty
            ? LocalizedText(
                vi: "\(record.lineage.count) phiên bản; không có tệp nguồn",
                en: "\(record.lineage.count) versions; no source file"
            )
            : LocalizedText(
                vi: "\(record.lineage.count) phiên bản; tệp nguồn: \(names)",
                en: "\(record.lineage.count) versions; source files: \(names)")
    }

    /// What the last import came to.
    var quality: LocalizedText? {
        guard let last = record.lastImport, let read = last.read, let written = last.written,
            let repaired = last.repaired, let rejected = last.rejected
        else { return nil }
        let (vi, en) = (DisplayText(language: .vi), DisplayText(language: .en))
        func texts(_ number: Int) -> (vi: String, en: String) { (vi.number(number), en.number(number)) }
        let (r, w, m, x) = (texts(read), texts(written), texts(repaired), texts(rejected))
        return LocalizedText(
            vi: "đọc \(r.vi) đối tượng, ghi \(w.vi), sửa \(m.vi), loại \(x.vi)",
            en: "\(r.en) features read, \(w.en) written, \(m.en) repaired, \(x.en) rejected")
    }

    func step(_ step: LineageStep) -> LocalizedText {
        let origin = Self.origin(step)
        var vi = ["Phiên bản \(step.version): \(origin.vi)"]
        var en = ["Version \(step.version): \(origin.en)"]
        func add(_ vietnamese: String, _ english: String) {
            vi.append(vietnamese)
            en.append(english)
        }
        if let source = step.source { add("tệp \(source)", "file \(source)") }
        if let fingerprint = step.fingerprint { add("dấu vân tay \(fingerprint)", "fingerprint \(fingerprint)") }
        if let crs = step.sourceCRS { add("hệ toạ độ \(crs)", "CRS \(crs)") }
        if let operation = step.operation { add("phép chuyển \(operation)", "operation \(operation)") }
        if let metres = step.accuracyInMetres {
            add(
                "độ chính xác \(DisplayText(language: .vi).number(metres)) m",
                "accuracy \(DisplayText(language: .en).number(metres)) m")
        }
        if let encoding = step.encoding { add("bảng mã \(encoding)", "encoding \(encoding)") }
        if let repaired = step.repaired, let rejected = step.rejected {
            add("sửa \(repaired), loại \(rejected)", "\(repaired) repaired, \(rejected) rejected")
        }
        if let changes = step.changes {
            add(
                "thêm \(changes.added), đổi \(changes.changed), bớt \(changes.removed)",
                "\(changes.added) added, \(changes.changed) changed, \(changes.removed) removed")
        }
        return LocalizedText(vi: vi.joined(separator: "; "), en: en.joined(separator: "; "))
    }

    static func origin(_ step: LineageStep) -> LocalizedText {
        switch step.origin {
        case .import: LocalizedText(vi: "nhập dữ liệu", en: "import")
        case .editedOutside:
            LocalizedText(vi: "sửa bằng phần mềm khác", en: "edited with another program")
        case .edited: LocalizedText(vi: "sửa trực tiếp", en: "edited")
        case .rollback:
            LocalizedText(
                vi: "quay lại phiên bản \(step.rolledBackTo ?? 0)", en: "back to version \(step.rolledBackTo ?? 0)")
        case .decodedAgain: LocalizedText(vi: "đọc lại bảng mã", en: "texts decoded again")
        }
    }

    static func decimal(_ value: Double) -> String {
        var writer = JSONWriter()
        writer.append(value, decimals: 4)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    /// The MD_TopicCategoryCode (ISO 19115, B.5.27) of a sector of `data/sectors.yaml`; nil for one that is not known.
    static func topic(ofSector id: String) -> String? {
        switch id {
        case "transport": "transportation"
        case "health": "health"
        case "education", "culture-tourism": "society"
        case "land", "urban": "planningCadastre"
        case "industry-trade": "economy"
        case "construction": "structure"
        case "agriculture": "farming"
        case "environment": "environment"
        case "administration": "boundaries"
        default: nil
        }
    }
}
