import GeoStore
import SimpleFeatures

/// Which styles draw something of which collections.
struct StyleUses: Sendable {
    private let known: [(id: String, collections: Set<String>)]

    /// - Parameter catalog: of whoever asks: what it hides is drawn by no style.
    init(_ styles: StyleLibrary, in catalog: Catalog) {
        known = styles.styles.map { style in
            (style.id, Set(style.layers(in: catalog).compactMap { $0["source"]?.string }))
        }
    }

    /// Those that draw something of the layer; its default, which draws all of it, is not among them.
    func ids(drawing layer: MapLayers.Layer) -> [String] {
        if case .whole = layer { return [StyleLibrary.composedID] + known.map(\.id) }
        let names = layer.collections.map(\.id.name)
        return known.filter { style in names.contains { style.collections.contains($0) } }.map(\.id)
    }
}
