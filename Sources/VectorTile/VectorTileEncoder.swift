/// Joins encoded layers to the bytes of a tile, in the order they are appended.
public struct VectorTileEncoder: Sendable {
    private var bytes: [UInt8] = []
    /// Layers of the tile with what each of them holds; those without a feature are here, though not in the bytes.
    public private(set) var layers: [(name: String, counts: TileCounts)] = []

    public init() {}

    /// Adds a layer; one without features adds nothing to the bytes.
    /// - Throws: `VectorTileError.duplicateLayer` (MVT 2.1, 4.1: names are unique in a tile).
    public mutating func append(_ layer: borrowing TileLayerEncoder) throws(VectorTileError) {
        try append(name: layer.name, message: layer.finish(), counts: layer.counts)
    }

    /// Adds a layer that was made to fit a limit.
    /// - Throws: `VectorTileError.duplicateLayer`.
    public mutating func append(_ layer: EncodedTileLayer) throws(VectorTileError) {
        try append(name: layer.name, message: layer.message, counts: layer.counts)
    }

    /// Adds a layer message encoded earlier or elsewhere by `TileLayerEncoder.finish()`.
    /// - Throws: `VectorTileError.duplicateLayer`.
    public mutating func append(name: String, message: [UInt8]?, counts: TileCounts) throws(VectorTileError) {
        guard !layers.contains(where: { Array($0.name.utf8) == Array(name.utf8) }) else {
            throw VectorTileError.duplicateLayer(name)
        }
        layers.append((name, counts))
        if let message { ProtobufWriter.message(message, field: 3, to: &bytes) }
    }

    /// The tile's bytes; empty when no layer has a feature.
    public func finish() -> [UInt8] { bytes }
}
