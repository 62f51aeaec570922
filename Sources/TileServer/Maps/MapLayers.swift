import GeoStore
import SimpleFeatures

/// What map services call layers: a collection, a sector with all of its collections, the whole map.
struct MapLayers: Sendable {
    enum Layer: Hashable, Sendable {
        case collection(PublishedCollection)
        case sector(Sector, [PublishedCollection])
        case whole([PublishedCollection])

        var name: String {
            switch self {
            case .collection(let collection): collection.id.name
            case .sector(let sector, _): sector.id
            case .whole: MapLayers.wholeName
            }
        }

        /// Those that it draws.
        var collections: [PublishedCollection] {
            switch self {
            case .collection(let collection): [collection]
            case .sector(_, let collections), .whole(let collections): collections
            }
        }
    }

    /// A layer as somebody wants it drawn.
    struct Choice: Hashable, Sendable {
        let layer: Layer
        /// Nil for the default.
        let style: String?
    }

    static let wholeName = StyleLibrary.composedID
    /// What clients may call the style that a layer has when none is asked for.
    static let defaultStyle = "default"
    /// In one request. There are fewer collections; a group takes them all at once.
    static let mostChoices = 100

    let catalog: Catalog
    let styles: StyleLibrary

    /// Sectors that have collections, in the order of the catalogue.
    var sectors: [(sector: Sector, collections: [PublishedCollection])] {
        catalog.sectors.compactMap { sector in
            let own = catalog.collections.filter { $0.sector == sector.id }
            return own.isEmpty ? nil : (sector, own)
        }
    }

    /// Collections of sectors that the catalogue does not list.
    var others: [PublishedCollection] { catalog.collections.filter { catalog.sector($0.sector) == nil } }

    /// Every layer that can be named, the whole map first, then the sectors, each before its collections.
    var all: [Layer] {
        let grouped = sectors.flatMap { sector, collections in
            [Layer.sector(sector, collections)] + collections.map(Layer.collection)
        }
        return ([.whole(catalog.collections)] + grouped + others.map(Layer.collection)).filter(isNamed)
    }

    /// A collection's id wins over a sector's, and both over the whole map: a group that shares its name has none.
    func isNamed(_ layer: Layer) -> Bool {
        switch layer {
        case .collection: true
        case .sector(let sector, _): catalog.existing(sector.id) == nil
        case .whole: catalog.existing(Self.wholeName) == nil && catalog.sector(Self.wholeName) == nil
        }
    }

    /// - Parameter parameter: where the name stands.
    func layer(_ name: String, in parameter: String) throws(ServiceFault) -> Layer {
        if let collection = catalog.existing(name) { return .collection(collection) }
        if let found = sectors.first(where: { $0.sector.id == name }) {
            return .sector(found.sector, found.collections)
        }
        if name == Self.wholeName { return .whole(catalog.collections) }
        let known = all.map(\.name)
        let near = NearMatches.of(name, among: known)
        throw ServiceFault(
            .layerNotDefined, parameter, name,
            expected: near.isEmpty
                ? "one of the layers \(known.joined(separator: ", "))"
                : "a layer of the capabilities; did you mean \(near.joined(separator: ", "))?")
    }

    /// - Parameter text: empty or `default` for the default.
    func choice(_ layer: Layer, style text: String, in parameter: String) throws(ServiceFault) -> Choice {
        guard !text.isEmpty, text != Self.defaultStyle else { return Choice(layer: layer, style: nil) }
        let offered = styleUses.ids(drawing: layer)
        guard offered.contains(text) else {
            throw ServiceFault(
                .styleNotDefined, parameter, text,
                expected: "nothing, or one of the styles of '\(layer.name)': "
                    + ([Self.defaultStyle] + offered).joined(separator: ", "))
        }
        return Choice(layer: layer, style: text)
    }

    /// Which styles each layer can have.
    var styleUses: StyleUses { StyleUses(styles, in: catalog) }

    func title(of style: String, in language: Language) -> String {
        styles.styles.first { $0.id == style }?.title(in: language) ?? style
    }

    /// What is drawn for the choices, the first one below the others.
    func content(of choices: [Choice]) -> MapOrder.Content {
        if choices.count == 1, case .whole = choices[0].layer {
            return .style(choices[0].style ?? Self.wholeName)
        }
        let uses = choices.contains { $0.style != nil } ? styleUses : nil
        var drawn: [MapOrder.Layer] = []
        for choice in choices {
            let wanted = choice.layer.collections.sorted { Self.rank($0) < Self.rank($1) }.map { collection in
                // Of a group with a style, what the style does not draw has its default.
                let style = choice.style.flatMap { id in
                    uses?.ids(drawing: .collection(collection)).contains(id) ?? false ? id : nil
                }
                return MapOrder.Layer(collection: collection.id, style: style)
            }
            drawn += wanted.filter { !drawn.contains($0) }
        }
        return .layers(drawn)
    }

    /// Areas below lines below points; what may be any of them goes below.
    private static func rank(_ collection: PublishedCollection) -> Int {
        2 - (collection.schema.geometryType.dimension ?? 2)
    }
}
