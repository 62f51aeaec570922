import Foundation
import GeoStore
import Reprojection
import SimpleFeatures

/// Outlines of units by name, from the store's own administration collections.
struct UnitPolygons {
    /// Longitude and latitude.
    private var outlines: [Geometry] = []
    private var boxes: [Envelope] = []
    private var byKey: [String: [Int]] = [:]
    /// The collections they come from.
    private(set) var collections: [String] = []

    /// Sector of units in `data/sectors.yaml`.
    private static let sector = "administration"
    /// Units of a province are some hundred; a collection with more is something else.
    private static let limit = 5000

    init() {}

    /// - Throws: `GeoStoreError`, `ProjError`.
    init(store: Store) throws {
        for collection in try store.catalog().collections
        where collection.sector == Self.sector && collection.featureCount <= Self.limit
            && collection.schema.geometryType.topologicalDimension == 2
        {
            try add(collection, of: store)
        }
    }

    private mutating func add(_ collection: PublishedCollection, of store: Store) throws {
        let transform = try CoordinateTransform(from: collection.storageCRS, to: .crs84)
        var features: [(outline: Geometry, texts: [String?])] = []
        try store.forEachFeature(of: collection, matching: FeatureQuery()) { feature in
            guard let geometry = feature.geometry, !geometry.isEmpty else { return }
            let texts = feature.values.map { value -> String? in
                if case .text(let text) = value { text } else { nil }
            }
            features.append((try transform.transform(geometry), texts))
        }
        // A column that tells the units apart names them; one that repeats says what they belong to.
        let columns = collection.schema.properties.indices.filter { column in
            let values = features.compactMap { $0.texts[column] }
            return 2 * Set(values).count > features.count
        }
        guard !columns.isEmpty, !features.isEmpty else { return }
        collections.append(collection.id.name)
        for feature in features {
            guard let box = feature.outline.envelope(in: .crs84) else { continue }
            let index = outlines.count
            outlines.append(feature.outline)
            boxes.append(box)
            let keys = columns.compactMap { feature.texts[$0] }.flatMap { text in
                UnitName.mentions(in: text).compactMap(\.keys.first)
            }
            for key in Set(keys) { byKey[key, default: []].append(index) }
        }
    }

    func contains(_ key: String) -> Bool { byKey[key] != nil }

    /// How far a position lies outside the unit of that name, kilometres: 0 inside; nil when there is no such unit.
    func excess(of place: Coordinate, outside key: String) -> Double? {
        byKey[key]?.map { excess(of: place, outside: $0) }.min()
    }

    private func excess(of place: Coordinate, outside index: Int) -> Double {
        var isInside = false
        var nearest = Double.infinity
        // A rough answer is enough for what lies far away.
        guard boxes[index].expanded(by: 0.1).contains(place) else {
            return Distance.kilometres(boxes[index].centre, place)
        }
        for ring in outlines[index].sequences where ring.count > 1 {
            var start = ring[0]
            for position in 1..<ring.count {
                let end = ring[position]
                if (start.y > place.y) != (end.y > place.y),
                    place.x < start.x + (place.y - start.y) / (end.y - start.y) * (end.x - start.x)
                {
                    isInside.toggle()
                }
                // Only edges close by can be nearest; the test is cheap.
                if abs(start.y - place.y) < 0.1 {
                    nearest = min(nearest, Distance.kilometres(start, end, from: place))
                }
                start = end
            }
        }
        return isInside ? 0 : nearest
    }
}
