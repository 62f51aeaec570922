import GeoStore
import MapRender
import StyleSpec

/// What the colours, lines and icons of a map mean: a section for each collection, an entry for each way in which its
/// features are drawn.
struct Legend: Sendable {
    struct Section: Sendable {
        let collection: CollectionID
        let title: LocalizedText
        var entries: [Entry]
    }

    struct Entry: Sendable {
        let title: LocalizedText
        let swatch: LegendSwatch
        /// Which features it speaks of; empty where that is not known: then it stands for the collection as a whole.
        let rules: [LegendRule]
    }

    /// In the order of the catalogue, or as the layers of a map were ordered.
    var sections: [Section]
    /// Nil shows how things are drawn where the map draws them largest.
    let zoom: Double?
    /// The images that icons and patterns are taken from.
    let sprites: SpriteSheet?

    var isEmpty: Bool { sections.allSatisfy(\.entries.isEmpty) }
}

/// The features of a layer that are drawn alike.
struct LegendRule: Sendable {
    let layer: StyleLayer
    let membership: StyleFilter

    /// Whether a feature is drawn by the layer, and in this way.
    func accepts(_ context: EvaluationContext) -> Bool { layer.accepts(context) && membership.accepts(context) }
}

/// How an example of a class is drawn, the lowest layer first.
struct LegendSwatch: Sendable {
    let layers: [StyleLayer]
    let example: ExampleFeature

    /// The layers that draw the example, with what they are evaluated for.
    /// - Parameter zoom: nil takes one at which the map shows the example, streets and parcels in their full shape.
    func shown(atZoom zoom: Double?) -> [(layer: StyleLayer, context: EvaluationContext)] {
        if let zoom { return drawn(atZoom: zoom) }
        let usual = StyleLayer.usualZoom
        let others = layers.map { $0.shownZoom(nil) }.sorted { abs($0 - usual) < abs($1 - usual) }
        return ([usual] + others).lazy.map(drawn).first { !$0.isEmpty } ?? []
    }

    private func drawn(atZoom zoom: Double) -> [(layer: StyleLayer, context: EvaluationContext)] {
        let context = EvaluationContext(zoom: zoom, feature: example)
        return layers.filter { $0.isDrawn(context) && $0.accepts(context) }.map { ($0, context) }
    }
}
