public import SimpleFeatures

/// A class into which a style sorts the features of a layer, by one of its expressions.
public struct FeatureClass: Hashable, Sendable {
    /// Which features are in it.
    public enum Content: Hashable, Sendable {
        /// Every feature of the layer.
        case everything
        /// Those that the filter of a layer lets through.
        case filtered(JSONValue)
        /// Those for which the input of a `match` is one of these texts or numbers.
        case values([JSONValue])
        /// Those for which the input of a `step` is from `from` on and below `to`.
        case range(from: Double?, to: Double?)
        /// Those that are nearest to a stop of an `interpolate`.
        case stop(Double)
        /// Those for which a condition of a `case` holds, and none before it.
        case condition(JSONValue)
        /// Those of no other class.
        case other
    }

    public let content: Content
    /// The property that decides, where it is one alone.
    public let property: String?
    /// An expression that holds for its features and for no others.
    public let membership: JSONValue
    /// A feature that most likely is in it.
    public let example: FeatureExample
}

extension FeatureClass {
    /// The classes of a layer of a style document: of the colours and images that depend on what a feature is, else of
    /// widths and sizes. A layer that draws all its features alike has one, as its filter has it.
    public static func classes(ofLayer layer: JSONValue) -> [FeatureClass] {
        let filter = layer["filter"].map(LegacyFilter.expression(of:))
        let known = filter.map(FeatureExample.init(passing:)) ?? FeatureExample()
        for names in decisive {
            let found = names.flatMap { name in
                (layer["paint"]?[name] ?? layer["layout"]?[name]).map { classes(of: $0, for: name) } ?? []
            }
            guard found.isEmpty else {
                return unique(found).map { found in
                    FeatureClass(
                        content: found.content, property: found.property, membership: found.membership,
                        example: known.merged(with: found.example))
                }
            }
        }
        guard let filter, filter != true else {
            return [FeatureClass(content: .everything, property: nil, membership: true, example: known)]
        }
        return [FeatureClass(content: .filtered(filter), property: nil, membership: filter, example: known)]
    }

    /// What tells features apart on a map, the strongest first.
    private static let decisive = [
        ["fill-pattern", "fill-color", "line-pattern", "line-color", "circle-color", "icon-image", "icon-color"],
        ["fill-outline-color", "circle-stroke-color", "line-width", "line-dasharray", "circle-radius", "icon-size"],
    ]

    /// Two expressions may sort alike: a colour for day and the same classes for another zoom.
    private static func unique(_ classes: [FeatureClass]) -> [FeatureClass] {
        var seen: Set<JSONValue> = []
        return classes.filter { seen.insert($0.membership).inserted }
    }

    /// The classes of a property's value; empty when it does not depend on what a feature is.
    private static func classes(of value: JSONValue, for name: String) -> [FeatureClass] {
        guard value.object != nil else { return classes(of: value) }
        let specification = LayerSpecification.all.lazy.compactMap {
            $0.specification.paint(name) ?? $0.specification.layout(name)
        }.first
        guard let specification else { return [] }
        do {
            return classes(of: try LegacyFunction(value, for: specification).expression())
        } catch {
            // A function that is none was refused with its style.
            return []
        }
    }

    static func classes(of expression: JSONValue) -> [FeatureClass] {
        guard let parts = expression.array, let name = parts.first?.string, parts.count > 2 else { return [] }
        switch name {
        case "match": return ofMatch(parts)
        case "case": return ofCase(parts)
        case "step": return ofStops(parts, isStep: true, input: parts[1], from: 2)
        case "interpolate", "interpolate-hcl", "interpolate-lab":
            return ofStops(parts, isStep: false, input: parts[2], from: 3)
        case "coalesce": return parts.dropFirst().lazy.map(classes(of:)).first { !$0.isEmpty } ?? []
        default: return []
        }
    }

    private static func ofMatch(_ parts: [JSONValue]) -> [FeatureClass] {
        let input = ExpressionInput(parts[1])
        var all: [JSONValue] = []
        var classes: [FeatureClass] = []
        for index in stride(from: 2, to: parts.count - 1, by: 2) {
            let labels = parts[index].array ?? [parts[index]]
            all += labels
            classes.append(
                FeatureClass(
                    content: .values(labels), property: input?.name,
                    membership: ["match", parts[1], .array(labels), true, false],
                    example: labels.first.flatMap { input?.example($0) } ?? FeatureExample()))
        }
        classes.append(
            FeatureClass(
                content: .other, property: input?.name,
                membership: ["!", ["match", parts[1], .array(all), true, false]], example: other(than: input)))
        return classes
    }

    /// Without the property: no label is null.
    private static func other(than input: ExpressionInput?) -> FeatureExample {
        FeatureExample(properties: input?.name.map { [$0: .null] } ?? [:])
    }

    private static func ofCase(_ parts: [JSONValue]) -> [FeatureClass] {
        var before: [JSONValue] = []
        var classes: [FeatureClass] = []
        for index in stride(from: 1, to: parts.count - 1, by: 2) {
            let condition = parts[index]
            classes.append(
                FeatureClass(
                    content: .condition(condition), property: nil,
                    membership: .array(["all", condition] + before), example: FeatureExample(passing: condition)))
            before.append(["!", condition])
        }
        classes.append(
            FeatureClass(
                content: .other, property: nil, membership: .array(["all"] + before), example: FeatureExample()))
        return classes
    }

    /// Of the zoom, the classes of what is drawn at any; of a number, one for each stop.
    private static func ofStops(
        _ parts: [JSONValue], isStep: Bool, input: JSONValue, from first: Int
    ) -> [FeatureClass] {
        if input == ["zoom"] { return parts.dropFirst(first).flatMap { classes(of: $0) } }
        let found = ExpressionInput(input)
        // Outputs and stops in turn: a step begins with an output, a curve with a stop.
        let stops = stride(from: isStep ? first + 1 : first, to: parts.count, by: 2).compactMap { parts[$0].number }
        guard !stops.isEmpty else { return [] }
        func made(_ content: Content, from: Double?, to: Double?, at value: Double) -> FeatureClass {
            var conditions: [JSONValue] = []
            if let from { conditions.append([">=", ["number", input], .real(from)]) }
            if let to { conditions.append(["<", ["number", input], .real(to)]) }
            return FeatureClass(
                content: content, property: found?.name, membership: .array(["all"] + conditions),
                example: found?.example(.real(value)) ?? FeatureExample())
        }
        guard isStep else {
            let middles = zip(stops, stops.dropFirst()).map { ($0 + $1) / 2 }
            return stops.indices.map { index in
                made(
                    .stop(stops[index]), from: index > 0 ? middles[index - 1] : nil,
                    to: index < middles.count ? middles[index] : nil, at: stops[index])
            }
        }
        let bounds: [Double?] = [nil] + stops + [nil]
        return zip(bounds, bounds.dropFirst()).map { from, to in
            made(
                .range(from: from, to: to), from: from, to: to,
                at: from.map { from in to.map { (from + $0) / 2 } ?? from } ?? stops[0] - 1)
        }
    }
}
