internal import GeoStore
internal import Tiling
internal import VectorTile

/// Tiles of a collection that was edited since its overview was made: from zoom 12 on the present state, below it that of
/// the overview, until a new one is made.
final class OverlaidSource: TileSource {
    let base: OverviewSource
    let stamp: Int
    let bounds: WorldBox?
    private let overlay: OverviewOverlay
    private let unplacedCount: Int
    /// Where tiles of full detail changed since the base was made, and when.
    private let changes: [Change]
    private let changedBox: WorldBox?

    private struct Change {
        let box: WorldBox
        let stamp: Int
    }

    /// Changes of former states are kept up to so many for each feature, and then told as if they were of this one.
    private static let mostChangesPerFeature = 8
    private static let fewestChanges = 4_096

    /// - Parameter former: what was served before; what it showed alike keeps its stamps, when it has the same base.
    init(
        _ overlay: OverviewOverlay, on base: OverviewSource, of collection: PublishedCollection,
        former: OverlaidSource?
    ) {
        self.base = base
        self.overlay = overlay
        stamp = collection.state.stamp
        bounds = [base.bounds, overlay.patchBox].compactMap { $0 }.reduce(nil) { $0?.union($1) ?? $1 }
        unplacedCount = max(0, collection.featureCount - overlay.featureCount - collection.nullGeometryCount)
        let former = former?.base === base ? former : nil
        var stamps: [WorldBox: Int] = [:]
        for change in former?.changes ?? [] { stamps[change.box] = change.stamp }
        for box in overlay.differences(from: former?.overlay) { stamps[box] = stamp }
        if stamps.count > max(Self.fewestChanges, Self.mostChangesPerFeature * overlay.touched.count) {
            stamps = stamps.filter { [former] in $0.value > former?.stamp ?? 0 }
            for box in overlay.differences(from: nil) { stamps[box] = stamp }
        }
        changes = stamps.map { Change(box: $0.key, stamp: $0.value) }
        changedBox = changes.reduce(nil) { $0?.union($1.box) ?? $1.box }
    }

    var properties: [String] { base.properties }

    var overlaidCount: Int? { overlay.touched.count }

    var characters: Set<Unicode.Scalar> { base.characters }

    func stamp(atZoom zoom: Int) -> Int { Self.isOverlaid(zoom) ? stamp : base.stamp }

    func lastChange(touching box: WorldBox, zoom: Int) -> Int {
        var last = base.lastChange(touching: box, zoom: zoom)
        guard Self.isOverlaid(zoom), changedBox?.intersects(box) == true else { return last }
        for change in changes where change.stamp > last && change.box.intersects(box) { last = change.stamp }
        return last
    }

    func changes(since stamp: Int, zoom: Int) -> [WorldBox]? {
        guard let former = base.changes(since: stamp, zoom: zoom) else { return nil }
        return Self.isOverlaid(zoom) ? former + changes.filter { $0.stamp > stamp }.map(\.box) : former
    }

    func featureCount(atZoom zoom: Int) -> Int {
        Self.isOverlaid(zoom) ? overlay.featureCount : base.featureCount(atZoom: zoom)
    }

    func hasFeatures(touching box: WorldBox) -> Bool {
        base.hasFeatures(touching: box) || overlay.matchedCount(touching: box) > 0
    }

    func releaseMemory() { base.releaseMemory() }

    func encode(_ layer: TileSelection.Layer, of tile: TileIndex) throws -> EncodedLayer {
        guard Self.isOverlaid(tile.matrix) else { return try base.encode(layer, of: tile) }
        return try LayerOfTile(layer, tile).encode(
            properties: properties, attributes: overlay.attributes, unplacedCount: unplacedCount,
            matchedCount: overlay.matchedCount, features: overlay)
    }

    private static func isOverlaid(_ zoom: Int) -> Bool { zoom >= OverviewReader.fullBandZoom }
}
