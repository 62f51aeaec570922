public import SimpleFeatures
public import Tiling
internal import VectorTile

/// Tiles of features that no collection has, such as what somebody drew on a map: in memory, one layer, every feature as
/// it is at every zoom.
public final class FeatureTiles: Sendable {
    /// Of the layer.
    public let name: String
    private let properties: [String]
    /// Nil where nothing has a place.
    private let reader: OverviewReader?

    /// Finer than those of collections, which go deeper: 0.15 m at zoom 14.
    private static let options = TileOptions(tileUnits: TileOptions.maximumTileUnits, buffer: 256)

    /// - Parameters:
    ///   - name: of the layer.
    ///   - features: in degrees (CRS84). A value that is an array or an object becomes its text, as in MapLibre.
    /// - Throws: `OverviewError.tooLarge`.
    public init(name: String, features: [(geometry: Geometry, properties: JSONObject)]) throws {
        self.name = name
        var places: [String: Int] = [:]
        for key in features.lazy.flatMap({ $0.properties.members.map(\.key) }) where places[key] == nil {
            places[key] = places.count
        }
        properties = places.sorted { $0.value < $1.value }.map(\.key)
        let writer = OverviewWriter(
            OverviewDescription(
                storeID: "", collection: name, version: 1, token: "", buildFingerprint: "",
                properties: properties.map { OverviewDescription.Property(name: $0, kind: "any") }))
        for (index, feature) in features.enumerated() {
            guard let id = FeatureID(Int64(index + 1)) else { continue }
            var values = [PropertyValue](repeating: .null, count: properties.count)
            for (key, value) in feature.properties.members {
                if let place = places[key] { values[place] = PropertyValue(value) }
            }
            try writer.add(id: id, geometry: feature.geometry, in: .degrees, values: values)
        }
        reader = writer.count == 0 ? nil : try OverviewReader(copying: writer.bytes())
    }

    /// A whole tile; what is behind another one's bytes is part of that tile (MVT 2.1, 4: layers are repeated fields).
    /// - Returns: nothing where no feature is.
    /// - Throws: `VectorTileError`.
    public func bytes(of tile: TileIndex) throws -> [UInt8] {
        guard let reader else { return [] }
        var layer = TileLayerEncoder(
            name: name, properties: properties, tile: tile, options: Self.options, attributes: reader.attributes)
        let box = WorldBox(tile: tile, buffer: Self.options.buffer, tileUnits: Self.options.tileUnits)
        reader.band(zoom: OverviewReader.fullBandZoom).forEachFeature(touching: box) { layer.add($0) }
        var encoder = VectorTileEncoder()
        try encoder.append(layer)
        return encoder.finish()
    }
}

extension PropertyValue {
    fileprivate init(_ value: JSONValue) {
        switch value {
        case .null: self = .null
        case .boolean(let flag): self = .boolean(flag)
        case .integer(let number): self = .integer(number)
        case .real(let number): self = .real(number)
        case .string(let text): self = .text(text)
        case .array, .object: self = .text(String(decoding: value.serialized, as: UTF8.self))
        }
    }
}
