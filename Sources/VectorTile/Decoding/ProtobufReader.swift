/// Reads one protobuf message, field by field, without going past its end.
struct ProtobufReader {
    enum WireType: UInt64 {
        case varint = 0
        case fixed64 = 1
        case bytes = 2
        case fixed32 = 5
    }

    let bytes: [UInt8]
    private(set) var offset: Int
    private let end: Int

    init(_ bytes: [UInt8]) {
        self.init(bytes, 0..<bytes.count)
    }

    init(_ bytes: [UInt8], _ range: Range<Int>) {
        self.bytes = bytes
        offset = range.lowerBound
        end = range.upperBound
    }

    var isAtEnd: Bool { offset >= end }

    /// The next field's number and wire type, nil at the end.
    mutating func nextField() throws(VectorTileError) -> (number: UInt64, type: WireType)? {
        guard !isAtEnd else { return nil }
        let tag = try varint()
        guard let type = WireType(rawValue: tag & 7) else { throw fault(.unknownWireType) }
        guard tag >> 3 != 0 else { throw fault(.fieldNumberZero) }
        return (tag >> 3, type)
    }

    mutating func varint() throws(VectorTileError) -> UInt64 {
        var value: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 64, by: 7) {
            guard offset < end else { throw fault(.truncated) }
            let byte = bytes[offset]
            offset += 1
            if shift == 63, byte > 1 { throw fault(.varintTooLong) }
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return value }
        }
        throw fault(.varintTooLong)
    }

    /// The range of a length-delimited field's content.
    mutating func range(_ type: WireType) throws(VectorTileError) -> Range<Int> {
        guard type == .bytes else { throw fault(.wrongWireType) }
        let length = try varint()
        guard length <= UInt64(end - offset) else { throw fault(.truncated) }
        let start = offset
        offset += Int(length)
        return start..<offset
    }

    mutating func text(_ type: WireType) throws(VectorTileError) -> String {
        let range = try range(type)
        guard let text = String(validating: bytes[range], as: UTF8.self) else { throw fault(.notUTF8) }
        return text
    }

    mutating func number(_ type: WireType) throws(VectorTileError) -> UInt64 {
        guard type == .varint else { throw fault(.wrongWireType) }
        return try varint()
    }

    mutating func fixed32(_ type: WireType) throws(VectorTileError) -> UInt32 {
        guard type == .fixed32 else { throw fault(.wrongWireType) }
        return UInt32(truncatingIfNeeded: try fixed(count: 4))
    }

    mutating func fixed64(_ type: WireType) throws(VectorTileError) -> UInt64 {
        guard type == .fixed64 else { throw fault(.wrongWireType) }
        return try fixed(count: 8)
    }

    mutating func skip(_ type: WireType) throws(VectorTileError) {
        switch type {
        case .varint: _ = try varint()
        case .fixed64: _ = try fixed(count: 8)
        case .bytes: _ = try range(type)
        case .fixed32: _ = try fixed(count: 4)
        }
    }

    /// A packed field of 32-bit integers.
    mutating func packed(_ type: WireType) throws(VectorTileError) -> [UInt32] {
        var content = ProtobufReader(bytes, try range(type))
        var integers: [UInt32] = []
        while !content.isAtEnd { integers.append(UInt32(truncatingIfNeeded: try content.varint())) }
        return integers
    }

    private mutating func fixed(count: Int) throws(VectorTileError) -> UInt64 {
        guard end - offset >= count else { throw fault(.truncated) }
        var value: UInt64 = 0
        for index in 0..<count { value |= UInt64(bytes[offset + index]) << UInt64(8 * index) }
        offset += count
        return value
    }

    private func fault(_ fault: ProtobufFault) -> VectorTileError {
        .brokenProtobuf(fault, atByte: offset)
    }
}
