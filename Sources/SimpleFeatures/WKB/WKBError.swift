/// Why bytes are not a geometry.
public enum WKBError: Error, Hashable, Sendable {
    case truncated(atByte: Int)
    case unknownByteOrder(UInt8)
    case unknownType(UInt32)
    case unexpectedMember(GeometryType, within: GeometryType)
    case nestedTooDeep
    case notSpatiaLite
}
