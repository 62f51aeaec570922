import GeoStore
import SimpleFeatures
import StyleSpec
import Synchronization
import TileEngine

/// The styles that maps are drawn with, compiled once.
final class MapStyles: Sendable {
    private struct Key: Hashable {
        let content: MapOrder.Content
        let audience: String
    }

    private struct State {
        var generation = TileDirectory.Generation()
        var ready: [Key: MapStyle] = [:]
        /// Of all generations: data change more often than styles.
        var compiled: [Key: CompiledStyle] = [:]
    }

    /// Lists of layers come from outside.
    private static let mostStyles = 128

    private let library: StyleLibrary
    private let directory: TileDirectory
    private let state = Mutex(State())

    init(library: StyleLibrary, directory: TileDirectory) {
        self.library = library
        self.directory = directory
    }

    /// - Parameter catalog: of whoever asks.
    /// - Throws: `RequestError.styleNotFound`, `GeoStoreError.collectionNotFound`, `TileError.notReady`, `StyleErrors`.
    func style(_ content: MapOrder.Content, in catalog: Catalog) async throws -> MapStyle {
        if case .sent(let style) = content { return try await ready(style.compiled, style.drawings, in: catalog) }
        let key = Key(content: content, audience: catalog.audience)
        let generation = directory.generation
        let known = state.withLock { $0.generation == generation ? $0.ready[key] : nil }
        if let known { return known }
        let layers = try library.layers(drawing: content, catalog: catalog)
        let former = state.withLock { $0.compiled[key] }
        let compiled: CompiledStyle
        if let former, former.layers == layers {
            compiled = former
        } else {
            compiled = try CompiledStyle(layers: layers)
        }
        let style = try await ready(compiled, [], in: catalog)
        state.withLock { state in
            if state.generation.isBefore(generation) || state.ready.count >= Self.mostStyles { state.ready = [:] }
            if state.compiled.count >= Self.mostStyles { state.compiled = [:] }
            state.compiled[key] = compiled
            guard !generation.isBefore(state.generation) else { return }
            state.generation = generation
            state.ready[key] = style
        }
        return style
    }

    /// With its tiles as they are now.
    private func ready(
        _ compiled: CompiledStyle, _ drawings: [FeatureTiles], in catalog: Catalog
    ) async throws -> MapStyle {
        let own = Set(drawings.map(\.name))
        let layers = compiled.layers.filter { layer in !own.contains(layer["source"]?.string ?? "") }
        let symbols = layers.filter { $0["type"]?.string == LayerType.symbol.rawValue }
        return MapStyle(
            compiled: compiled, tiles: try await directory.set(drawing: layers, in: catalog),
            symbolTiles: try await directory.set(drawing: symbols, in: catalog), drawings: drawings)
    }
}

extension StyleLibrary {
    /// The layers of a map in the order of drawing.
    /// - Throws: `RequestError.styleNotFound`, `GeoStoreError.collectionNotFound`.
    func layers(drawing content: MapOrder.Content, catalog: Catalog) throws -> [JSONValue] {
        switch content {
        case .style(let id): return try layers(of: id, catalog: catalog)
        case .layers(let wanted):
            let drawn = try wanted.enumerated().flatMap { place, layer in
                try layers(drawing: layer, catalog: catalog).map { $0.withID(place: place) }
            }
            // Names lie above shapes, whichever collection they are of.
            let isSymbol = { (layer: JSONValue) in layer["type"]?.string == LayerType.symbol.rawValue }
            return drawn.filter { !isSymbol($0) } + drawn.filter(isSymbol)
        case .sent(let style): return style.layers
        }
    }

    /// What draws one collection.
    /// - Throws: the same.
    func layers(drawing layer: MapOrder.Layer, catalog: Catalog) throws -> [JSONValue] {
        let name = try catalog.collection(layer.collection.name).id.name
        return try layers(of: layer.style ?? Self.composedID, catalog: catalog)
            // The basemap draws collections too, as ground for others.
            .filter { $0["source"]?.string == name && (layer.style != nil || !$0.isGround) }
    }
}

extension JSONValue {
    /// Whether a layer is of the basemap.
    fileprivate var isGround: Bool { self["metadata"]?["geosector:basemap"] == true }

    /// A style's layer under an id that no other one has, though the same collection is drawn twice.
    fileprivate func withID(place: Int) -> JSONValue {
        guard var members = object, let id = members["id"]?.string else { return self }
        members["id"] = .string("\(place) \(id)")
        return .object(members)
    }
}
