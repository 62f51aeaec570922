/// Reads vector tiles, strictly: a broken MUST of MVT 2.1 that shows while reading is an error that names the rule.
///
/// Version 1 layers are read too. Fields with unknown numbers are skipped (the specification leaves them to
/// extensions), except in values. What only geometry shows (crossing rings, zero areas, repeated ids) is for
/// `VectorTileValidator`.
public enum VectorTileDecoder {
    /// The tile's layers; none for no bytes.
    /// - Throws: `VectorTileError`.
    public static func decode(_ bytes: [UInt8]) throws(VectorTileError) -> DecodedTile {
        var tile = DecodedTile()
        var names: Set<[UInt8]> = []
        var reader = ProtobufReader(bytes)
        while let field = try reader.nextField() {
            guard field.number == 3 else {
                try reader.skip(field.type)
                continue
            }
            let layer = try LayerDecoder.decode(bytes, try reader.range(field.type))
            // Byte for byte (4.1); `String` equality is coarser.
            guard names.insert(Array(layer.name.utf8)).inserted else {
                throw VectorTileError.violation(.layerNameRepeated, layer: layer.name, feature: nil)
            }
            tile.layers.append(layer)
        }
        return tile
    }
}
