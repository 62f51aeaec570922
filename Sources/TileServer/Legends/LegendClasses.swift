import GeoStore
import SimpleFeatures
import StyleSpec

/// What the layers of a collection tell apart: classes of all of them, those that mean the same joined.
struct LegendClasses {
    /// Features that are told apart from others, and the layers that do.
    struct Group {
        let content: FeatureClass.Content
        let property: String?
        var example: FeatureExample?
        var rules: [LegendRule] = []
    }

    private enum Key: Hashable {
        case other(property: String)
        case members(JSONValue)
    }

    /// In the order in which layers name them.
    private(set) var groups: [Group] = []

    /// - Parameters:
    ///   - layers: with what the style says of each.
    ///   - geometryType: of the collection; nil where it has several.
    init(_ layers: [(json: JSONValue, layer: StyleLayer)], geometryType: StyleGeometryType?) {
        var places: [Key: Int] = [:]
        for (json, layer) in layers {
            for found in FeatureClass.classes(ofLayer: json) {
                let key = Self.key(of: found)
                let place = places[key] ?? groups.count
                if place == groups.count {
                    places[key] = place
                    groups.append(Group(content: found.content, property: found.property))
                }
                guard let rule = Self.rule(of: layer, found),
                    rule.accepts(
                        EvaluationContext(
                            zoom: layer.shownZoom(nil), feature: found.example.feature(on: layer, geometryType)))
                else { continue }
                groups[place].example = groups[place].example ?? found.example
                groups[place].rules.append(rule)
            }
        }
        groups.removeAll { $0.rules.isEmpty }
        // Outlines and casings that do not tell features apart say nothing beside layers that do.
        if groups.contains(where: \.isOfExpression) { groups.removeAll { !$0.isOfExpression } }
    }

    private static func key(of found: FeatureClass) -> Key {
        guard found.content == .other, let property = found.property else { return .members(found.membership) }
        return .other(property: property)
    }

    private static func rule(of layer: StyleLayer, _ found: FeatureClass) -> LegendRule? {
        var names = PropertyNames()
        do {
            return LegendRule(layer: layer, membership: try StyleFilter(found.membership, names: &names))
        } catch {
            // A condition that is right only inside its expression, beside a `let`.
            return nil
        }
    }
}

extension LegendClasses.Group {
    /// Whether an expression makes the difference, not the filter of a layer.
    fileprivate var isOfExpression: Bool {
        switch content {
        case .everything, .filtered: false
        case .values, .range, .stop, .condition, .other: true
        }
    }
}

extension FeatureExample {
    /// A feature of a collection as a layer draws it.
    /// - Parameter geometryType: of the collection; nil where it has several.
    func feature(on layer: StyleLayer, _ geometryType: StyleGeometryType?) -> ExampleFeature {
        feature(geometryType: geometryType ?? layer.usualGeometryType)
    }
}

extension StyleLayer {
    /// What a layer of its type draws.
    fileprivate var usualGeometryType: StyleGeometryType {
        switch drawing {
        case .fill: .polygon
        case .line: .lineString
        case .background, .circle, .symbol, .notDrawn: .point
        }
    }

    /// A zoom at which it is drawn: the one wanted, or the next to where streets and parcels have their full shape.
    func shownZoom(_ wanted: Double?) -> Double { wanted ?? min(max(Self.usualZoom, minZoom), maxZoom.nextDown) }

    static let usualZoom = 14.0
}
