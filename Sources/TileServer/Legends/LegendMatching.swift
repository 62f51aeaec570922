import GeoStore
import SimpleFeatures
import StyleSpec

/// Finds out which classes of a collection the entries of its style's author speak of.
///
/// The author names a title and a colour. A class belongs to the entry that names an example of it; else to the one of its
/// colour; else to one whose title begins with its value. At last, the one entry and the one class that are left belong
/// together.
struct LegendMatching {
    let hints: [LegendHint]
    let groups: [LegendClasses.Group]
    /// Of the collection; nil where it has several.
    let geometryType: StyleGeometryType?

    /// For each hint the places of its groups; none where it is drawn as its author says.
    var matches: [[Int]] {
        var matches = hints.map { hint in
            groups.indices.filter { index in
                hint.example == nil ? hasColour(of: hint, groups[index]) : hasExample(of: hint, groups[index])
            }
        }
        func isFree(_ group: Int) -> Bool { !matches.contains { $0.contains(group) } }
        for index in hints.indices where matches[index].isEmpty && hints[index].example == nil {
            matches[index] = groups.indices.filter { isFree($0) && isNamed(by: hints[index], groups[$0]) }
        }
        let (unmatched, free) = (hints.indices.filter { matches[$0].isEmpty }, groups.indices.filter(isFree))
        if unmatched.count == 1, free.count == 1, hints[unmatched[0]].example == nil {
            matches[unmatched[0]] = Array(free)
        }
        return matches
    }

    private func hasExample(of hint: LegendHint, _ group: LegendClasses.Group) -> Bool {
        group.rules.contains { rule in
            let example = (hint.example ?? FeatureExample()).feature(on: rule.layer, geometryType)
            return rule.accepts(EvaluationContext(zoom: rule.layer.shownZoom(nil), feature: example))
        }
    }

    private func hasColour(of hint: LegendHint, _ group: LegendClasses.Group) -> Bool {
        group.rules.contains { rule in
            guard rule.layer.type == hint.kind.layerType, let example = group.example else { return false }
            let feature = example.feature(on: rule.layer, geometryType)
            // A line of a collection that has areas too is not their outline.
            guard geometryType != nil || feature.geometryType == hint.geometryType else { return false }
            let context = EvaluationContext(zoom: rule.layer.shownZoom(nil), feature: feature)
            switch rule.layer.drawing {
            case .fill(let fill): return fill.color.value(context) == hint.colour
            case .line(let line): return line.color.value(context) == hint.colour
            case .circle(let circle): return circle.color.value(context) == hint.colour
            case .symbol(let symbol): return symbol.iconImage.value(context)?.name == hint.icon
            case .background, .notDrawn: return false
            }
        }
    }

    private func isNamed(by hint: LegendHint, _ group: LegendClasses.Group) -> Bool {
        guard case .values(let values) = group.content else { return false }
        return values.contains { value in
            value.string.map { hint.title.vi == $0 || hint.title.vi.hasPrefix("\($0) ") } ?? false
        }
    }
}

extension LegendHint.Kind {
    fileprivate var layerType: LayerType {
        switch self {
        case .fill: .fill
        case .line: .line
        case .circle: .circle
        case .icon: .symbol
        }
    }
}
