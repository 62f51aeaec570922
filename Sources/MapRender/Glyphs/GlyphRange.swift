internal import CFreeType
// Its headers hold the structures of FreeType too.
internal import CPangoCairo

/// Makes what `/fonts/{fontstack}/{range}.pbf` answers: the glyphs of 256 code points as distance fields, of 24 pixels per
/// em. Belongs to one thread, as FreeType's faces do.
public final class GlyphRange {
    /// Pixels per em, which clients take for granted.
    static let size: UInt32 = 24
    /// Outlines are drawn this many times as large before distances are measured.
    static let fineness = 2
    /// The last code point that clients ask for.
    public static let lastCodePoint = 65_535

    private let library: FontLibrary
    private let freeType: FT_Library?
    private var files: [FontLibrary.FaceAddress: FontFile] = [:]

    /// - Throws: `MapRenderError.unreadableFont`.
    public init(_ library: FontLibrary) throws(MapRenderError) {
        var freeType: FT_Library?
        // 0 is success.
        guard FT_Init_FreeType(&freeType) == 0 else { throw .unreadableFont("FreeType") }
        self.library = library
        self.freeType = freeType
    }

    deinit {
        files = [:]
        FT_Done_FreeType(freeType)
    }

    /// The message for 256 code points; without glyphs where no font has any.
    /// - Parameter first: a multiple of 256.
    /// - Throws: `MapRenderError.glyphRange`, `.unreadableFont`.
    public func message(_ stack: FontStack, first: Int) throws(MapRenderError) -> [UInt8] {
        GlyphMessage.encode(
            name: stack.names.joined(separator: ","), range: first...(first + 255),
            try glyphs(stack, first: first))
    }

    /// The message of a range without glyphs.
    public static func emptyMessage(_ stack: FontStack, first: Int) -> [UInt8] {
        GlyphMessage.encode(name: stack.names.joined(separator: ","), range: first...(first + 255), [])
    }

    /// In the order of their code points.
    public func glyphs(_ stack: FontStack, first: Int) throws(MapRenderError) -> [GlyphField] {
        guard first >= 0, first % 256 == 0, first <= Self.lastCodePoint else { throw .glyphRange(first: first) }
        var glyphs: [GlyphField] = []
        // One ascender for all, so that letters of two fonts stand on one line.
        var ascender: Int?
        for (address, characters) in library.faces(of: stack, for: first...(first + 255)) {
            let face = try file(address).face
            // 0 is success; a font of bitmaps in other sizes fails.
            guard FT_Set_Char_Size(face, 0, FT_F26Dot6(Self.size * 64), 72, 72) == 0 else { continue }
            let line = ascender ?? Int(face.pointee.size.pointee.metrics.ascender) / 64
            ascender = line
            glyphs += characters.compactMap { glyph($0, face, ascender: line) }
        }
        return glyphs.sorted { $0.id < $1.id }
    }

    private func file(_ address: FontLibrary.FaceAddress) throws(MapRenderError) -> FontFile {
        if let known = files[address] { return known }
        let file = try FontFile(path: address.path, index: address.index, freeType)
        files[address] = file
        return file
    }

    /// Nil where the font does not hold what it says.
    private func glyph(_ character: UInt32, _ face: FT_Face, ascender: Int) -> GlyphField? {
        let index = FT_Get_Char_Index(face, FT_ULong(character))
        let flags = FT_Int32(FT_LOAD_NO_HINTING | FT_LOAD_NO_BITMAP)
        // 0 is success.
        guard index != 0, FT_Load_Glyph(face, index, flags) == 0, let slot = face.pointee.glyph,
            slot.pointee.format == FT_GLYPH_FORMAT_OUTLINE
        else { return nil }
        let advance = Int((Double(slot.pointee.linearHoriAdvance) / 65_536).rounded())
        var box = FT_BBox()
        FT_Outline_Get_CBox(&slot.pointee.outline, &box)
        let (left, right) = (Int(box.xMin >> 6), Int((box.xMax + 63) >> 6))
        let (bottom, top) = (Int(box.yMin >> 6), Int((box.yMax + 63) >> 6))
        let (width, height) = (right - left, top - bottom)
        guard slot.pointee.outline.n_points > 0, width > 0, height > 0, width <= 256, height <= 256 else {
            return GlyphField(
                id: character, bitmap: [], width: 0, height: 0, left: 0, top: -ascender, advance: advance)
        }
        let border = DistanceField.border
        let (fieldWidth, fieldHeight) = (width + 2 * border, height + 2 * border)
        let coverage = coverage(
            &slot.pointee.outline, left: left - border, bottom: bottom - border, fieldWidth, fieldHeight)
        return GlyphField(
            id: character,
            bitmap: DistanceField.bytes(coverage, width: fieldWidth, height: fieldHeight, fineness: Self.fineness),
            width: width, height: height, left: left, top: top - ascender, advance: advance)
    }

    /// Draws an outline, `fineness` times as large, row by row from the top.
    private func coverage(
        _ outline: inout FT_Outline, left: Int, bottom: Int, _ width: Int, _ height: Int
    ) -> [Float] {
        let (fineWidth, fineHeight) = (width * Self.fineness, height * Self.fineness)
        var larger = FT_Matrix(xx: FT_Fixed(Self.fineness << 16), xy: 0, yx: 0, yy: FT_Fixed(Self.fineness << 16))
        FT_Outline_Transform(&outline, &larger)
        FT_Outline_Translate(&outline, FT_Pos(-left * Self.fineness * 64), FT_Pos(-bottom * Self.fineness * 64))
        var pixels = [UInt8](repeating: 0, count: fineWidth * fineHeight)
        pixels.withUnsafeMutableBufferPointer { buffer in
            var bitmap = FT_Bitmap()
            bitmap.width = UInt32(fineWidth)
            bitmap.rows = UInt32(fineHeight)
            bitmap.pitch = Int32(fineWidth)
            bitmap.buffer = buffer.baseAddress
            bitmap.num_grays = 256
            bitmap.pixel_mode = UInt8(FT_PIXEL_MODE_GRAY.rawValue)
            // Fails only for outlines that are none; nothing is drawn then.
            FT_Outline_Get_Bitmap(freeType, &outline, &bitmap)
        }
        return pixels.map { Float($0) / 255 }
    }
}
