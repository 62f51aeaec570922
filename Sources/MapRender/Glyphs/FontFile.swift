internal import CFreeType
internal import CPangoCairo
internal import Foundation

/// A face of a font file, read into memory: what happens to the file later does not matter.
final class FontFile {
    private let bytes: UnsafeMutableBufferPointer<UInt8>
    let face: FT_Face

    /// - Throws: `MapRenderError.unreadableFont`.
    init(path: String, index: Int, _ library: FT_Library?) throws(MapRenderError) {
        guard let data = FileManager.default.contents(atPath: path) else { throw .unreadableFont(path) }
        let bytes = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: data.count)
        _ = bytes.initialize(from: data)
        var face: FT_Face?
        // 0 is success. The face reads from the bytes as long as it lives.
        let status = FT_New_Memory_Face(library, bytes.baseAddress, FT_Long(data.count), FT_Long(index), &face)
        guard status == 0, let face else {
            bytes.deallocate()
            throw .unreadableFont(path)
        }
        self.bytes = bytes
        self.face = face
    }

    deinit {
        FT_Done_Face(face)
        bytes.deallocate()
    }
}

extension FontLibrary {
    /// Where a face lies.
    struct FaceAddress: Hashable {
        let path: String
        let index: Int
    }

    /// The outline fonts that have a glyph for some of these characters: those of the stack, then whatever fontconfig finds
    /// near, each named for the characters that no earlier one has.
    func faces(of stack: FontStack, for characters: ClosedRange<Int>) -> [(face: FaceAddress, characters: [UInt32])] {
        guard let pattern = FcPatternCreate() else { return [] }
        defer { FcPatternDestroy(pattern) }
        for face in stack.faces { FcPatternAddString(pattern, FC_FAMILY, face.family) }
        let first = stack.faces.first
        FcPatternAddInteger(pattern, FC_WEIGHT, FcWeightFromOpenType(Int32(first?.weight ?? 400)))
        FcPatternAddInteger(pattern, FC_SLANT, first?.isItalic == true ? FC_SLANT_ITALIC : FC_SLANT_ROMAN)
        FcPatternAddBool(pattern, FC_SCALABLE, 1)
        FcConfigSubstitute(configuration, pattern, FcMatchPattern)
        FcDefaultSubstitute(pattern)
        var result = FcResultMatch
        // The caller owns the set; NULL when there is nothing. Trimmed: without fonts that add no characters.
        guard let set = FcFontSort(configuration, pattern, 1, nil, &result) else { return [] }
        defer { FcFontSetDestroy(set) }
        var missing = characters.map { UInt32($0) }
        var faces: [(face: FaceAddress, characters: [UInt32])] = []
        for place in 0..<Int(set.pointee.nfont) where !missing.isEmpty {
            guard let font = set.pointee.fonts[place], let address = FaceAddress(font) else { continue }
            var covered: OpaquePointer?
            guard FcPatternGetCharSet(font, FC_CHARSET, 0, &covered) == FcResultMatch else { continue }
            let found = missing.filter { FcCharSetHasChar(covered, $0) != 0 }
            if found.isEmpty { continue }
            missing.removeAll { FcCharSetHasChar(covered, $0) != 0 }
            faces.append((address, found))
        }
        return faces
    }
}

extension FontLibrary.FaceAddress {
    /// Nil for bitmaps and what has no file.
    fileprivate init?(_ font: OpaquePointer) {
        var path: UnsafeMutablePointer<FcChar8>?
        var index: Int32 = 0
        var isScalable: FcBool = 0
        guard FcPatternGetBool(font, FC_SCALABLE, 0, &isScalable) == FcResultMatch, isScalable != 0,
            FcPatternGetString(font, FC_FILE, 0, &path) == FcResultMatch, let path
        else { return nil }
        // 0 for files that hold one face.
        FcPatternGetInteger(font, FC_INDEX, 0, &index)
        self.init(path: String(cString: path), index: Int(index))
    }
}
