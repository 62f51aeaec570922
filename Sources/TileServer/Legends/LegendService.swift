import GeoStore
import MapRender
import SimpleFeatures
import StyleSpec
import TileEngine

/// Makes legends of what is served.
struct LegendService: Sendable {
    let styles: StyleLibrary
    let sight: LegendSight
    let executor: ThreadPoolExecutor

    /// - Parameter catalog: of whoever asks: what it hides is in no legend.
    /// - Throws: `RequestError.styleNotFound`, `GeoStoreError.collectionNotFound`, `TileError.notReady`, `StyleErrors`,
    ///   `ProjError`.
    func legend(_ question: LegendQuestion, in catalog: Catalog) async throws -> Legend {
        for name in question.collections?.sorted() ?? [] { _ = try catalog.collection(name) }
        let parts = try parts(of: question.content, in: catalog).filter { part in
            question.collections?.contains(part.collection.id.name) ?? true
        }
        let icons = styles.shelf.icons.sheets[StyleIcons.ratios.upperBound]?.sprites
        let all = try await executor.run {
            let sections = try parts.map { try LegendBuilder(collection: $0.collection, layers: $0.layers).section() }
            return Legend(sections: sections, zoom: question.zoom, sprites: icons)
        }
        let legend = question.zoom == nil ? all : all.drawn
        guard let envelope = question.envelope else { return legend }
        let names = tileNames(of: question.content, legend, in: catalog)
        return try await sight.seen(of: legend, in: envelope, names, catalog: catalog)
    }

    /// The tiles that the map is drawn from, as viewers ask for them.
    private func tileNames(
        of content: MapOrder.Content, _ legend: Legend, in catalog: Catalog
    ) -> [TileDirectory.Names] {
        let collections = Set(legend.sections.map(\.collection.name))
        switch content {
        case .style(let id):
            return StyleSources(styleID: id, catalog: catalog).groups(collections).map { group in
                .style(id, only: group.collections.joined(separator: ","))
            }
        case .layers, .sent: return collections.sorted().map { .layers($0) }
        }
    }

    /// The collections that are drawn, with the layers that draw them.
    private func parts(
        of content: MapOrder.Content, in catalog: Catalog
    ) throws -> [(collection: PublishedCollection, layers: [JSONValue])] {
        switch content {
        case .style, .sent:
            let layers = try styles.layers(drawing: content, catalog: catalog)
            return catalog.collections.compactMap { collection in
                let own = layers.filter {
                    $0.collectionInLegend == collection.id.name && $0["source"]?.string == collection.id.name
                }
                return own.isEmpty ? nil : (collection, own)
            }
        case .layers(let layers):
            return try layers.map { layer in
                let collection = try catalog.collection(layer.collection.name)
                let drawn = try styles.layers(drawing: layer, catalog: catalog)
                return (collection, drawn.filter { $0.collectionInLegend == collection.id.name })
            }
        }
    }
}

extension Legend {
    /// What is drawn at its zoom.
    fileprivate var drawn: Legend {
        var legend = self
        legend.sections = sections.compactMap { section in
            var section = section
            section.entries.removeAll { $0.swatch.shown(atZoom: zoom).isEmpty }
            return section.entries.isEmpty ? nil : section
        }
        return legend
    }
}

extension JSONValue {
    /// The collection whose legend a layer is in; layers of the basemap are in none.
    fileprivate var collectionInLegend: String? {
        let metadata = self["metadata"]
        if let named = metadata?["geosector:collection"]?.string { return named }
        return metadata?["geosector:basemap"] == true ? nil : self["source"]?.string
    }
}
