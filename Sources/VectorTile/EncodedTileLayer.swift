public import Tiling

/// A layer of a tile, made coarser where it would be too large.
///
/// ```swift
/// let layer = EncodedTileLayer(
///     name: "parcels", properties: names, tile: index, attributes: reader.attributes,
///     compressedSize: { try Gzip.compress($0).count },
///     features: { add in band.forEachFeature(touching: box, add) })
/// try tile.append(layer)
/// ```
/// Nothing is cut off: a coarser layer covers the same ground with fewer features, chosen place by place, and its
/// `counts` tell what stands for what. Equal features in equal order give equal bytes.
public struct EncodedTileLayer: Sendable {
    /// What of the features the layer shows.
    public enum Content: Hashable, Sendable {
        case shapes
        /// The places of their names, without a buffer: each is in exactly one tile.
        case labels
    }

    /// Cells of the coarsest layer are 1/8 of a tile's side: what is larger still stays.
    static let coarsestLevel = 7
    /// How far above the limit a layer is taken to be from its uncompressed size alone.
    static let certainExcess = 1.25

    public let name: String
    /// The layer message, nil when no feature was kept: such a layer is left out of its tile (MVT 2.1, 4.1).
    public let message: [UInt8]?
    public let counts: TileCounts
    /// How many times the layer was made coarser; 0 shows every feature as it is.
    public let coarseness: Int

    /// - Parameters:
    ///   - visible: for each property whether it is written; nil for all.
    ///   - compressedSize: what `TileOptions.byteLimit` limits; asked only when the plain message is larger.
    ///   - features: hands over the features, the same ones each time it is called.
    public init(
        name: String, properties: [String], visible: [Bool]? = nil, tile: TileIndex,
        options: TileOptions = TileOptions(), content: Content = .shapes, attributes: OverviewAttributes,
        compressedSize: ([UInt8]) throws -> Int, features: ((OverviewFeature) -> Void) throws -> Void
    ) rethrows {
        func start(_ coarseness: Int) -> TileLayerEncoder {
            TileLayerEncoder(
                name: name, properties: properties, visible: visible, options: options,
                attributes: attributes,
                grid: TileGrid(tile: tile, options: options, coarseness: max(0, coarseness - 1)))
        }
        var encoder = start(0)
        switch content {
        case .shapes: try features { encoder.add($0) }
        case .labels: try features { encoder.addLabel(of: $0) }
        }
        var message = encoder.finish()
        var coarseness = 0
        // Compressed bytes for each plain one, as last measured.
        var ratio = 0.0
        while let bytes = message, bytes.count > options.byteLimit, coarseness < Self.coarsestLevel {
            if ratio == 0, try SizeEstimate.isWithin(options.byteLimit, bytes, compressedSize: compressedSize) { break }
            if Double(bytes.count) * ratio <= Double(options.byteLimit) * Self.certainExcess {
                let size = try compressedSize(bytes)
                if size <= options.byteLimit { break }
                ratio = Double(size) / Double(bytes.count)
            }
            coarseness += 1
            var thinning = LayerThinning(tile: tile, options: options, content: content, level: coarseness)
            try features { thinning.note($0) }
            encoder = start(coarseness)
            switch content {
            case .shapes: try features { encoder.add($0, as: thinning.part(of: $0)) }
            case .labels:
                try features { encoder.addLabel(of: $0, isKept: thinning.keepsLabel(of: $0)) }
            }
            message = encoder.finish()
        }
        self.name = name
        self.message = message
        self.counts = encoder.counts
        self.coarseness = coarseness
    }
}
