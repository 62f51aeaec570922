import FeatureExchange
import GeoStore
import SimpleFeatures

/// What one layer looks like before it is imported.
struct LayerInspection {
    private let layer: SourceLayer
    private let encoding: EncodingPlan
    /// Nil for a table without geometry.
    private let reference: ReferenceInspection?

    init(_ layer: SourceLayer, of source: VectorSource, units: UnitPlaces) throws {
        self.layer = layer
        encoding = try EncodingPlan(inspecting: layer, of: source)
        reference =
            layer.geometryType == nil
            ? nil
            : try ReferenceInspection(
                of: layer, in: source, decoders: encoding.decoders, nameDecoder: encoding.nameDecoder,
                units: units)
    }

    /// Labels and their lines; a line without a label goes on.
    private typealias Row = (label: LocalizedText, value: LocalizedText)

    private static let more = LocalizedText(vi: "", en: "")
    private static func same(_ text: String) -> LocalizedText { LocalizedText(vi: text, en: text) }

    private static let labelWidth = 11

    func text(in language: Language) -> String {
        let head = LocalizedText(vi: "lớp \(layer.name)", en: "layer \(layer.name)").text(in: language)
        let rows = facts + encodingRows + columnRows + noteRows
        let lines = rows.map { row in
            let label = row.label.text(in: language)
            let padding = String(repeating: " ", count: max(1, Self.labelWidth - label.count))
            return "  \(label)\(padding)\(row.value.text(in: language))"
        }
        return (["", head] + lines).joined(separator: "\n")
    }

    private var facts: [Row] {
        var rows: [Row] = [
            (
                LocalizedText(vi: "đối tượng", en: "features"),
                layer.featureCount.map { Self.same("\($0)") } ?? LocalizedText(vi: "chưa đếm", en: "not counted")
            ), (LocalizedText(vi: "hình học", en: "geometry"), geometry),
            (LocalizedText(vi: "hệ toạ độ", en: "CRS"), crs),
        ]
        rows += (reference?.lines ?? []).map { (Self.more, $0) }
        if let extent = layer.extent {
            let (low, high) = (extent.minimum, extent.maximum)
            rows.append(
                (LocalizedText(vi: "phạm vi", en: "extent"), Self.same("\(low.x) \(low.y) – \(high.x) \(high.y)")))
        }
        return rows
    }

    private var geometry: LocalizedText {
        let dimensions = (layer.hasZ ? " Z" : "") + (layer.hasM ? " M" : "")
        guard let type = layer.geometryType else { return LocalizedText(vi: "không có", en: "none") }
        return Self.same(type.rawValue + dimensions)
    }

    private var crs: LocalizedText {
        guard let crs = layer.crs else { return LocalizedText(vi: "tệp không ghi", en: "none stated") }
        guard let identified = crs.identified else {
            // A name that PROJ finds in no register; how the layer is placed all the same, the next lines say.
            return LocalizedText(vi: "'\(crs.name)', không có mã EPSG", en: "'\(crs.name)', without an EPSG code")
        }
        return Self.same("\(identified) – \(crs.name)")
    }

    private var encodingRows: [Row] {
        let declared =
            layer.declaredEncoding.name.map { LocalizedText(vi: "tệp ghi \($0)", en: "declared \($0)") }
            ?? LocalizedText(vi: "tệp không ghi", en: "not declared")
        var rows: [Row] = [(LocalizedText(vi: "bảng mã", en: "encoding"), declared)]
        for column in encoding.columns where !column.samples.isEmpty {
            let confidence = Int(column.confidence * 100)
            let others = LocalizedText(
                vi: column.others.map { ", \($0.count) trên \(column.sampleCount) là \($0.name.vi)" }.joined(),
                en: column.others.map { ", \($0.count) of \(column.sampleCount) in \($0.name.en)" }.joined())
            rows.append(
                (
                    LocalizedText(vi: "chữ", en: "text"),
                    LocalizedText(
                        vi: "\(column.column): \(column.name.vi)\(others.vi), độ tin cậy \(confidence) %",
                        en: "\(column.column): \(column.name.en)\(others.en), confidence \(confidence) %")
                ))
            rows += column.samples.map { (Self.more, Self.same($0.text)) }
        }
        for column in encoding.undecided {
            rows.append(
                (
                    LocalizedText(vi: "chưa rõ", en: "undecided"),
                    LocalizedText(vi: "\(column.column) đọc ra là", en: "\(column.column) reads")
                ))
            rows += column.readings.map {
                (Self.more, Self.same("--encoding \(column.column)=\($0.encoding): \($0.text)"))
            }
        }
        return rows
    }

    private var columnRows: [Row] {
        layer.fields.map { field in
            let width = field.width > 0 ? " \(field.width)" : ""
            let name = field.name(by: encoding.nameDecoder).text
            return (LocalizedText(vi: "cột", en: "column"), Self.same("\(name)  \(field.type.rawValue)\(width)"))
        }
    }

    private var noteRows: [Row] {
        (encoding.notes + layer.notes.map(SourceNoteText.sentence)).map {
            (LocalizedText(vi: "ghi chú", en: "note"), $0)
        }
    }

    var json: JSONValue {
        [
            "name": .string(layer.name),
            "featureCount": layer.featureCount.map { JSONValue($0) } ?? .null,
            "geometryType": JSONValue(layer.geometryType?.rawValue),
            "hasZ": .boolean(layer.hasZ), "hasM": .boolean(layer.hasM),
            "crs": JSONValue(layer.crs?.identified?.identifier),
            "crsName": JSONValue(layer.crs?.name),
            "reference": reference?.json ?? .null,
            "extent": layer.extent.map {
                [.real($0.minimum.x), .real($0.minimum.y), .real($0.maximum.x), .real($0.maximum.y)]
            } ?? .null,
            "declaredEncoding": JSONValue(layer.declaredEncoding.name),
            "encodings": encoding.json,
            "columns": .array(
                layer.fields.map {
                    ["name": .string($0.name(by: encoding.nameDecoder).text), "type": .string($0.type.rawValue)]
                }),
            "notes": .array(layer.notes.map { .string(SourceNoteText.sentence($0).en) }),
        ]
    }
}
