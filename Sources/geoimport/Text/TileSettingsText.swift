import GeoStore
import SimpleFeatures

/// Tile settings as a person reads them.
struct TileSettingsText {
    let collection: PublishedCollection
    let settings: TileSettings

    var title: LocalizedText {
        LocalizedText(
            vi: "\(collection.id): cách hiển thị trên ô bản đồ", en: "\(collection.id): how it is shown in tiles")
    }

    func headline(changes: Bool, isRehearsal: Bool) -> LocalizedText {
        guard changes else {
            return LocalizedText(
                vi: "\(collection.id): không có gì thay đổi", en: "\(collection.id): nothing has changed")
        }
        return isRehearsal
            ? LocalizedText(
                vi: "\(collection.id): chạy thử, không thay đổi gì; sẽ là",
                en: "\(collection.id): dry run, nothing was changed; it would be")
            : LocalizedText(
                vi: "\(collection.id): đã đổi, từ nay là", en: "\(collection.id): changed, from now on")
    }

    var lines: [LocalizedText] {
        let none = LocalizedText(vi: "không", en: "none")
        let rules = settings.zoomRules.map { Self.same($0.description) }
        let zooms = settings.propertyZooms.map { Self.same("\($0.property)@\($0.minZoom)") }
        let everything = LocalizedText(
            vi: "mọi đối tượng từ mức \(settings.minZoom)", en: "every feature from zoom \(settings.minZoom)")
        let rows: [(LocalizedText, LocalizedText)] = [
            (LocalizedText(vi: "mức thu phóng", en: "zooms"), Self.same("\(settings.minZoom)–\(settings.maxZoom)")),
            (
                LocalizedText(vi: "vùng đệm", en: "buffer"),
                LocalizedText(vi: "\(settings.buffer) trên 4096", en: "\(settings.buffer) of 4096")
            ),
            (LocalizedText(vi: "cỡ ô tối đa", en: "tile limit"), Self.same("\(settings.sizeLimitInBytes) B")),
            (LocalizedText(vi: "cột quan trọng", en: "importance"), named(settings.importanceProperty) ?? none),
            (LocalizedText(vi: "cột phân loại", en: "class"), named(settings.classProperty) ?? none),
            (LocalizedText(vi: "hiện", en: "show"), Self.list(rules) ?? everything),
            (
                LocalizedText(vi: "cột theo mức", en: "properties"),
                Self.list(zooms) ?? LocalizedText(vi: "mọi cột ở mọi mức", en: "all, at every zoom")
            ),
            (
                LocalizedText(vi: "cột ẩn", en: "hidden"),
                Self.list(settings.hiddenProperties.compactMap(named)) ?? none
            ),
        ]
        let widths = (vi: width(rows.map(\.0.vi)), en: width(rows.map(\.0.en)))
        return rows.map { label, value in
            LocalizedText(
                vi: "  \(padded(label.vi, to: widths.vi))\(value.vi)",
                en: "  \(padded(label.en, to: widths.en))\(value.en)")
        }
    }

    /// Columns go when a collection is replaced; the settings remember them.
    private func named(_ property: String?) -> LocalizedText? {
        guard let property else { return nil }
        guard collection.schema.property(named: property) == nil else { return Self.same(property) }
        return LocalizedText(vi: "\(property) (không còn cột này)", en: "\(property) (there is no such column now)")
    }

    private static func same(_ text: String) -> LocalizedText { LocalizedText(vi: text, en: text) }

    private static func list(_ texts: [LocalizedText]) -> LocalizedText? {
        guard !texts.isEmpty else { return nil }
        return LocalizedText(
            vi: texts.map(\.vi).joined(separator: ", "), en: texts.map(\.en).joined(separator: ", "))
    }

    private func width(_ labels: [String]) -> Int { (labels.map(\.count).max() ?? 0) + 2 }

    private func padded(_ label: String, to width: Int) -> String {
        label + String(repeating: " ", count: width - label.count)
    }
}
