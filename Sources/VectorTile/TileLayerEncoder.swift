public import SimpleFeatures
public import Tiling

/// Encodes features into one layer of a vector tile (MVT 2.1).
///
/// ```swift
/// var parcels = TileLayerEncoder(name: "parcels", properties: schema.properties, tile: index)
/// for feature in features { parcels.add(id: feature.id, geometry: geometry, values: feature.values) }
/// var tile = VectorTileEncoder()
/// try tile.append(parcels)
/// ```
/// Equal features in equal order give equal bytes. Not supported: z values (dropped), curves. Each polygon is made
/// valid for itself: members of a multi-polygon that lie closer than a tile unit may overlap by one after rounding.
public struct TileLayerEncoder: Sendable {
    public let name: String
    public let options: TileOptions
    /// What became of the features so far.
    public private(set) var counts = TileCounts()

    private var dictionary: TileDictionary
    private var shapes: TileShapeEncoder
    private var featureBytes: [UInt8] = []
    private var tagBytes: [UInt8] = []

    /// - Parameters:
    ///   - properties: what each of a feature's values is called; names must be distinct.
    ///   - tile: an index of `TileMatrixSet.webMercatorQuad`.
    public init(
        name: String, properties: [FeatureSchema.Property], tile: TileIndex, options: TileOptions = TileOptions()
    ) {
        precondition(Set(properties.map(\.name)).count == properties.count, "two properties have the same name")
        self.name = name
        self.options = options
        dictionary = TileDictionary(names: properties.map(\.name))
        shapes = TileShapeEncoder(tile: tile, options: options)
    }

    /// Adds one feature and says what became of it.
    ///
    /// - Points are kept in `-buffer ..< tileUnits + buffer` both ways: the west and north rim belong to the box, so
    ///   that without a buffer a point on a shared edge is in one tile only.
    /// - Lines are cut at the rim, polygons clipped to it; repeats, collinear positions and spikes go, and polygons
    ///   come out valid. A ring that rounding or clipping made touch itself may become several.
    /// - Polygons too small to draw pool their area (`TileCounts.merged`).
    /// - A geometry collection becomes up to three tile features, since those have one type each: its polygons, its
    ///   lines, its points. All carry the values, only the first the id, which must be unique in a layer.
    ///
    /// - Parameters:
    ///   - geometry: EPSG:3857 metres. Rings are closed or not; their direction does not matter.
    ///   - values: one for each of the layer's properties. Nulls, binaries and numbers that are not finite are left
    ///     out; dates are text.
    @discardableResult
    public mutating func add(id: FeatureID?, geometry: Geometry, values: [PropertyValue]) -> TileFeatureOutcome {
        let outcome: TileFeatureOutcome
        switch geometry {
        case .point, .multiPoint:
            outcome = addPart(.points, of: geometry, id, values)
        case .lineString, .multiLineString:
            outcome = addPart(.lines, of: geometry, id, values)
        case .polygon, .multiPolygon:
            outcome = addPart(.polygons, of: geometry, id, values)
        case .geometryCollection:
            outcome = addCollection(id, geometry, values)
        }
        counts.count(outcome)
        return outcome
    }

    /// The encoded layer message, nil when no feature was kept: such a layer is left out of its tile (4.1).
    public func finish() -> [UInt8]? {
        guard counts.kept > 0 else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(
            featureBytes.count + dictionary.keyBytes.count + dictionary.valueBytes.count + name.utf8.count + 16)
        ProtobufWriter.number(2, field: 15, to: &bytes)
        ProtobufWriter.text(name, field: 1, to: &bytes)
        bytes.append(contentsOf: featureBytes)
        bytes.append(contentsOf: dictionary.keyBytes)
        bytes.append(contentsOf: dictionary.valueBytes)
        ProtobufWriter.number(UInt64(options.tileUnits), field: 5, to: &bytes)
        return bytes
    }

    private mutating func addCollection(
        _ id: FeatureID?, _ geometry: Geometry, _ values: [PropertyValue]
    ) -> TileFeatureOutcome {
        // Refused as a whole, before any of it is written.
        guard geometry.isFinite else { return .refused }
        var outcomes: [TileFeatureOutcome] = []
        for kind in [TileShapeEncoder.Kind.polygons, .lines, .points] {
            let idIsUsed = outcomes.contains(.kept)
            outcomes.append(addPart(kind, of: geometry, idIsUsed ? nil : id, values))
        }
        for outcome in [TileFeatureOutcome.kept, .refused, .merged, .dropped] where outcomes.contains(outcome) {
            return outcome
        }
        return .outside
    }

    private mutating func addPart(
        _ kind: TileShapeEncoder.Kind, of geometry: Geometry, _ id: FeatureID?, _ values: [PropertyValue]
    ) -> TileFeatureOutcome {
        let outcome = shapes.encode(kind, of: geometry)
        if outcome == .kept {
            tagBytes.removeAll(keepingCapacity: true)
            dictionary.writeTags(of: values, to: &tagBytes)
            writeFeature(id, kind)
        }
        return outcome
    }

    /// One `features` field: id 1, tags 2, type 3, geometry 4 (4.2).
    private mutating func writeFeature(_ id: FeatureID?, _ kind: TileShapeEncoder.Kind) {
        let geometryCount = UInt64(shapes.commands.bytes.count)
        let tagCount = UInt64(tagBytes.count)
        var length = 2 + 1 + ProtobufWriter.varintLength(geometryCount) + Int(geometryCount)
        if let id { length += 1 + ProtobufWriter.varintLength(UInt64(id.value)) }
        if tagCount > 0 { length += 1 + ProtobufWriter.varintLength(tagCount) + Int(tagCount) }

        ProtobufWriter.varint(2 << 3 | 2, to: &featureBytes)
        ProtobufWriter.varint(UInt64(length), to: &featureBytes)
        if let id { ProtobufWriter.number(UInt64(id.value), field: 1, to: &featureBytes) }
        if tagCount > 0 { ProtobufWriter.message(tagBytes, field: 2, to: &featureBytes) }
        ProtobufWriter.number(kind.rawValue, field: 3, to: &featureBytes)
        ProtobufWriter.message(shapes.commands.bytes, field: 4, to: &featureBytes)
    }
}
