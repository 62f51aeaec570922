import GeoStore
import SimpleFeatures

/// The record of a collection as a person reads it.
struct MetadataText {
    let record: MetadataRecord
    let language: Language

    private func say(_ vi: String, _ en: String) -> String { LocalizedText(vi: vi, en: en).text(in: language) }

    var lines: [String] {
        let metadata = record.metadata
        var rows = metadata.fields.map { field in
            (field.rawValue, field.label.text(in: language), shown(field, metadata))
        }
        if metadata[.ownerVI] == nil, metadata[.ownerEN] == nil, let owner = record.owner {
            rows.append(
                (
                    "owner", say(MetadataField.ownerVI.label.vi, MetadataField.ownerEN.label.en),
                    owner.text(in: language) + say(" (theo ngành)", " (of the sector)")
                ))
        }
        rows += derived.map { ("–", $0, $1) }
        let widths = (rows.map(\.0.count).max() ?? 0, rows.map(\.1.count).max() ?? 0)
        return rows.map { name, label, value in
            let text = value.split(separator: "\n").joined(separator: " ")
            return "  \(padded(name, widths.0))  \(padded(label, widths.1))  \(text)"
        } + lacks
    }

    /// What a complete record says besides.
    private var lacks: [String] {
        let missing = record.metadata.missing
        func names(_ isRequired: Bool) -> String {
            missing.filter { $0.isRequired == isRequired }.map(\.field.rawValue).joined(separator: ", ")
        }
        return [
            (names(true), say("  còn thiếu: ", "  missing: ")), (names(false), say("  nên có: ", "  recommended: ")),
        ]
        .compactMap { names, label in names.isEmpty ? nil : label + names }
    }

    private func shown(_ field: MetadataField, _ metadata: CollectionMetadata) -> String {
        switch field {
        case .sharing: "\(metadata[field] ?? "") – \(metadata.sharing?.label.text(in: language) ?? "")"
        case .frequency: "\(metadata[field] ?? "") – \(metadata.frequency?.label.text(in: language) ?? "")"
        default: metadata[field] ?? ""
        }
    }

    /// What follows from the data.
    private var derived: [(String, String)] {
        let collection = record.collection
        var rows = [
            (say("Số đối tượng", "Features"), "\(collection.featureCount)"),
            (say("Hệ toạ độ", "CRS"), collection.storageCRS.identifier),
            (say("Phiên bản", "Version"), collection.state.description),
        ]
        if let last = record.lastImport {
            let parts = [
                last.source, last.publishedAt, last.operation,
                last.accuracyInMetres.map { say("độ chính xác \($0) m", "accuracy \($0) m") },
                last.repaired.map { say("sửa \($0)", "\($0) repaired") },
                last.rejected.map { say("loại \($0)", "\($0) rejected") },
            ]
            rows.append(
                (say("Nhập lần cuối", "Last import"), parts.compactMap { $0 }.joined(separator: " · ")))
        }
        if let survey = record.survey {
            if let share = survey.meanShare {
                rows.append((say("Độ đầy đủ", "Completeness"), "\((share * 1000).rounded() / 10) %"))
            }
            if !survey.communes.isEmpty {
                rows.append(
                    (
                        say("Xã, phường", "Communes"),
                        say(
                            "\(survey.communes.count), danh mục ngày \(UnitDirectory.presentDate)",
                            "\(survey.communes.count), list of \(UnitDirectory.presentDate)")
                    ))
            }
        }
        return rows
    }

    private func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }

    /// What a value looks like; nil for plain text.
    static func hint(_ field: MetadataField) -> LocalizedText? {
        func both(_ text: String) -> LocalizedText { LocalizedText(vi: text, en: text) }
        return switch field.kind {
        case .line, .text: nil
        case .list: LocalizedText(vi: "cách nhau bằng dấu ;", en: "apart by ;")
        case .day: both("2026-07-01")
        case .eMail: both("ten@gialai.gov.vn")
        case .telephone: both("0269 3824 404")
        case .webAddress: both("https://…")
        case .denominators: both("5000; 10000")
        case .choice(let choices): both(choices.joined(separator: " | "))
        case .code: LocalizedText(vi: "mã, hoặc lược đồ:mã", en: "code, or scheme:code")
        }
    }

    static func json(_ lacks: [CollectionMetadata.Lack]) -> JSONValue {
        func names(_ isRequired: Bool) -> JSONValue {
            .array(lacks.filter { $0.isRequired == isRequired }.map { .string($0.field.rawValue) })
        }
        return ["required": names(true), "recommended": names(false)]
    }
}
