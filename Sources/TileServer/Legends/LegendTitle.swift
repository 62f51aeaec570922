import GeoStore
import SimpleFeatures
import StyleSpec

/// What an entry is called whose author gave it no name: what its features have in common.
struct LegendTitle {
    let text: LocalizedText

    init(of group: LegendClasses.Group, in collection: PublishedCollection) {
        text =
            switch group.content {
            case .everything: collection.title
            case .values(let values): Self.both(Self.list(values))
            case .range(let from, let to): Self.range(from: from, to: to)
            case .stop(let value): LocalizedText(vi: Self.number(value, .vi), en: Self.number(value, .en))
            case .filtered(let condition), .condition(let condition):
                Self.condition(condition).map(Self.both) ?? collection.title
            case .other: LocalizedText(vi: "Loại khác", en: "Other")
            }
    }

    private static func both(_ text: String) -> LocalizedText { LocalizedText(vi: text, en: text) }

    /// Longer lists end in dots: a legend is read at a glance.
    private static let mostValues = 4

    private static func list(_ values: [JSONValue]) -> String {
        let named = values.prefix(mostValues).map(word).joined(separator: ", ")
        return values.count > mostValues ? "\(named), …" : named
    }

    private static func word(_ value: JSONValue) -> String {
        value.string ?? String(decoding: value.serialized, as: UTF8.self)
    }

    private static func range(from: Double?, to: Double?) -> LocalizedText {
        func text(_ language: Language) -> String {
            let (low, high) = (from.map { number($0, language) }, to.map { number($0, language) })
            return switch (low, high) {
            case (nil, let high?): "< \(high)"
            case (let low?, nil): "≥ \(low)"
            case (let low?, let high?): "\(low) – < \(high)"
            case (nil, nil): "…"
            }
        }
        return LocalizedText(vi: text(.vi), en: text(.en))
    }

    /// `1.234,5` in Vietnamese, `1,234.5` in English.
    private static func number(_ value: Double, _ language: Language) -> String {
        DisplayText(language: language).number(value)
    }

    /// `["==", ["get", "loai"], "chợ"]` is "chợ"; nil for what is not so simple.
    private static func condition(_ condition: JSONValue) -> String? {
        guard let parts = condition.array, let name = parts.first?.string else { return nil }
        switch name {
        case "==", "filter-==": return parts.last.flatMap { $0.array == nil ? word($0) : nil }
        case "in", "filter-in-small":
            let values = parts.last?[0] == "literal" ? parts.last?[1]?.array : nil
            return values.map(list)
        case "match":
            return stride(from: 2, to: parts.count - 1, by: 2).first { parts[$0 + 1] == true }
                .map { list(parts[$0].array ?? [parts[$0]]) }
        case ">", ">=", "<", "<=":
            return parts.last?.number.map { "\(name == ">=" ? "≥" : name == "<=" ? "≤" : name) \(number($0, .vi))" }
        case "all", "any": return parts.dropFirst().lazy.compactMap(Self.condition).first
        default: return nil
        }
    }
}
