internal import GeoStore
public import StyleSpec
internal import Tiling

/// The tiles behind one URL: which layers at which zoom.
public final class TileSet: Sendable {
    /// One layer over all zooms, as TileJSON tells about it.
    public struct Summary: Sendable {
        public let layer: TileSelection.Layer
        /// Where it is not always empty; clients enlarge beyond.
        public let zooms: ClosedRange<Int>
        /// Properties that are in the tiles of some zoom, in the order of the schema.
        public let properties: [String]
    }

    public let summaries: [Summary]
    /// Equal states have equal tiles; short enough for a URL.
    public let state: String
    /// Of the tiles offered to clients.
    public let zooms: ClosedRange<Int>
    private let selections: [TileSelection]

    private static let matrices = TileMatrixSet.webMercatorQuad.matrices.indices

    /// The same layers, whole, at every zoom.
    public init(storeID: String, layers: [TileSelection.Layer]) {
        let selection = TileSelection(storeID: storeID, layers: layers)
        selections = Self.matrices.map { _ in selection }
        state = selection.state
        zooms = Self.zooms(of: layers.map(\.collection))
        summaries = layers.map { layer in
            let settings = layer.collection.tileSettings
            return Summary(
                layer: layer, zooms: settings.minZoom...max(settings.minZoom, settings.maxZoom),
                properties: Self.properties(of: [layer]))
        }
    }

    /// What a style draws, at the zooms where it does, with the properties it reads there.
    /// - Parameter sources: the style's source layers that exist, in the style's order.
    public init(
        storeID: String, usage: StyleUsage, sources: [(name: String, layer: TileSelection.Layer)]
    ) {
        let zooms = Self.zooms(of: sources.map(\.layer.collection))
        var selections: [TileSelection] = []
        for zoom in Self.matrices {
            let layers = sources.compactMap { name, layer in
                usage.properties(of: name, atZoom: zoom, deepest: zooms.upperBound).map { layer.reading($0) }
            }
            let selection = TileSelection(storeID: storeID, layers: layers)
            selections.append(selections.last?.state == selection.state ? selections[zoom - 1] : selection)
        }
        self.selections = selections
        self.zooms = zooms
        state = Fingerprint(selections.map(\.state).joined(separator: " ")).description
        summaries = sources.compactMap { name, layer in
            let drawn = zooms.filter { zoom in selections[zoom].layers.contains { $0.name == name } }
            guard let first = drawn.first, let last = drawn.last else { return nil }
            let forms = drawn.flatMap { zoom in selections[zoom].layers.filter { $0.name == name } }
            return Summary(layer: layer, zooms: first...last, properties: Self.properties(of: forms))
        }
    }

    public subscript(zoom: Int) -> TileSelection { selections[zoom] }

    private static func zooms(of collections: [PublishedCollection]) -> ClosedRange<Int> {
        let shallow = collections.map(\.tileSettings.minZoom).min() ?? 0
        return shallow...max(shallow, collections.map(\.tileSettings.maxZoom).max() ?? 0)
    }

    private static func properties(of forms: [TileSelection.Layer]) -> [String] {
        guard let first = forms.first else { return [] }
        return first.source.properties.enumerated().filter { place, _ in
            forms.contains { form in matrices.contains { form.visibleProperties(atZoom: $0)?[place] ?? true } }
        }.map(\.element)
    }
}
