internal import SimpleFeatures
public import Tiling

/// Encodes features of an overview into one layer of a vector tile (MVT 2.1).
///
/// ```swift
/// var parcels = TileLayerEncoder(name: "parcels", properties: names, tile: index)
/// band.forEachFeature(touching: box) { parcels.add($0, attributes: reader.attributes) }
/// var tile = VectorTileEncoder()
/// try tile.append(parcels)
/// ```
/// Equal features in equal order give equal bytes.
public struct TileLayerEncoder: Sendable {
    /// The most bytes of a feature beside its tags and geometry.
    private static let featureRoom = 6 * ProtobufWriter.longestVarint

    public let name: String
    public let options: TileOptions
    /// What became of the features so far.
    public private(set) var counts = TileCounts()

    private var dictionary: TileDictionary
    private var shapes: TileShapeEncoder
    private var featureBytes = RawBytes(capacity: 32768)
    private var tagBytes = RawBytes(capacity: 256)
    /// The feature added last, for the further entries of a geometry collection.
    private var lastRow = -1
    private var lastOutcome = TileFeatureOutcome.outside

    /// - Parameters:
    ///   - properties: what each of a row's values is called; names must be distinct.
    ///   - visible: for each property whether it is written; nil for all.
    ///   - tile: an index of `TileMatrixSet.webMercatorQuad`.
    public init(
        name: String, properties: [String], visible: [Bool]? = nil, tile: TileIndex,
        options: TileOptions = TileOptions()
    ) {
        self.init(
            name: name, properties: properties, visible: visible, options: options,
            grid: TileGrid(tile: tile, options: options))
    }

    init(name: String, properties: [String], visible: [Bool]?, options: TileOptions, grid: TileGrid) {
        precondition(Set(properties).count == properties.count, "two properties have the same name")
        self.name = name
        self.options = options
        dictionary = TileDictionary(names: properties, visible: visible)
        shapes = TileShapeEncoder(grid: grid)
    }

    /// Adds one feature and says what became of it.
    ///
    /// - Points are kept in `-buffer ..< tileUnits + buffer` both ways: the west and north rim belong to the box, so
    ///   that without a buffer a point on a shared edge is in one tile only.
    /// - Lines are cut at the rim, polygons clipped to it; repeats, collinear positions and spikes go, and polygons
    ///   come out valid. A ring that rounding or clipping made touch itself may become several; parts of a feature
    ///   that touch or overlap become one.
    /// - A geometry collection comes as up to three features of one row, since a tile feature has one type. All carry
    ///   the values, the first one kept the id.
    @discardableResult
    public mutating func add(_ feature: OverviewFeature, attributes: OverviewAttributes) -> TileFeatureOutcome {
        let outcome = shapes.encode(feature)
        return note(outcome, of: feature, attributes)
    }

    /// Adds one feature of a layer that is made coarser.
    mutating func add(_ feature: OverviewFeature, as part: LayerThinning.Part, attributes: OverviewAttributes) {
        let outcome: TileFeatureOutcome
        switch part {
        case .itself: outcome = shapes.encode(feature)
        case .square(let x, let y, let side): outcome = shapes.encodeSquare(aboutX: x, y, side: side)
        case .area: outcome = .merged
        case .nothing: outcome = .dropped
        }
        _ = note(outcome, of: feature, attributes)
    }

    /// Writes a feature that is kept, and counts it.
    @inline(__always)
    private mutating func note(
        _ outcome: TileFeatureOutcome, of feature: OverviewFeature, _ attributes: OverviewAttributes
    ) -> TileFeatureOutcome {
        if _slowPath(feature.id == nil) { return noteFurther(outcome, of: feature, attributes) }
        if outcome == .kept { writeFeature(feature, id: feature.id, kind: feature.kind, attributes) }
        counts.count(outcome, weight: feature.weight)
        (lastRow, lastOutcome) = (feature.row, outcome)
        return outcome
    }

