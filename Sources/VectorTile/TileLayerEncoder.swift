internal import SimpleFeatures
public import Tiling

/// Encodes features of an overview into one layer of a vector tile (MVT 2.1).
///
/// ```swift
/// var parcels = TileLayerEncoder(name: "parcels", properties: names, tile: index, attributes: reader.attributes)
/// band.forEachFeature(touching: box) { parcels.add($0) }
/// var tile = VectorTileEncoder()
/// try tile.append(parcels)
/// ```
/// Equal features in equal order give equal bytes.
public struct TileLayerEncoder: ~Copyable, Sendable {
    /// The most bytes of a feature beside its tags and geometry.
    private static let featureRoom = 6 * ProtobufWriter.longestVarint

    public let name: String
    public let options: TileOptions
    /// What became of the features so far.
    public private(set) var counts = TileCounts()

    private let attributes: OverviewAttributes
    private var dictionary: TileDictionary
    private var shapes: TileShapeEncoder
    private var featureBytes = RawBytes(capacity: 32768)
    /// The feature added last, for the further entries of a geometry collection.
    private var lastRow = -1
    private var lastOutcome = TileFeatureOutcome.outside

    /// - Parameters:
    ///   - properties: what each of a row's values is called; names must be distinct.
    ///   - visible: for each property whether it is written; nil for all.
    ///   - tile: an index of `TileMatrixSet.webMercatorQuad`.
    ///   - attributes: of the overview that the features come from.
    public init(
        name: String, properties: [String], visible: [Bool]? = nil, tile: TileIndex,
        options: TileOptions = TileOptions(), attributes: OverviewAttributes
    ) {
        self.init(
            name: name, properties: properties, visible: visible, options: options, attributes: attributes,
            grid: TileGrid(tile: tile, options: options))
    }

    init(
        name: String, properties: [String], visible: [Bool]?, options: TileOptions, attributes: OverviewAttributes,
        grid: TileGrid
    ) {
        precondition(Set(properties).count == properties.count, "two properties have the same name")
        self.name = name
        self.options = options
        self.attributes = attributes
        dictionary = TileDictionary(names: properties, visible: visible, attributes: attributes)
        shapes = TileShapeEncoder(grid: grid)
    }

    /// Adds one feature and says what became of it.
    ///
    /// - Points are kept in `-buffer ..< tileUnits + buffer` both ways: the west and north rim belong to the box, so
    ///   that without a buffer a point on a shared edge is in one tile only.
    /// - Lines are cut at the rim, polygons clipped to it; repeats, collinear positions and spikes go, and polygons
    ///   come out valid. A ring that rounding or clipping made touch itself may become several; parts of a feature
    ///   that overlap, or touch in more than corners, become one.
    /// - A geometry collection comes as up to three features of one row, since a tile feature has one type. All carry
    ///   the values, the first one kept the id.
    @discardableResult
    public mutating func add(_ feature: OverviewFeature) -> TileFeatureOutcome {
        let outcome = shapes.encode(feature)
        return note(outcome, of: feature)
    }

    /// Adds one feature of a layer that is made coarser.
    mutating func add(_ feature: OverviewFeature, as part: LayerThinning.Part) {
        let outcome: TileFeatureOutcome
        switch part {
        case .itself: outcome = shapes.encode(feature)
        case .square(let x, let y, let side): outcome = shapes.encodeSquare(aboutX: x, y, side: side)
        case .area: outcome = .merged
        case .nothing: outcome = .dropped
        }
        _ = note(outcome, of: feature)
    }

    /// Writes a feature that is kept, and counts it.
    @inline(__always)
    private mutating func note(_ outcome: TileFeatureOutcome, of feature: OverviewFeature) -> TileFeatureOutcome {
        if _slowPath(feature.id == nil) { return noteFurther(outcome, of: feature) }
        if outcome == .kept { writeFeature(feature, id: feature.id, kind: feature.kind) }
        counts.count(outcome, weight: feature.weight)
        (lastRow, lastOutcome) = (feature.row, outcome)
        return outcome
    }

    /// The same for an entry that is not its feature's first: the feature counts once, by the best of its entries.
    @inline(never)
    private mutating func noteFurther(
        _ outcome: TileFeatureOutcome, of feature: OverviewFeature
    ) -> TileFeatureOutcome {
        let isKnown = feature.row == lastRow
        let hasID = isKnown && lastOutcome == .kept
        if outcome == .kept {
            let id = hasID ? nil : attributes.featureID(ofRow: feature.row)
            writeFeature(feature, id: id, kind: feature.kind)
        }
        if hasID || (isKnown && outcome == .outside) { return lastOutcome }
        if isKnown { counts.count(lastOutcome, weight: feature.weight, by: -1) }
        counts.count(outcome, weight: feature.weight)
        (lastRow, lastOutcome) = (feature.row, outcome)
        return outcome
    }

    /// Adds the place of a feature's name as a point, if it is in the tile itself: each name is in exactly one tile.
    @discardableResult
    public mutating func addLabel(of feature: OverviewFeature) -> TileFeatureOutcome {
        addLabel(of: feature, isKept: true)
    }

    @discardableResult
    mutating func addLabel(of feature: OverviewFeature, isKept: Bool) -> TileFeatureOutcome {
        var outcome = shapes.encodeLabel(feature.label)
        if outcome == .kept, !isKept { outcome = .dropped }
        if outcome == .kept { writeFeature(feature, id: feature.id, kind: .points) }
        counts.count(outcome, weight: 1)
        return outcome
    }

    /// The encoded layer message, nil when no feature was kept: such a layer is left out of its tile (4.1).
    public func finish() -> [UInt8]? {
        guard counts.kept > 0 else { return nil }
        var head: [UInt8] = []
        ProtobufWriter.number(2, field: 15, to: &head)
        ProtobufWriter.text(name, field: 1, to: &head)
        let features = featureBytes.written
        let keys = dictionary.keyBytes
        let room =
            head.count + features.count + keys.count + dictionary.measureValues() + 2 * ProtobufWriter.longestVarint
        return [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
            guard let start = buffer.baseAddress else { return }
            var next = start
            head.withUnsafeBytes { ProtobufWriter.copy($0, to: &next) }
            ProtobufWriter.copy(features, to: &next)
            keys.withUnsafeBytes { ProtobufWriter.copy($0, to: &next) }
            dictionary.writeValues(to: &next)
            ProtobufWriter.number(UInt64(options.tileUnits), field: 5, to: &next)
            count = next - start
        }
    }

    /// One `features` field: id 1, tags 2, type 3, geometry 4 (4.2).
    @inline(__always)
    private mutating func writeFeature(_ feature: OverviewFeature, id: FeatureID?, kind: GeometryKind) {
        let least = shapes.length
        featureBytes.write(upTo: dictionary.tagRoom + shapes.room + Self.featureRoom) { next in
            ProtobufWriter.message(field: 2, least: least, to: &next) { next in
                if let id { ProtobufWriter.number(UInt64(bitPattern: id.value), field: 1, to: &next) }
                let start = next
                ProtobufWriter.message(field: 2, to: &next) { dictionary.writeTags(ofRow: feature.row, to: &$0) }
                // No tags, no field.
                if next == start + 2 { next = start }
                ProtobufWriter.number(UInt64(kind.rawValue), field: 3, to: &next)
                ProtobufWriter.message(field: 4, least: least, to: &next) { shapes.writeCommands(to: &$0) }
            }
        }
    }
}
