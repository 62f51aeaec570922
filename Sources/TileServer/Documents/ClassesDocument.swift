import GeoStore
import SimpleFeatures
import VietnameseText

/// The classes of a property, for legends of thematic maps and for charts.
struct ClassesDocument: Sendable {
    let collection: PublishedCollection
    let parameters: ClassesParameters
    let summary: PropertySummary

    var document: JSONValue {
        var document: JSONObject = [
            "collection": .string(collection.id.name), "property": .string(parameters.property.name),
            "matched": JSONValue(summary.matched), "missing": JSONValue(summary.missing),
        ]
        switch parameters.method {
        case .breaks(let method): addBreaks(by: method, to: &document)
        case .values: addValues(to: &document)
        }
        return .object(document)
    }

    private func addBreaks(by method: ClassBreaks.Method, to document: inout JSONObject) {
        let breaks = ClassBreaks(of: summary.numbers, count: parameters.count, by: method)
        document["method"] = .string(method.rawValue)
        document["type"] = "number"
        if let least = summary.numbers.first, let greatest = summary.numbers.last {
            document["minimum"] = .real(least)
            document["maximum"] = .real(greatest)
            document["sum"] = .real(summary.sum)
            document["mean"] = .real(summary.sum / Double(summary.numbers.count))
        }
        document["classes"] = .array(
            breaks.counts.enumerated().map { index, count in
                ["from": .real(breaks.breaks[index]), "to": .real(breaks.breaks[index + 1]), "count": JSONValue(count)]
            })
    }

    /// The most frequent first, those that are as frequent in their own order.
    private func addValues(to document: inout JSONObject) {
        let sorted = summary.values.map { (value: Self.json($0.key), count: $0.value) }.sorted { one, other in
            one.count != other.count ? one.count > other.count : Self.precedes(one.value, other.value)
        }
        let others = sorted.dropFirst(parameters.count)
        document["method"] = "values"
        document["type"] = .string(Self.type(of: parameters.property))
        document["distinct"] = JSONValue(sorted.count)
        document["classes"] = .array(
            sorted.prefix(parameters.count).map { ["value": $0.value, "count": JSONValue($0.count)] })
        document["others"] = [
            "values": JSONValue(others.count), "count": JSONValue(others.reduce(0) { $0 + $1.count }),
        ]
    }

    private static func precedes(_ one: JSONValue, _ other: JSONValue) -> Bool {
        if let first = one.number, let second = other.number { return first < second }
        return VietnameseOrder.precedes(one.string ?? "", other.string ?? "")
    }

    private static func json(_ value: PropertyValue) -> JSONValue {
        switch value {
        case .null, .binary: .null
        case .boolean(let flag): .boolean(flag)
        case .integer(let number): .integer(number)
        case .real(let number): .real(number)
        case .text(let text): .string(text)
        }
    }

    private static func type(of property: FeatureSchema.Property) -> String {
        switch property.type {
        case .integer, .real: "number"
        case .boolean: "boolean"
        default: "text"
        }
    }
}
