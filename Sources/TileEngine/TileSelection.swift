public import GeoStore
internal import StyleSpec
public import Tiling
internal import VectorTile

/// The layers of a tile, in order, each from the source that was served when the selection was made: an answer never
/// mixes two states.
public final class TileSelection: Sendable {
    public struct Layer: Sendable {
        public enum Content: Hashable, Sendable {
            case features
            /// A point for each feature's name.
            case labels
        }

        /// As the tile names it.
        public let name: String
        public let collection: PublishedCollection
        public let source: any TileSource
        public let content: Content
        /// By zoom: which properties are in the tile; nil when all are.
        let masks: [[Bool]?]
        /// Which features it has, when not all.
        let filter: Fingerprint?

        /// Labels are drawn where they are: one in a buffer would be written twice.
        public var buffer: Int { content == .labels ? 0 : collection.tileSettings.buffer }

        public func visibleProperties(atZoom zoom: Int) -> [Bool]? { masks[zoom] }

        public init(_ served: ServedCollection, content: Content) {
            self.init(served, content: content, filter: nil)
        }

        /// Of some of the features.
        public init(_ filtered: FilteredSource, content: Content) {
            self.init(filtered.served, content: content, filter: filtered.fingerprint)
        }

        private init(_ served: ServedCollection, content: Content, filter: Fingerprint?) {
            let (names, settings) = (served.source.properties, served.collection.tileSettings)
            self.init(
                collection: served.collection, source: served.source, content: content,
                masks: TileMatrixSet.webMercatorQuad.matrices.indices.map {
                    settings.visibleProperties(of: names, atZoom: $0)
                }, filter: filter)
        }

        private init(
            collection: PublishedCollection, source: any TileSource, content: Content, masks: [[Bool]?],
            filter: Fingerprint?
        ) {
            self.collection = collection
            self.source = source
            self.content = content
            self.masks = masks
            self.filter = filter
            name = content == .labels ? Self.labelName(of: collection.id) : collection.id.name
        }

        /// The layer with what a client reads and no more.
        func reading(_ use: PropertyUse) -> Layer {
            guard case .some(let wanted) = use else { return self }
            let masks = masks.map { mask -> [Bool]? in
                let names = source.properties
                let narrowed = names.indices.map { wanted.contains(names[$0]) && mask?[$0] ?? true }
                return narrowed.allSatisfy { $0 } ? nil : narrowed
            }
            return Layer(collection: collection, source: source, content: content, masks: masks, filter: filter)
        }

        static func labelName(of id: CollectionID) -> String { id.name + TileSelection.labelSuffix }
    }

    /// What the id of a collection's label layer ends in; no collection's own does.
    public static let labelSuffix = "_label"
    /// Raised when the encoder, or the making of overviews, changes what becomes of the same features.
    private static let encoderGeneration = 3

    public let layers: [Layer]
    /// Which data and settings its tiles are made from, short enough for a URL: equal states have equal tiles.
    public let state: String
    /// The counts of a tile that no feature touches.
    let emptyCounts: String
    private let seed: Fingerprint
    /// Around everything its tiles show.
    let bounds: WorldBox?
    let largestBuffer: Int

    /// - Parameter layers: none twice.
    public init(storeID: String, layers: [Layer]) {
        self.layers = layers
        let parts = layers.map { layer in
            let masks = layer.masks.map { $0?.map { $0 ? "1" : "0" }.joined() ?? "*" }.joined(separator: "/")
            return [
                layer.name, "\(layer.content)", layer.collection.tileSettings.fingerprint, masks,
                layer.collection.view?.fingerprint ?? "", layer.filter?.description ?? "",
            ].joined(separator: " ")
        }
        seed = Fingerprint("\(Self.encoderGeneration) mvt \(storeID) \(parts.joined(separator: "\n"))")
        let states = layers.map { $0.collection.state.description }
        // Tiles of low zooms become others while the state stays, when they are behind it.
        let behind = layers.map {
            $0.source.stamp(atZoom: 0) == $0.source.stamp ? "" : "<\($0.source.stamp(atZoom: 0))"
        }
        let known = zip(states, behind).map { $0 + $1 }.joined(separator: ",")
        let identity = Fingerprint("\(seed) \(known)").description.prefix(10)
        state = layers.count > 4 ? String(identity) : "\(states.joined(separator: "-"))-\(identity)"
        emptyCounts = Self.text(of: layers.map { ($0.name, LayerCounts()) })
        let boxes = layers.compactMap(\.source.bounds)
        bounds = boxes.first.map { boxes.dropFirst().reduce($0) { $0.union($1) } }
        largestBuffer = layers.map(\.buffer).max() ?? 0
    }

    /// Known before any work: the versions that last changed something in the tile, each layer's settings and
    /// attributes, and the index. A tile that no change touched keeps its key from version to version.
    public func key(of tile: TileIndex) -> TileKey {
        var mixer = TileKeyMixer(seed: seed)
        mixer.mix(tile.matrix)
        mixer.mix(tile.row)
        mixer.mix(tile.column)
        for layer in layers {
            mixer.mix(
                layer.source.lastChange(touching: WorldBox(tile: tile, buffer: layer.buffer), zoom: tile.matrix))
        }
        return mixer.key
    }

    /// Whether nothing lies there, at no cost worth keeping the answer for.
    public func isOutside(_ tile: TileIndex) -> Bool {
        guard let bounds else { return true }
        return !bounds.intersects(WorldBox(tile: tile, buffer: largestBuffer))
    }

    /// The empty tile of this selection.
    public var emptyTile: EncodedTile { EncodedTile(body: .empty, counts: emptyCounts) }

    /// What a tile shows of what it holds, as a structured-fields dictionary (RFC 8941):
    /// `parcels;matched=9870;kept=2314;merged=7556;dropped=0`.
    static func text(of counts: [(name: String, counts: LayerCounts)]) -> String {
        counts.map { name, counts in
            let unplaced = counts.unplaced > 0 ? ";unplaced=\(counts.unplaced)" : ""
            return "\(name);matched=\(counts.matched);kept=\(counts.kept);merged=\(counts.merged)"
                + ";dropped=\(counts.dropped)\(unplaced)"
        }.joined(separator: ", ")
    }

    /// The layers that a tile's `counts` names, each with the features that it shows by themselves.
    public static func kept(in counts: String) -> [(layer: String, features: Int)] {
        counts.split(separator: ", ").map { entry in
            let parts = entry.split(separator: ";")
            let kept = parts.first { $0.hasPrefix("kept=") }.flatMap { Int($0.dropFirst(5)) }
            return (layer: String(parts.first ?? ""), features: kept ?? 0)
        }
    }
}
