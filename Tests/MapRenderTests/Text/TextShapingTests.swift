import Foundation
import MapRender
import TestSupport
import Testing

@Suite(.enabled(if: Fonts.areInstalled, "fonts-noto-core is not installed"))
struct TextShapingTests {
    private func image(_ text: String, fonts: FontStack = Fonts.regular, size: Double = 32) throws -> PixelImage {
        let shaper = try Fonts.shaper()
        var style = TextStyle(fonts: fonts, size: size)
        style.maximumWidth = nil
        let layout = try shaper.layout(FormattedText(text), style)
        return try Drawings.image(400, 64) {
            try $0.draw(layout, at: CanvasPoint(x: 200, y: 32), TextPaint(colour: .black), with: shaper)
        }
    }

    @Test(
        "composed and decomposed Vietnamese are the same pixels",
        arguments: ["Ẫẵữặ ỆỘỬ ỷ ẩ", "Đường Trường Chinh", "č ŏ ñ Ŏ"])
    func composition(text: String) throws {
        #expect(
            try image(text.precomposedStringWithCanonicalMapping) == image(text.decomposedStringWithCanonicalMapping))
    }

    @Test("each mark on a letter is seen: no two letters of Vietnamese look alike")
    func marks() throws {
        let letters = "aàảãáạăằẳẵắặâầẩẫấậeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵdđ"
        #expect(try Set(letters.map { try image(String($0)) }).count == letters.count)
    }

    @Test(
        "pango-view draws the same text", .enabled(if: Program("pango-view") != nil, "pango1.0-tools is not installed"))
    func pangoView() throws {
        let text = "Phường Hội Phú – Ẫẵữặ ỆỘỬ"
        let folder = try TemporaryFolder()
        let file = folder.path("seen.svg")
        try #require(Program("pango-view")).run([
            "--no-display", "--font=Noto Sans 32px", "--dpi=72", "--text=" + text, "-o", file,
        ])
        let svg = try String(contentsOfFile: file, encoding: .utf8)
        let shaper = try Fonts.shaper()
        var style = TextStyle(fonts: Fonts.regular, size: 32)
        style.maximumWidth = nil
        let width = try shaper.layout(FormattedText(text), style).box.width
        let uses = svg.ranges(of: "<use ").count
        #expect(uses == text.unicodeScalars.count)
        // pango-view adds a margin of 10 on each side.
        let stated = try #require(svg.firstMatch(of: /width="([0-9.]+)(?:pt)?"/)).output.1
        #expect(abs((Double(stated) ?? 0) - 20 - width) < 8)
    }

    @Test("a stack falls back letter by letter, and what no font has can be asked")
    func fallback() throws {
        let shaper = try Fonts.shaper()
        #expect(try shaper.uncoveredCharacters(of: "Ẫẵ č ƀ ŏ ñ ไทย", fonts: Fonts.regular).isEmpty)
        #expect(
            try shaper.uncoveredCharacters(of: "a\u{E000}b\u{E000}\u{10FFFD}", fonts: Fonts.regular)
                == ["\u{E000}", "\u{10FFFD}"])
    }

    @Test("a font that nobody has is replaced, not missed")
    func unknownFont() throws {
        #expect(try image("Pleiku", fonts: FontStack(["No Such Font Semibold", "Noto Sans Bold"])).coveredPixels > 200)
        #expect(try image("Pleiku", fonts: FontStack([])).coveredPixels > 200)
        #expect(try image("Pleiku", fonts: FontStack([""])).coveredPixels > 200)
    }

    @Test("a name's last words are weight and slant")
    func weights() throws {
        let weights = ["Noto Sans Regular", "Noto Sans Bold", "Noto Sans Bold Italic"].map { FontStack([$0]) }
        let images = try weights.map { try image("Pleiku", fonts: $0) }
        #expect(images[1].coveredPixels > images[0].coveredPixels * 1.15)
        #expect(Set(images).count == weights.count || images[1] != images[0])
    }

    @Test("the fonts of a folder alone are enough, and no others are taken")
    func folderOnly() throws {
        let folder = try TemporaryFolder()
        try FileManager.default.copyItem(
            atPath: Fonts.folder + "/NotoSans-Regular.ttf", toPath: folder.path("NotoSans-Regular.ttf"))
        let library = try FontLibrary(folders: [folder.url.path], includesSystemFonts: false)
        #expect(library.brokenFiles.isEmpty)
        #expect(try TextShaper(library).uncoveredCharacters(of: "Ẫẵữặ ไ", fonts: Fonts.bold) == ["ไ"])
    }
}
