import FeatureExchange
import GeoStore
import SimpleFeatures

/// A layer, a column or a condition that the source does not have: what it has instead.
enum SourceChoiceText {
    static func layerNotFound(_ name: String, _ available: [String]) -> LocalizedText {
        LocalizedText(
            vi: "không có lớp '\(name)'; các lớp: \(list(available))",
            en: "there is no layer '\(name)'; layers: \(list(available))")
    }

    static func severalLayers(_ layers: [SourceLayer.Summary]) -> LocalizedText {
        let lines = layers.map { layer in
            let (type, count) = (layer.geometryType?.rawValue, layer.featureCount)
            return LocalizedText(
                vi: "\n  \(layer.name)  \(type ?? "không có hình"), \(count.map { "\($0) đối tượng" } ?? "chưa đếm")",
                en:
                    "\n  \(layer.name)  \(type ?? "no geometry"), \(count.map { Amount.of($0, "feature") } ?? "not counted")"
            )
        }
        return LocalizedText(
            vi:
                "tệp có \(layers.count) lớp; chọn một lớp bằng --layer, hoặc nhập tất cả bằng --all-layers:\(lines.map(\.vi).joined())",
            en:
                "the file has \(layers.count) layers; choose one with --layer, or load all with --all-layers:\(lines.map(\.en).joined())"
        )
    }

    static func columnsNotFound(_ names: [String], _ layer: String, _ available: [String]) -> LocalizedText {
        LocalizedText(
            vi: "lớp \(layer) không có cột \(list(names)); các cột: \(list(available))",
            en: "layer \(layer) has no column \(list(names)); columns: \(list(available))")
    }

    static func tooManyColumns(_ layer: String, _ count: Int, _ limit: Int) -> LocalizedText {
        LocalizedText(
            vi: "lớp \(layer) có \(count) cột, kho chứa được \(limit); chọn cột cần giữ bằng --fields",
            en: "layer \(layer) has \(count) columns, the store takes \(limit); keep those you need by --fields")
    }

    static func filterInvalid(_ filter: String, _ reason: String, _ columns: [String]) -> LocalizedText {
        LocalizedText(
            vi: "--where '\(filter)' không dùng được: \(reason); các cột: \(list(columns))",
            en: "--where '\(filter)' is no condition here: \(reason); columns: \(list(columns))")
    }

    private static func list(_ names: [String]) -> String {
        names.prefix(60).joined(separator: ", ") + (names.count > 60 ? ", …" : "")
    }
}
