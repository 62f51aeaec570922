/// Why bytes are not a vector tile, or layers cannot become one.
public enum VectorTileError: Error, Hashable, Sendable {
    /// The bytes are not the protobuf messages of a tile.
    case brokenProtobuf(ProtobufFault, atByte: Int)
    /// A rule of MVT 2.1 is broken. `layer` is empty before its name is known; `feature` counts from 0.
    case violation(VectorTileRule, layer: String, feature: Int?)
    /// Two layers of one tile were to have this name.
    case duplicateLayer(String)
}

/// What is wrong with a protobuf message.
public enum ProtobufFault: String, Hashable, Sendable {
    case truncated, varintTooLong, unknownWireType, wrongWireType, fieldNumberZero, notUTF8
}
