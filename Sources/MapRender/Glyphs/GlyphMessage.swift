/// One glyph as clients get it (`glyphs.proto` of Mapbox's node-fontnik): a distance field and where it stands.
public struct GlyphField: Hashable, Sendable {
    /// The code point.
    public let id: UInt32
    /// `width + 6` times `height + 6` bytes; empty for a glyph without ink.
    public let bitmap: [UInt8]
    public let width: Int
    public let height: Int
    /// Pixels from the pen to the ink.
    public let left: Int
    /// Pixels from the top of the line up to the ink; as a rule negative.
    public let top: Int
    /// Pixels to the next pen.
    public let advance: Int
}

/// The protobuf messages of a range of glyphs.
enum GlyphMessage {
    private static let lengthDelimited: UInt8 = 2

    static func encode(name: String, range: ClosedRange<Int>, _ glyphs: [GlyphField]) -> [UInt8] {
        var stack: [UInt8] = []
        append(Array(name.utf8), field: 1, to: &stack)
        append(Array("\(range.lowerBound)-\(range.upperBound)".utf8), field: 2, to: &stack)
        for glyph in glyphs { append(message(glyph), field: 3, to: &stack) }
        var message: [UInt8] = []
        append(stack, field: 1, to: &message)
        return message
    }

    private static func message(_ glyph: GlyphField) -> [UInt8] {
        var message: [UInt8] = []
        append(UInt64(glyph.id), field: 1, to: &message)
        if !glyph.bitmap.isEmpty { append(glyph.bitmap, field: 2, to: &message) }
        append(UInt64(glyph.width), field: 3, to: &message)
        append(UInt64(glyph.height), field: 4, to: &message)
        append(zigzag(glyph.left), field: 5, to: &message)
        append(zigzag(glyph.top), field: 6, to: &message)
        append(UInt64(glyph.advance), field: 7, to: &message)
        return message
    }

    private static func zigzag(_ value: Int) -> UInt64 { UInt64(bitPattern: Int64(value << 1 ^ value >> 63)) }

    private static func append(_ value: UInt64, field: UInt8, to bytes: inout [UInt8]) {
        bytes.append(field << 3)
        append(varint: value, to: &bytes)
    }

    private static func append(_ content: [UInt8], field: UInt8, to bytes: inout [UInt8]) {
        bytes.append(field << 3 | lengthDelimited)
        append(varint: UInt64(content.count), to: &bytes)
        bytes += content
    }

    private static func append(varint value: UInt64, to bytes: inout [UInt8]) {
        var rest = value
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }
}
