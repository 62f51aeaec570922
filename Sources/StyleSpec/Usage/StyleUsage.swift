public import SimpleFeatures

/// What a MapLibre style reads of vector tiles: which source layers at which zooms, and which of their properties.
public struct StyleUsage: Hashable, Sendable {
    private struct Use: Hashable, Sendable {
        let minZoom: Double
        /// The zoom from which on the layer is hidden.
        let maxZoom: Double
        let properties: PropertyUse
    }

    /// In the order in which the style draws them first.
    public private(set) var sourceLayers: [String] = []
    private var uses: [String: [Use]] = [:]

    /// - Parameter layers: of a style document; those that are hidden or without a source layer read nothing.
    public init(layers: [JSONValue]) {
        for layer in layers {
            guard let name = layer["source-layer"]?.string, layer["layout"]?["visibility"]?.string != "none" else {
                continue
            }
            if uses[name] == nil { sourceLayers.append(name) }
            let use = Use(
                minZoom: layer["minzoom"]?.number ?? 0, maxZoom: layer["maxzoom"]?.number ?? .infinity,
                properties: Self.properties(of: layer))
            uses[name, default: []].append(use)
        }
    }

    /// What filter, layout and paint of a layer read.
    private static func properties(of layer: JSONValue) -> PropertyUse {
        let specification = layer["type"]?.string.flatMap(LayerType.init(rawValue:)).map(LayerSpecification.of)
        let values = ["layout", "paint"].flatMap { layer[$0]?.object?.members ?? [] }
        return values.reduce(layer["filter"].map(ExpressionProperties.ofFilter) ?? .none) { use, member in
            let property = specification?.layout(member.key) ?? specification?.paint(member.key)
            return use.union(
                ExpressionProperties.ofValue(member.value, of: property ?? PropertySpecification(member.key, nil)))
        }
    }

    /// What the map reads of a source layer from tiles of a zoom; nil when it draws nothing of it.
    /// - Parameter deepest: the zoom whose tiles serve all zooms beyond it.
    public func properties(of sourceLayer: String, atZoom zoom: Int, deepest: Int) -> PropertyUse? {
        // A tile is drawn from its own zoom until the next.
        let drawn = (uses[sourceLayer] ?? []).filter { use in
            (zoom >= deepest || use.minZoom < Double(zoom + 1)) && use.maxZoom > Double(zoom)
        }
        return drawn.isEmpty ? nil : drawn.reduce(.none) { $0.union($1.properties) }
    }
}
