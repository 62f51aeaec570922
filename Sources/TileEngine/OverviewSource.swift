internal import Compression
internal import GeoStore
internal import Glibc
internal import Tiling
internal import VectorTile

/// Tiles of a collection from its overview.
final class OverviewSource: TileSource {
    let overview: Overview
    let properties: [String]
    let bounds: WorldBox?
    let file: FileIdentity?
    private let reader: OverviewReader
    /// Features that the store has and the overview could not place.
    private let unplacedCount: Int

    init(_ overview: Overview, of collection: PublishedCollection) {
        self.overview = overview
        reader = overview.reader
        properties = reader.attributes.properties.map(\.name)
        // Squares that stand for small polygons may reach a little beyond them.
        let boxes = (0...OverviewReader.fullBandZoom).compactMap { [reader] in reader.band(zoom: $0).box }
        bounds = boxes.first.map { boxes.dropFirst().reduce($0) { $0.union($1) } }
        file = FileIdentity(path: overview.path)
        let placed = reader.header.featureCount + collection.nullGeometryCount
        unplacedCount = max(0, collection.featureCount - placed)
    }

    var stamp: Int { reader.header.description.stamp }

    func lastChange(touching box: WorldBox, zoom: Int) -> Int { reader.lastChange(touching: box, zoom: zoom) }

    func changes(since stamp: Int, zoom: Int) -> [WorldBox]? { reader.changes(since: stamp, zoom: zoom) }

    func featureCount(atZoom zoom: Int) -> Int { reader.band(zoom: zoom).count }

    func hasFeatures(touching box: WorldBox) -> Bool {
        // Squares that stand for small polygons may reach beyond all of them.
        bounds?.intersects(box) == true && reader.matchedCount(touching: box) > 0
    }

    var characters: Set<Unicode.Scalar> { reader.attributes.characters }

    func releaseMemory() { overview.releaseMemory() }

    func encode(_ layer: TileSelection.Layer, of tile: TileIndex) throws -> EncodedLayer {
        let band = reader.band(zoom: tile.matrix)
        return try LayerOfTile(layer, tile).encode(
            properties: properties, attributes: reader.attributes, unplacedCount: unplacedCount,
            matchedCount: reader.matchedCount, features: band)
    }
}

/// Where the features of a tile come from, the same ones each time they are asked for.
protocol TileFeatures {
    /// Hands over the entries whose boxes touch a box.
    func forEachFeature(touching box: WorldBox, _ body: (OverviewFeature) throws -> Void) rethrows
}

extension OverviewBand: TileFeatures {}
extension OverviewOverlay: TileFeatures {}

/// One layer of one tile, made from the features of an overview.
struct LayerOfTile {
    private let layer: TileSelection.Layer
    private let tile: TileIndex
    private let box: WorldBox

    init(_ layer: TileSelection.Layer, _ tile: TileIndex) {
        self.layer = layer
        self.tile = tile
        box = WorldBox(tile: tile, buffer: layer.buffer)
    }

    /// - Parameters:
    ///   - matchedCount: how many features touch a box.
    ///   - attributes: of the features.
    func encode(
        properties: [String], attributes: OverviewAttributes, unplacedCount: Int, matchedCount: (WorldBox) -> Int,
        features: some TileFeatures
    ) throws -> EncodedLayer {
        let settings = layer.collection.tileSettings
        let zoom = UInt8(tile.matrix)
        let isShown = tile.matrix >= settings.minZoom
        let encoded = try EncodedTileLayer(
            name: layer.name, properties: properties, visible: layer.visibleProperties(atZoom: tile.matrix),
            tile: tile, options: TileOptions(buffer: layer.buffer, byteLimit: settings.sizeLimitInBytes),
            content: layer.content == .labels ? .labels : .shapes, attributes: attributes,
            compressedSize: Self.compressedSize
        ) { add in
            guard isShown else { return }
            features.forEachFeature(touching: box) { feature in
                if feature.minZoom <= zoom { add(feature) }
            }
        }
        var counts = LayerCounts()
        counts.kept = encoded.counts.kept
        switch layer.content {
        case .features: counts.matched = max(matchedCount(box), counts.kept)
        // A name that is written elsewhere is not missing here.
        case .labels: counts.matched = encoded.counts.matched
        }
        counts.merged = min(encoded.counts.merged, counts.matched - counts.kept)
        counts.unplaced = unplacedCount
        return EncodedLayer(message: encoded.message, counts: counts)
    }

    private static func compressedSize(_ bytes: [UInt8]) throws -> Int { try Gzip.compress(bytes).count }
}

/// Tells a file from another one of the same name, and from itself after somebody wrote to it.
struct FileIdentity: Hashable, Sendable {
    private let device: UInt64
    private let node: UInt64
    private let size: Int64
    private let seconds: Int
    private let nanoseconds: Int

    /// Nil when there is no such file.
    init?(path: String) {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        device = UInt64(status.st_dev)
        node = UInt64(status.st_ino)
        size = Int64(status.st_size)
        seconds = status.st_mtim.tv_sec
        nanoseconds = status.st_mtim.tv_nsec
    }
}
