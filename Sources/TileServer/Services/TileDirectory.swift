import GeoStore
import SimpleFeatures
import StyleSpec
import Synchronization
import TileEngine

/// From what a URL names to the tiles behind it.
final class TileDirectory: Sendable {
    /// What a URL names.
    enum Names: Hashable, Sendable {
        /// Ids of collections and of their label layers, with commas between.
        case layers(String)
        case everything
        /// What a style needs; of some of its collections only, when they are given with commas between.
        case style(String, only: String?)
    }

    private struct Key: Hashable {
        let names: Names
        let audience: String
    }

    /// Counts with whatever changes which tiles there are.
    struct Generation: Hashable {
        var overviews = -1
        var styles = -1

        func isBefore(_ other: Generation) -> Bool {
            self != other && overviews <= other.overviews && styles <= other.styles
        }
    }

    private struct State {
        var generation = Generation()
        var sets: [Key: TileSet] = [:]
        /// Asked for lately, the last one at the end.
        var recent: [Names] = []
    }

    /// Different lists of collections that are remembered: names come from outside.
    private static let mostSets = 512
    private static let mostRecent = 16
    /// How long a request waits for the first overview of a collection.
    private static let patience = Duration.seconds(10)

    private let overviews: OverviewLibrary
    private let styles: StyleLibrary
    private let state = Mutex(State())

    init(overviews: OverviewLibrary, styles: StyleLibrary) {
        self.overviews = overviews
        self.styles = styles
    }

    /// As of now.
    var generation: Generation {
        Generation(overviews: overviews.generation, styles: styles.generation)
    }

    /// The tiles as they are served now, when they were asked for before.
    /// - Parameter catalog: of whoever asks.
    func known(_ names: Names, in catalog: Catalog) -> TileSet? {
        let generation = generation
        let key = Key(names: names, audience: catalog.audience)
        return state.withLock { state in state.generation == generation ? state.sets[key] : nil }
    }

    /// The tiles as they are served now. Waits while nothing is served of a collection yet.
    /// - Throws: `GeoStoreError.collectionNotFound`, `RequestError.styleNotFound`, `TileError.notReady`.
    func set(_ names: Names, in catalog: Catalog) async throws -> TileSet {
        if let known = known(names, in: catalog) { return known }
        // Before anything is read: what changes meanwhile makes the set one of the past.
        let generation = generation
        let set: TileSet
        switch names {
        case .layers(let text):
            set = TileSet(storeID: catalog.storeID, layers: try await layers(Self.parts(of: text), catalog))
        case .everything:
            set = TileSet(
                storeID: catalog.storeID, layers: try await layers(catalog.collections.map(\.id.name), catalog))
        case .style(let id, let only):
            set = try await styleSet(id, only: only, catalog)
        }
        state.withLock { state in
            if state.generation != generation {
                guard state.generation.isBefore(generation) else { return }
                state.generation = generation
                state.sets = [:]
            }
            if state.sets.count >= Self.mostSets { state.sets = [:] }
            state.sets[Key(names: names, audience: catalog.audience)] = set
            guard catalog.audience.isEmpty else { return }
            state.recent.removeAll { $0 == names }
            state.recent.append(names)
            if state.recent.count > Self.mostRecent { state.recent.removeFirst() }
        }
        return set
    }

    /// What clients that see everything asked for lately, the last first.
    var recent: [Names] { state.withLock { $0.recent.reversed() } }

    /// What layers of a style read, not remembered.
    /// - Throws: `GeoStoreError.collectionNotFound`, `TileError.notReady`.
    func set(drawing layers: [JSONValue], in catalog: Catalog) async throws -> TileSet {
        try await set(StyleUsage(layers: layers), only: nil, catalog)
    }

    private func styleSet(_ id: String, only: String?, _ catalog: Catalog) async throws -> TileSet {
        try await set(StyleUsage(layers: try styles.layers(of: id, catalog: catalog)), only: only, catalog)
    }

    private func set(_ usage: StyleUsage, only: String?, _ catalog: Catalog) async throws -> TileSet {
        let wanted = only.map { Set($0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)) }
        for name in wanted ?? [] { _ = try Self.layer(named: name, catalog) }
        var sources: [(name: String, layer: TileSelection.Layer)] = []
        for name in usage.sourceLayers {
            let collection = try Self.layer(named: name, catalog).collection
            guard wanted?.contains(collection.id.name) ?? true else { continue }
            sources.append((name, try await layers([name], catalog)[0]))
        }
        return TileSet(storeID: catalog.storeID, usage: usage, sources: sources)
    }

    private func layers(_ names: [String], _ catalog: Catalog) async throws -> [TileSelection.Layer] {
        let wanted = try names.map { try Self.layer(named: $0, catalog) }
        var layers: [TileSelection.Layer] = []
        for (collection, content) in wanted {
            let view = collection.view?.fingerprint
            if overviews.served(collection.id, view: view) == nil {
                try await overviews.awaitServed(collection.id, view: view, patience: Self.patience)
            }
            guard let served = overviews.served(collection.id, view: view) else {
                throw TileError.notReady(collection: collection.id.name)
            }
            layers.append(TileSelection.Layer(served, content: content))
        }
        return layers
    }

    /// The layers that a text names.
    static func parts(of text: String) -> [String] {
        var seen: Set<Substring> = []
        // Named twice, a layer is one: layer names are unique in a tile (MVT 2.1, 4.1).
        return text.split(separator: ",", omittingEmptySubsequences: false).filter { seen.insert($0).inserted }
            .map(String.init)
    }

    /// What a layer of a tile is called after.
    /// - Throws: `GeoStoreError.collectionNotFound`.
    static func layer(
        named name: String, _ catalog: Catalog
    ) throws -> (collection: PublishedCollection, content: TileSelection.Layer.Content) {
        let suffix = TileSelection.labelSuffix
        guard name.hasSuffix(suffix), name.count > suffix.count else {
            return (try catalog.collection(name), .features)
        }
        return (try catalog.collection(String(name.dropLast(suffix.count))), .labels)
    }
}
