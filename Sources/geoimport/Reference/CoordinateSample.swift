import FeatureExchange
import SimpleFeatures

/// Some features of a layer as points with their texts: enough to tell degrees from metres, to see where a layer lies,
/// and to compare it with the units it names.
///
/// The extent a source states will not do: many formats state none, and one stray feature spoils the others'.
struct CoordinateSample: Hashable, Sendable {
    struct Sampled: Hashable, Sendable {
        /// Of the box.
        let middle: Coordinate
        /// The centre of gravity of an area, which is how lists of units are made; else the middle.
        let centroid: Coordinate
        /// A few positions of the geometry itself.
        let vertices: [Coordinate]
        /// By field; nil for what is no text.
        let texts: [String?]
    }

    /// Features looked at: a moment's reading, and enough that a few stray ones do not decide.
    private static let limit = 1000
    /// Features read at most to spread the sample over a source that cannot be read from the middle.
    private static let reading = 20_000

    let features: [Sampled]

    /// - Parameter decoders: one for each field; empty means the layer's default.
    /// - Throws: `FeatureExchangeError` when the layer cannot be read.
    init(of layer: SourceLayer, in source: VectorSource, decoders: [TextDecoder] = []) throws {
        var options = FeatureReader.Options()
        options.decoders = decoders
        let reader = try source.reader(for: layer, options: options)
        let count = layer.featureCount ?? 0
        let step = max(1, count / Self.limit)
        var features: [Sampled] = []
        var position = 0
        let canSeek = step > 1 && reader.seek(toFeature: 0)
        while features.count < Self.limit {
            if canSeek, !reader.seek(toFeature: position) { break }
            guard let feature = try reader.next() else { break }
            let isWanted = canSeek || step == 1 || reader.featuresRead % min(step, Self.reading / Self.limit) == 0
            position += step
            if isWanted, let sampled = Sampled(feature) { features.append(sampled) }
        }
        self.features = features
    }

    init(features: [Sampled]) { self.features = features }

    init(middles: [Coordinate]) {
        features = middles.map { Sampled(middle: $0, centroid: $0, vertices: [$0], texts: []) }
    }

    /// The median in x and in y; nil when no feature has a place.
    var middle: Coordinate? {
        guard let x = Distance.median(features.map(\.middle.x)), let y = Distance.median(features.map(\.middle.y))
        else { return nil }
        return Coordinate(x: x, y: y)
    }

    /// Whether the numbers of most features could be degrees, in either order; nil when there is none.
    var isMostlyDegrees: Bool? {
        guard !features.isEmpty else { return nil }
        let count = features.count { feature in
            let (x, y) = (abs(feature.middle.x), abs(feature.middle.y))
            return max(x, y) <= 360 && min(x, y) <= 90
        }
        return 2 * count > features.count
    }

    /// At most so many features, spread over the sample.
    func thinned(to count: Int) -> [Int] {
        guard features.count > count else { return Array(features.indices) }
        return (0..<count).map { $0 * features.count / count }
    }
}

extension CoordinateSample.Sampled {
    /// Positions kept of one geometry.
    private static let vertexLimit = 8

    /// Nil without a place.
    init?(_ feature: SourceFeature) {
        guard let geometry = feature.geometry, let box = geometry.envelope(in: .crs84), box.minX.isFinite,
            box.maxX.isFinite, box.minY.isFinite, box.maxY.isFinite
        else { return nil }
        let texts = feature.values.map { value -> String? in
            if case .text(let text) = value { text } else { nil }
        }
        let all = geometry.sequences
        let total = all.reduce(0) { $0 + $1.count }
        let step = max(1, total / Self.vertexLimit)
        var vertices: [Coordinate] = []
        var next = 0
        var offset = 0
        for sequence in all {
            while next - offset < sequence.count {
                vertices.append(sequence[next - offset])
                next += step
            }
            offset += sequence.count
        }
        let middle = Coordinate(x: (box.minX + box.maxX) / 2, y: (box.minY + box.maxY) / 2)
        self.init(
            middle: middle, centroid: geometry.centroidOfArea ?? middle,
            vertices: Array(vertices.prefix(Self.vertexLimit)),
            texts: texts)
    }
}

extension Geometry {
    /// The centre of gravity of its areas, holes left out of account; nil without an area.
    fileprivate var centroidOfArea: Coordinate? {
        let rings: [CoordinateSequence] =
            switch self {
            case .polygon(let polygon): polygon.exterior.map { [$0] } ?? []
            case .multiPolygon(let polygons): polygons.compactMap(\.exterior)
            case .lineString(let line) where line.isClosed && line.count > 3: [line]
            case .multiLineString(let lines): lines.filter { $0.isClosed && $0.count > 3 }
            case .point, .lineString, .multiPoint, .geometryCollection: []
            }
        var sum = Coordinate(x: 0, y: 0)
        var area = 0.0
        for ring in rings where ring.count > 3 {
            // About the first vertex, so that metres in the millions do not eat the digits.
            let origin = ring[0]
            var part = Coordinate(x: 0, y: 0)
            var doubled = 0.0
            for index in 1..<ring.count {
                let (ax, ay) = (ring[index - 1].x - origin.x, ring[index - 1].y - origin.y)
                let (bx, by) = (ring[index].x - origin.x, ring[index].y - origin.y)
                let cross = ax * by - bx * ay
                doubled += cross
                part.x += (ax + bx) * cross
                part.y += (ay + by) * cross
            }
            guard doubled != 0 else { continue }
            let weight = abs(doubled)
            sum.x += weight * (origin.x + part.x / (3 * doubled))
            sum.y += weight * (origin.y + part.y / (3 * doubled))
            area += weight
        }
        guard area > 0 else { return nil }
        return Coordinate(x: sum.x / area, y: sum.y / area)
    }
}
