import GeoStore
import SimpleFeatures
import StyleSpec
import TileArchive
import TileEngine
import Tiling

/// The tiles of some layers, made as the server makes them.
struct CollectionTiles: Sendable {
    let set: TileSet
    private let storeID: String
    /// Holds what it opened, and folders of its own, as long as tiles are made.
    private let provider: OverviewProvider

    /// - Parameter names: ids of collections, and of their label layers; none twice.
    /// - Throws: `GeoStoreError`, also when an overview has to be built and cannot be.
    init(_ names: [String], catalog: Catalog, store: Store) throws {
        provider = OverviewProvider(store: store)
        storeID = catalog.storeID
        let layers = try Self.layers(names, catalog, provider)
        set = TileSet(storeID: storeID, layers: layers)
    }

    /// What a style draws and no more.
    init(_ style: StyleFileLayers, catalog: Catalog, store: Store) throws {
        provider = OverviewProvider(store: store)
        storeID = catalog.storeID
        let names = try style.published(in: catalog)
        let layers = try Self.layers(names, catalog, provider)
        set = TileSet(storeID: storeID, usage: style.usage, sources: zip(names, layers).map { ($0, $1) })
    }

    private static func layers(
        _ names: [String], _ catalog: Catalog, _ provider: OverviewProvider
    ) throws -> [TileSelection.Layer] {
        var sources: [CollectionID: ServedCollection] = [:]
        return try names.map { name in
            let id = LayerName(name)
            let collection = try catalog.collection(id.collection)
            let served = try sources[collection.id] ?? Self.served(collection, provider)
            sources[collection.id] = served
            return TileSelection.Layer(served, content: id.isLabel ? .labels : .features)
        }
    }

    private static func served(
        _ collection: PublishedCollection, _ provider: OverviewProvider
    ) throws -> ServedCollection {
        if let source = try provider.open(collection) {
            return ServedCollection(collection: collection, source: source)
        }
        let built = try provider.build(collection, former: nil)
        return ServedCollection(collection: built.collection, source: built.source)
    }

    /// Changes whenever any tile may.
    var fingerprint: String { "\(storeID) \(set.state)" }

    /// In the order of the tiles' layers; none twice.
    var collections: [PublishedCollection] {
        var seen: Set<CollectionID> = []
        return set.summaries.map(\.layer.collection).filter { seen.insert($0.id).inserted }
    }

    var maker: TileMaker {
        let tiles = PyramidTiles(set)
        return TileMaker(
            hasFeatures: { [provider] index in
                withExtendedLifetime(provider) { tiles.hasFeatures(in: index) }
            },
            tile: { try tiles.gzip($0) })
    }
}

/// The name of a tile's layer: a collection's id, or that of its label layer.
struct LayerName: Hashable, Sendable {
    let collection: String
    let isLabel: Bool

    init(_ name: String) {
        let suffix = TileSelection.labelSuffix
        isLabel = name.hasSuffix(suffix) && name.count > suffix.count
        collection = isLabel ? String(name.dropLast(suffix.count)) : name
    }
}
