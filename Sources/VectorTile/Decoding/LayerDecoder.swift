/// Reads one layer message: tables first, so that features find their keys and values wherever the tables stand.
struct LayerDecoder {
    private var layer = DecodedTile.Layer(
        name: "", version: 0, tileUnits: 4096, keys: [], values: [], features: [])
    private var featureRanges: [Range<Int>] = []

    static func decode(_ bytes: [UInt8], _ range: Range<Int>) throws(VectorTileError) -> DecodedTile.Layer {
        var decoder = LayerDecoder()
        try decoder.readTables(ProtobufReader(bytes, range))
        for (index, range) in decoder.featureRanges.enumerated() {
            let feature = try decoder.readFeature(ProtobufReader(bytes, range), index)
            decoder.layer.features.append(feature)
        }
        return decoder.layer
    }

    private mutating func readTables(_ reader: ProtobufReader) throws(VectorTileError) {
        var reader = reader
        var version: UInt64?
        var name: String?
        while let field = try reader.nextField() {
            switch field.number {
            case 1: name = try reader.text(field.type)
            case 2: featureRanges.append(try reader.range(field.type))
            case 3: layer.keys.append(try reader.text(field.type))
            case 4:
                let content = ProtobufReader(reader.bytes, try reader.range(field.type))
                layer.values.append(try Self.value(content, name ?? ""))
            case 5: layer.tileUnits = UInt32(truncatingIfNeeded: try reader.number(field.type))
            case 15: version = try reader.number(field.type)
            default: try reader.skip(field.type)
            }
        }
        guard let name else { throw VectorTileError.violation(.layerNameMissing, layer: "", feature: nil) }
        layer.name = name
        guard let version else { throw violation(.layerVersionMissing) }
        guard version == 1 || version == 2 else { throw violation(.layerVersionUnknown) }
        layer.version = UInt32(version)
        guard layer.tileUnits > 0 else { throw violation(.layerExtentZero) }
    }

    /// Exactly one of seven optional fields (4.1).
    static func value(_ reader: ProtobufReader, _ layerName: String) throws(VectorTileError) -> DecodedTile.Value {
        var reader = reader
        var values: [DecodedTile.Value] = []
        while let field = try reader.nextField() {
            switch field.number {
            case 1: values.append(.string(try reader.text(field.type)))
            case 2: values.append(.float(Float(bitPattern: try reader.fixed32(field.type))))
            case 3: values.append(.double(Double(bitPattern: try reader.fixed64(field.type))))
            case 4: values.append(.int(Int64(bitPattern: try reader.number(field.type))))
            case 5: values.append(.uint(try reader.number(field.type)))
            case 6: values.append(.sint(Self.unzigzag(try reader.number(field.type))))
            case 7: values.append(.bool(try reader.number(field.type) != 0))
            default: throw VectorTileError.violation(.valueWithoutOneType, layer: layerName, feature: nil)
            }
        }
        guard values.count == 1 else {
            throw VectorTileError.violation(.valueWithoutOneType, layer: layerName, feature: nil)
        }
        return values[0]
    }

    private func readFeature(_ reader: ProtobufReader, _ index: Int) throws(VectorTileError) -> DecodedTile.Feature {
        var reader = reader
        var id: UInt64?
        var type: UInt64?
        var commands: [UInt32]?
        var tags: [UInt32] = []
        while let field = try reader.nextField() {
            switch field.number {
            case 1: id = try reader.number(field.type)
            case 2: tags += try reader.packed(field.type)
            case 3: type = try reader.number(field.type)
            case 4:
                guard commands == nil else { throw violation(.featureGeometryRepeated, index) }
                commands = try reader.packed(field.type)
            default: try reader.skip(field.type)
            }
        }
        guard let type else { throw violation(.featureTypeMissing, index) }
        guard let commands, !commands.isEmpty else { throw violation(.featureGeometryMissing, index) }
        let geometry = try readGeometry(commands, type, index)
        return DecodedTile.Feature(id: id, geometry: geometry, properties: try properties(tags, index))
    }

    private func readGeometry(
        _ commands: [UInt32], _ type: UInt64, _ index: Int
    ) throws(VectorTileError) -> DecodedTile.Geometry {
        let rule: VectorTileRule
        do throws(BrokenCommand) {
            var decoder = GeometryDecoder(commands)
            switch type {
            case 0: return .unknown(commands)
            case 1: return .points(try decoder.points())
            case 2: return .lines(try decoder.lines())
            case 3: return .polygons(rings: try decoder.rings())
            default: rule = .featureTypeUnknown
            }
        } catch {
            rule = error.rule
        }
        throw violation(rule, index)
    }

    private func properties(_ tags: [UInt32], _ index: Int) throws(VectorTileError) -> [DecodedTile.Property] {
        guard tags.count.isMultiple(of: 2) else { throw violation(.tagCountOdd, index) }
        var properties: [DecodedTile.Property] = []
        var seen: Set<UInt32> = []
        for offset in stride(from: 0, to: tags.count, by: 2) {
            guard tags[offset] < layer.keys.count else { throw violation(.keyIndexOutside, index) }
            guard tags[offset + 1] < layer.values.count else { throw violation(.valueIndexOutside, index) }
            guard seen.insert(tags[offset]).inserted else { throw violation(.keyRepeatedInFeature, index) }
            properties.append(
                DecodedTile.Property(key: layer.keys[Int(tags[offset])], value: layer.values[Int(tags[offset + 1])]))
        }
        return properties
    }

    private static func unzigzag(_ value: UInt64) -> Int64 {
        Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
    }

    private func violation(_ rule: VectorTileRule, _ feature: Int? = nil) -> VectorTileError {
        .violation(rule, layer: layer.name, feature: feature)
    }
}
