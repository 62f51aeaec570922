import FeatureExchange
import SimpleFeatures

/// The first features of a layer as points: enough to tell degrees from metres, and to see where a layer lies.
///
/// The extent a source states will not do: many formats state none, and one stray feature spoils the others'.
struct CoordinateSample: Hashable, Sendable {
    /// Features looked at: a moment's reading, and enough that a few stray ones do not decide.
    private static let limit = 1000

    private let middles: [Coordinate]

    /// - Throws: `FeatureExchangeError` when the layer cannot be read.
    init(of layer: SourceLayer, in source: VectorSource) throws {
        let reader = try source.reader(for: layer)
        var middles: [Coordinate] = []
        while middles.count < Self.limit, let feature = try reader.next() {
            guard let box = feature.geometry?.envelope(in: .crs84), box.minX.isFinite, box.maxX.isFinite,
                box.minY.isFinite, box.maxY.isFinite
            else { continue }
            middles.append(Coordinate(x: (box.minX + box.maxX) / 2, y: (box.minY + box.maxY) / 2))
        }
        self.middles = middles
    }

    init(middles: [Coordinate]) { self.middles = middles }

    /// The median in x and in y; nil when no feature has a place.
    var middle: Coordinate? {
        guard !middles.isEmpty else { return nil }
        let half = middles.count / 2
        return Coordinate(x: middles.map(\.x).sorted()[half], y: middles.map(\.y).sorted()[half])
    }

    /// Whether the numbers of most features could be degrees; nil when there is none.
    var isMostlyDegrees: Bool? {
        guard !middles.isEmpty else { return nil }
        let count = middles.count { abs($0.x) <= 360 && abs($0.y) <= 90 }
        return 2 * count > middles.count
    }
}
