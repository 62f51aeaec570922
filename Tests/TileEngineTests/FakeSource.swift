import Foundation
import SimpleFeatures
import Synchronization
import Tiling
import VectorTile

@testable import GeoStore
@testable import TileEngine

/// A source whose layers are given bytes: what the engine does with them is the question, not what is in them.
final class FakeSource: TileSource {
    let properties: [String]
    let bounds: WorldBox?
    let stamp: Int
    let encodings = Mutex(0)
    /// Where something changed, and when.
    let changed: [(box: WorldBox, stamp: Int)]
    /// Of the state that low zooms show, where it is not that of all.
    let baseStamp: Int?
    private let size: Int
    private let pause: Double

    init(
        stamp: Int = 1, size: Int = 2000, pause: Double = 0, bounds: WorldBox? = .world, properties: [String] = [],
        changed: [(box: WorldBox, stamp: Int)] = [], baseStamp: Int? = nil
    ) {
        self.stamp = stamp
        self.size = size
        self.pause = pause
        self.bounds = bounds
        self.properties = properties
        self.changed = changed
        self.baseStamp = baseStamp
    }

    /// As if each state had touched one feature.
    var overlaidCount: Int? { baseStamp.map { stamp - $0 } }

    func stamp(atZoom zoom: Int) -> Int { zoom < 12 ? baseStamp ?? stamp : stamp }

    func lastChange(touching box: WorldBox, zoom: Int) -> Int {
        changed.filter { $0.box.intersects(box) }.map(\.stamp).max() ?? 1
    }

    func changes(since stamp: Int, zoom: Int) -> [WorldBox]? { changed.filter { $0.stamp > stamp }.map(\.box) }

    func featureCount(atZoom zoom: Int) -> Int { 1 }

    func encode(_ layer: TileSelection.Layer, of tile: TileIndex) throws -> EncodedLayer {
        encodings.withLock { $0 += 1 }
        Thread.sleep(forTimeInterval: pause)
        var counts = LayerCounts()
        counts.matched = 1
        guard size > 0 else { return EncodedLayer(message: nil, counts: counts) }
        counts.kept = 1
        return EncodedLayer(message: (0..<size).map { UInt8(truncatingIfNeeded: $0 / 7) }, counts: counts)
    }
}

/// A catalogue entry of nothing in particular.
func collection(_ id: String, version: Int = 1, _ change: (inout PublishedCollection) -> Void = { _ in }) throws
    -> PublishedCollection
{
    var collection = PublishedCollection(
        id: try CollectionID(id), sector: "transport", title: LocalizedText(vi: id, en: id), storageCRS: .crs84,
        schema: FeatureSchema(properties: [], geometryType: .point), featureCount: 1, nullGeometryCount: 0,
        storageEnvelope: nil, envelope: nil, state: CollectionState(version: version, pendingEdit: 0),
        updatedAt: "2026-01-01T00:00:00Z")
    change(&collection)
    return collection
}

func layer(
    _ id: String, _ source: FakeSource, _ content: TileSelection.Layer.Content = .features,
    _ change: (inout PublishedCollection) -> Void = { _ in }
) throws -> TileSelection.Layer {
    TileSelection.Layer(ServedCollection(collection: try collection(id, change), source: source), content: content)
}

func index(_ matrix: Int, x: Int, y: Int) throws -> TileIndex {
    try TileIndex(matrix: matrix, row: y, column: x, in: .webMercatorQuad)
}
