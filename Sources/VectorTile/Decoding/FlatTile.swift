/// A vector tile as it is drawn from: few large arrays instead of many small ones, so that reading it costs little more than
/// looking at its bytes.
///
/// What breaks the frame of a message is an error. Geometry is taken as it comes: commands that make no sense end their
/// feature, as in browsers. `VectorTileDecoder` is strict, and takes ten times as long.
public struct FlatTile: Sendable {
    public let layers: [FlatTileLayer]

    /// - Throws: `VectorTileError.brokenProtobuf`.
    public init(_ bytes: [UInt8]) throws(VectorTileError) {
        var layers: [FlatTileLayer] = []
        var reader = ProtobufReader(bytes)
        while let field = try reader.nextField() {
            guard field.number == 3 else {
                try reader.skip(field.type)
                continue
            }
            layers.append(try FlatTileLayer(bytes, try reader.range(field.type)))
        }
        self.layers = layers
    }

    public func layer(named name: String) -> FlatTileLayer? { layers.first { $0.name == name } }
}

/// One layer of a tile.
public struct FlatTileLayer: Sendable {
    /// Where the parts of a feature are.
    public struct Feature: Sendable {
        /// Nil when the tile has none for it.
        public let id: UInt64?
        /// Nil for a type that is left open.
        public let kind: GeometryKind?
        /// In `tags`.
        public let tags: Range<Int>
        /// In `partEnds`.
        public let parts: Range<Int>
        /// Where its first position is in `positions`.
        public let start: Int
    }

    public let name: String
    /// Tile units along a side.
    public let tileUnits: Int
    public let keys: [String]
    public let values: [DecodedTile.Value]
    public let features: [Feature]
    /// Of all features: key, value, key, value, as indices.
    public let tags: [UInt32]
    /// Of all features: x, y, x, y in tile units. Rings do not repeat their first position.
    public let positions: [Int32]
    /// Where each part ends in `positions`: a point, a line, a ring.
    public let partEnds: [Int]

    fileprivate init(_ bytes: [UInt8], _ range: Range<Int>) throws(VectorTileError) {
        var (name, tileUnits) = ("", 4096)
        var keys: [String] = []
        var values: [DecodedTile.Value] = []
        var featureRanges: [Range<Int>] = []
        var reader = ProtobufReader(bytes, range)
        while let field = try reader.nextField() {
            switch field.number {
            case 1: name = try reader.text(field.type)
            case 2: featureRanges.append(try reader.range(field.type))
            case 3: keys.append(try reader.text(field.type))
            case 4: values.append(try LayerDecoder.value(ProtobufReader(bytes, try reader.range(field.type)), name))
            case 5: tileUnits = Int(UInt32(truncatingIfNeeded: try reader.number(field.type)))
            default: try reader.skip(field.type)
            }
        }
        var collector = FeatureCollector()
        collector.features.reserveCapacity(featureRanges.count)
        // A position takes two bytes and more.
        collector.positions.reserveCapacity(range.count)
        for range in featureRanges { try collector.add(ProtobufReader(bytes, range)) }
        self.name = name
        self.tileUnits = max(1, tileUnits)
        self.keys = keys
        self.values = values
        features = collector.features
        tags = collector.tags
        positions = collector.positions
        partEnds = collector.partEnds
    }
}

/// Gathers the features of one layer.
private struct FeatureCollector {
    var features: [FlatTileLayer.Feature] = []
    var tags: [UInt32] = []
    var positions: [Int32] = []
    var partEnds: [Int] = []

    mutating func add(_ reader: ProtobufReader) throws(VectorTileError) {
        var reader = reader
        var id: UInt64?
        var kind: GeometryKind?
        let (firstTag, firstPart, start) = (tags.count, partEnds.count, positions.count)
        while let field = try reader.nextField() {
            switch field.number {
            case 1: id = try reader.number(field.type)
            case 2:
                var content = ProtobufReader(reader.bytes, try reader.range(field.type))
                while !content.isAtEnd { tags.append(UInt32(truncatingIfNeeded: try content.varint())) }
            case 3: kind = GeometryKind(rawValue: UInt8(truncatingIfNeeded: try reader.number(field.type)))
            case 4: try addGeometry(ProtobufReader(reader.bytes, try reader.range(field.type)))
            default: try reader.skip(field.type)
            }
        }
        // A key without a value says nothing.
        if !(tags.count - firstTag).isMultiple(of: 2) { tags.removeLast() }
        features.append(
            FlatTileLayer.Feature(
                id: id, kind: kind, tags: firstTag..<tags.count, parts: firstPart..<partEnds.count, start: start))
    }

    /// Commands and their parameters (MVT 2.1, 4.3).
    private mutating func addGeometry(_ content: ProtobufReader) throws(VectorTileError) {
        var content = content
        var (x, y): (Int32, Int32) = (0, 0)
        var start = positions.count
        while !content.isAtEnd {
            let command = UInt32(truncatingIfNeeded: try content.varint())
            switch command & 7 {
            case 1, 2:
                for _ in 0..<command >> 3 {
                    // A count that claims more than there is ends with the bytes.
                    guard !content.isAtEnd else { return endPart(from: &start) }
                    if command & 7 == 1 { endPart(from: &start) }
                    x &+= try Self.parameter(&content)
                    y &+= try Self.parameter(&content)
                    positions.append(x)
                    positions.append(y)
                }
            case 7: endPart(from: &start)
            default: return endPart(from: &start)
            }
        }
        endPart(from: &start)
    }

    private mutating func endPart(from start: inout Int) {
        guard positions.count > start else { return }
        partEnds.append(positions.count)
        start = positions.count
    }

    /// Undoes the zigzag (4.3.2).
    @inline(__always)
    private static func parameter(_ content: inout ProtobufReader) throws(VectorTileError) -> Int32 {
        let integer = UInt32(truncatingIfNeeded: try content.varint())
        return Int32(bitPattern: integer >> 1) ^ -Int32(bitPattern: integer & 1)
    }
}
