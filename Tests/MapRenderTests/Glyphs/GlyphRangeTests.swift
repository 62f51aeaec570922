import Foundation
import MapRender
import TestSupport
import Testing

@Suite(.enabled(if: Fonts.areInstalled, "fonts-noto-core is not installed"))
struct GlyphRangeTests {
    private func range() throws -> GlyphRange {
        try GlyphRange(Fonts.system())
    }

    /// The first range, which most tests look at.
    private static let latin = Result { try GlyphRange(Fonts.system()).glyphs(Fonts.regular, first: 0) }

    private func glyph(_ character: Unicode.Scalar, _ stack: FontStack = Fonts.regular) throws -> GlyphField {
        if stack == Fonts.regular, character.value < 256 {
            return try #require(Self.latin.get().first { $0.id == character.value })
        }
        let first = Int(character.value) / 256 * 256
        return try #require(try range().glyphs(stack, first: first).first { $0.id == character.value })
    }

    @Test("every letter of Vietnamese, Bahnar and Jrai has a glyph with ink")
    func letters() throws {
        let letters = "aàảãáạăằẳẵắặâầẩẫấậđeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵčƀŏñĕĭŭơ̆̆"
        let range = try range()
        let ranges = [0, 256, 512, 0x300, 0x1E00]
        let found = try ranges.flatMap { try range.glyphs(Fonts.regular, first: $0) }
        for scalar in (letters + letters.uppercased()).unicodeScalars {
            let glyph = try #require(found.first { $0.id == scalar.value }, "no \(scalar)")
            #expect(glyph.bitmap.count == (glyph.width + 6) * (glyph.height + 6))
            // 191 is the edge: strokes of 24 pixels are two wide.
            #expect(glyph.bitmap.contains { $0 > 191 }, "\(scalar) has no inside")
        }
    }

    @Test("metrics are those that clients count with: 24 pixels, from the top of the line")
    func metrics() throws {
        // Noto Sans: 1000 units per em, ascender 1069, H 741 wide and 714 high, 98 from its pen.
        let glyph = try glyph("H")
        #expect(glyph.advance == 18)
        #expect(glyph.left == 2)
        #expect(glyph.width == 14)
        #expect(glyph.height == 18)
        // 1069 · 24 / 1000 is 26 in whole pixels, of which the letter takes 18.
        #expect(glyph.top == 18 - 26)
        let space = try self.glyph(" ")
        #expect(space.bitmap.isEmpty && space.width == 0 && space.height == 0)
        #expect(space.advance == 6)
    }

    @Test("a field falls by 255 / 8 per pixel from the edge, which is 191")
    func field() throws {
        // The left stem of H is straight: its edge is at 98 · 24 / 1000 = 2.35 pixels, the field begins at 2 - 3.
        let glyph = try glyph("H")
        let row = (glyph.height + 6) / 4
        let values = (0..<3).map { Double(glyph.bitmap[row * (glyph.width + 6) + $0]) }
        for (column, value) in values.enumerated() {
            let distance = 2.352 - (Double(column) - 1 + 0.5)
            #expect(abs(value - (255 - 255 * (distance / 8 + 0.25))) < 5)
        }
    }

    @Test("a range without glyphs is a message without glyphs")
    func emptyRange() throws {
        let message = try range().message(Fonts.regular, first: 0xD800)
        #expect(try range().glyphs(Fonts.regular, first: 0xD800).isEmpty)
        #expect(
            message == [0x0A, 32, 0x0A, 17] + Array("Noto Sans Regular".utf8) + [0x12, 11] + Array("55296-55551".utf8))
    }

    @Test("a message is fields in order, and the same each time")
    func message() throws {
        let range = try range()
        let message = try range.message(Fonts.regular, first: 0)
        #expect(try message == self.range().message(Fonts.regular, first: 0))
        let glyphs = try Self.latin.get()
        #expect(glyphs.map(\.id) == glyphs.map(\.id).sorted())
        let read = try WireMessage(message).messages(1)[0]
        #expect(read.text(1) == "Noto Sans Regular")
        #expect(read.text(2) == "0-255")
        let first = try #require(read.messages(3).first { $0.number(1) == 65 })
        let meant = try #require(glyphs.first { $0.id == 65 })
        #expect(first.bytes(2) == meant.bitmap)
        #expect(first.number(3) == UInt64(meant.width) && first.number(4) == UInt64(meant.height))
        #expect(first.number(5) == 0, "A begins at its pen")
        #expect(first.number(6) == UInt64(-meant.top * 2 - 1), "zigzag")
        #expect(first.number(7) == UInt64(meant.advance))
    }

    @Test("a stack falls back letter by letter, on one line")
    func fallback() throws {
        let thai = try glyph("ก", FontStack(["Noto Sans Regular", "Noto Sans Thai Regular"]))
        #expect(!thai.bitmap.isEmpty)
        let unknown = try glyph("H", FontStack(["No Such Font"]))
        #expect(!unknown.bitmap.isEmpty)
    }

    @Test("bold is bolder")
    func bold() throws {
        func ink(_ stack: FontStack) throws -> Int { try glyph("H", stack).bitmap.filter { $0 > 191 }.count }
        #expect(try ink(Fonts.bold) > ink(Fonts.regular) * 5 / 4)
    }

    @Test("a range that is none is refused", arguments: [-256, 1, 255, 65_536, 1_114_112, Int.min])
    func noRange(first: Int) throws {
        #expect(throws: MapRenderError.glyphRange(first: first)) { try range().message(Fonts.regular, first: first) }
    }
}

/// A protobuf message, read only as far as tests want.
private struct WireMessage {
    private var fields: [(number: Int, value: UInt64, bytes: [UInt8])] = []

    init(_ bytes: [UInt8]) throws {
        var rest = bytes[...]
        func varint() throws -> UInt64 {
            var (value, shift) = (UInt64(0), UInt64(0))
            while true {
                let next = rest.popFirst()
                let byte = try #require(next)
                value |= UInt64(byte & 0x7F) << shift
                shift += 7
                if byte < 0x80 { return value }
            }
        }
        while !rest.isEmpty {
            let key = try varint()
            let value = try varint()
            let content = key & 7 == 2 ? Array(rest.prefix(Int(value))) : []
            rest = rest.dropFirst(content.count)
            fields.append((Int(key >> 3), value, content))
        }
    }

    func number(_ field: Int) -> UInt64? { fields.first { $0.number == field }?.value }
    func bytes(_ field: Int) -> [UInt8] { fields.first { $0.number == field }?.bytes ?? [] }
    func text(_ field: Int) -> String { String(decoding: bytes(field), as: UTF8.self) }
    func messages(_ field: Int) throws -> [WireMessage] {
        try fields.filter { $0.number == field }.map { try WireMessage($0.bytes) }
    }
}