    /// The same for an entry that is not its feature's first: the feature counts once, by the best of its entries.
    @inline(never)
    private mutating func noteFurther(
        _ outcome: TileFeatureOutcome, of feature: OverviewFeature, _ attributes: OverviewAttributes
    ) -> TileFeatureOutcome {
        let isKnown = feature.row == lastRow
        let hasID = isKnown && lastOutcome == .kept
        if outcome == .kept {
            let id = hasID ? nil : attributes.featureID(ofRow: feature.row)
            writeFeature(feature, id: id, kind: feature.kind, attributes)
        }
        if hasID || (isKnown && outcome == .outside) { return lastOutcome }
        if isKnown { counts.count(lastOutcome, weight: feature.weight, by: -1) }
        counts.count(outcome, weight: feature.weight)
        (lastRow, lastOutcome) = (feature.row, outcome)
        return outcome
    }

    /// Adds the place of a feature's name as a point, if it is in the tile itself: each name is in exactly one tile.
    @discardableResult
    public mutating func addLabel(of feature: OverviewFeature, attributes: OverviewAttributes) -> TileFeatureOutcome {
        addLabel(of: feature, attributes: attributes, isKept: true)
    }

    @discardableResult
    mutating func addLabel(
        of feature: OverviewFeature, attributes: OverviewAttributes, isKept: Bool
    ) -> TileFeatureOutcome {
        var outcome = shapes.encodeLabel(feature.label)
        if outcome == .kept, !isKept { outcome = .dropped }
        if outcome == .kept { writeFeature(feature, id: feature.id, kind: .points, attributes) }
        counts.count(outcome, weight: 1)
        return outcome
    }

    /// Bytes of the layer message, without its name and the heads of its fields.
    public var byteCount: Int { featureBytes.count + dictionary.keyBytes.count + dictionary.valueBytes.count }

    /// The encoded layer message, nil when no feature was kept: such a layer is left out of its tile (4.1).
    public func finish() -> [UInt8]? {
        guard counts.kept > 0 else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(byteCount + name.utf8.count + 32)
        ProtobufWriter.number(2, field: 15, to: &bytes)
        ProtobufWriter.text(name, field: 1, to: &bytes)
        bytes.append(contentsOf: featureBytes.written)
        bytes.append(contentsOf: dictionary.keyBytes)
        bytes.append(contentsOf: dictionary.valueBytes.written)
        ProtobufWriter.number(UInt64(options.tileUnits), field: 5, to: &bytes)
        return bytes
    }

    /// One `features` field: id 1, tags 2, type 3, geometry 4 (4.2).
    @inline(__always)
    private mutating func writeFeature(
        _ feature: OverviewFeature, id: FeatureID?, kind: GeometryKind, _ attributes: OverviewAttributes
    ) {
        tagBytes.removeAll()
        dictionary.writeTags(ofRow: feature.row, of: attributes, to: &tagBytes)
        tagBytes.read { tags in
            shapes.commands.bytes.read { geometry in
                let tagCount = UInt64(tags.count)
                let geometryCount = UInt64(geometry.count)
                var length = 2 + 1 + ProtobufWriter.varintLength(geometryCount) + geometry.count
                if let id { length += 1 + ProtobufWriter.varintLength(UInt64(bitPattern: id.value)) }
                if tagCount > 0 { length += 1 + ProtobufWriter.varintLength(tagCount) + tags.count }
                featureBytes.write(upTo: length + Self.featureRoom) { next in
                    next[0] = 2 << 3 | 2
                    next += 1
                    ProtobufWriter.varint(UInt64(length), to: &next)
                    if let id { ProtobufWriter.number(UInt64(bitPattern: id.value), field: 1, to: &next) }
                    if tagCount > 0 { ProtobufWriter.message(tags, field: 2, to: &next) }
                    ProtobufWriter.number(UInt64(kind.rawValue), field: 3, to: &next)
                    ProtobufWriter.message(geometry, field: 4, to: &next)
                }
            }
        }
    }
}
