import SimpleFeatures
import Testing

@testable import VectorTile

/// Overviews of made-up features, in memory.
enum OverviewFixture {
    struct Source {
        var id: Int64
        var geometry: Geometry
        var values: [PropertyValue] = [.null]
        var minZoom: UInt8 = 0
        var importance: Double = 0
    }

    static func description(version: Int = 1, properties: [String] = ["name"]) -> OverviewDescription {
        OverviewDescription(
            storeID: "store", collection: "parcels", version: version, token: "token-\(version)",
            buildFingerprint: "settings",
            properties: properties.map { OverviewDescription.Property(name: $0, kind: "text") })
    }

    static func bytes(
        _ features: [Source], version: Int = 1, in coordinates: OverviewCoordinates = .degrees,
        former: OverviewReader? = nil
    ) throws -> [UInt8] {
        let writer = OverviewWriter(description(version: version))
        for feature in features {
            try writer.add(
                id: #require(FeatureID(feature.id)), geometry: feature.geometry, in: coordinates,
                values: feature.values, minZoom: feature.minZoom, importance: feature.importance)
        }
        return try writer.bytes(former: former)
    }

    /// A reader that keeps its bytes.
    static func reader(_ bytes: [UInt8]) throws -> OverviewReader {
        let copy = Copy(bytes)
        return try OverviewReader(bytes: UnsafeRawBufferPointer(copy.bytes), owner: copy)
    }

    static func reader(
        _ features: [Source], version: Int = 1, in coordinates: OverviewCoordinates = .degrees,
        former: OverviewReader? = nil
    ) throws -> OverviewReader {
        let reader = try reader(bytes(features, version: version, in: coordinates, former: former))
        try reader.verify()
        return reader
    }

    private final class Copy {
        let bytes: UnsafeMutableRawBufferPointer

        init(_ source: [UInt8]) {
            bytes = .allocate(byteCount: source.count, alignment: 16)
            bytes.copyBytes(from: source)
        }

        deinit { bytes.deallocate() }
    }

    static func square(_ x: Double, _ y: Double, side: Double = 0.001) -> Geometry {
        .polygon(
            Geometry.Polygon(rings: [
                CoordinateSequence(values: [x, y, x + side, y, x + side, y + side, x, y + side, x, y])
            ]))
    }

    /// Squares in rows of 100, the first at 108° E 14° N.
    static func squares(_ count: Int) -> [Source] {
        (0..<count).map { index in
            let x = 108 + Double(index % 100) * 0.001
            let y = 14 + Double(index / 100) * 0.001
            return Source(id: Int64(index + 1), geometry: square(x, y), values: [.text("thửa \(index % 7)")])
        }
    }
}

extension OverviewBand {
    /// Everything in a box, copied.
    func features(touching box: WorldBox) -> [CopiedFeature] {
        var features: [CopiedFeature] = []
        forEachFeature(touching: box) { features.append(CopiedFeature($0)) }
        return features
    }
}

/// An entry that outlives its closure.
struct CopiedFeature: Hashable {
    let id: Int64?
    let row: Int
    let kind: GeometryKind
    let box: WorldBox
    let weight: UInt32
    let label: WorldPoint?
    let minZoom: UInt8
    /// Positions of each part, and whether it is a hole.
    let parts: [[WorldPoint]]
    let holes: [Bool]

    init(_ feature: OverviewFeature) {
        id = feature.id?.value
        row = feature.row
        kind = feature.kind
        box = feature.box
        weight = feature.weight
        label = feature.label
        minZoom = feature.minZoom
        var reader = GeometryRecordReader(feature)
        var parts: [[WorldPoint]] = []
        var holes: [Bool] = []
        for _ in 0..<reader.readNumber() {
            var count = 1
            var isHole = false
            switch feature.kind {
            case .points: break
            case .lines: count = reader.readNumber()
            case .polygons:
                let number = reader.readNumber()
                (count, isHole) = (number >> 1, number & 1 == 1)
            }
            parts.append((0..<count).map { _ in reader.readPosition() })
            holes.append(isHole)
        }
        self.parts = parts
        self.holes = holes
    }
}
