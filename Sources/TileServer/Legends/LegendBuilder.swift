import GeoStore
import MapRender
import SimpleFeatures
import StyleSpec

/// Makes a section of a legend of the layers that draw a collection.
struct LegendBuilder {
    let collection: PublishedCollection
    /// Of the collection, its id as their source.
    let layers: [JSONValue]

    /// - Throws: `StyleErrors` when the layers are no layers of a style.
    func section() throws -> Legend.Section {
        let hints = try layers.flatMap(Self.hints)
        let drawn = layers.filter(Self.hasSample)
        let source = collection.id.name
        let own = hints.enumerated().map { $1.layers(id: "legend-\($0)", source: source) }
        let compiled = try Self.compiled(drawn + own.flatMap { $0 }, source: source)
        let (shown, ends) = (Array(compiled.prefix(drawn.count)), Self.ends(of: own, from: drawn.count))
        let classes = LegendClasses(Array(zip(drawn, shown)), geometryType: geometryType)
        let entries: [Legend.Entry]
        if hints.isEmpty {
            entries = classes.groups.map { entry($0, title: LegendTitle(of: $0, in: collection).text, shown) }
        } else {
            let matches = LegendMatching(hints: hints, groups: classes.groups, geometryType: geometryType).matches
            entries = hints.indices.map { index in
                let groups = matches[index].map { classes.groups[$0] }
                guard let first = groups.first else {
                    return ownEntry(hints[index], Array(compiled[ends[index]]))
                }
                return entry(first, title: hints[index].title, shown, rules: groups.flatMap(\.rules))
            }
        }
        return Legend.Section(collection: collection.id, title: collection.title, entries: entries)
    }

    /// What the style says of entries.
    /// - Throws: `LegendHint.Fault`.
    private static func hints(_ layer: JSONValue) throws(LegendHint.Fault) -> [LegendHint] {
        var hints: [LegendHint] = []
        for json in layer["metadata"]?["geosector:legend"]?.array ?? [] { hints.append(try LegendHint(json)) }
        return hints
    }

    /// Whether a layer draws something that can be shown without its features: names cannot.
    private static func hasSample(_ layer: JSONValue) -> Bool {
        switch layer["type"]?.string.flatMap(LayerType.init(rawValue:)) {
        case .fill, .line, .circle: true
        case .symbol: layer["layout"]?["icon-image"] != nil
        case .background, .heatmap, .raster, .hillshade, .fillExtrusion, .colorRelief, nil: false
        }
    }

    private static func compiled(_ layers: [JSONValue], source: String) throws(StyleErrors) -> [StyleLayer] {
        try Style([
            "version": 8, "sources": .object([source: ["type": "vector", "url": "/"]]), "layers": .array(layers),
        ]).layers
    }

    /// Where the layers of each hint lie among all.
    private static func ends(of own: [[JSONValue]], from first: Int) -> [Range<Int>] {
        var start = first
        return own.map { layers in
            defer { start += layers.count }
            return start..<(start + layers.count)
        }
    }

    private func entry(
        _ group: LegendClasses.Group, title: LocalizedText, _ layers: [StyleLayer], rules: [LegendRule]? = nil
    ) -> Legend.Entry {
        let example = group.example ?? FeatureExample()
        let feature = (group.rules.first?.layer).map { example.feature(on: $0, geometryType) }
        return Legend.Entry(
            title: title,
            swatch: LegendSwatch(
                layers: layers, example: feature ?? example.feature(geometryType: geometryType ?? .polygon)),
            rules: rules ?? group.rules)
    }

    /// An entry that is drawn as its author says.
    private func ownEntry(_ hint: LegendHint, _ layers: [StyleLayer]) -> Legend.Entry {
        Legend.Entry(
            title: hint.title,
            swatch: LegendSwatch(layers: layers, example: FeatureExample().feature(geometryType: hint.geometryType)),
            rules: [])
    }

    /// Nil where it may be any.
    private var geometryType: StyleGeometryType? {
        switch collection.schema.geometryType {
        case .point, .multiPoint: .point
        case .lineString, .multiLineString: .lineString
        case .polygon, .multiPolygon: .polygon
        case .geometry, .geometryCollection: nil
        }
    }
}

extension LegendHint {
    /// What it is a sample of.
    var geometryType: StyleGeometryType {
        switch kind {
        case .fill: .polygon
        case .line: .lineString
        case .circle, .icon: .point
        }
    }
}
