import Foundation
import MapRender
import TestSupport
import Testing

@Suite(.enabled(if: Fonts.areInstalled, "fonts-noto-core is not installed"))
struct HostileTextTests {
    private func draw(_ text: String) throws -> PixelImage {
        let shaper = try Fonts.shaper()
        let layout = try shaper.layout(FormattedText(text), TextStyle(fonts: Fonts.regular, size: 16))
        return try Drawings.image {
            try $0.draw(layout, at: CanvasPoint(x: 32, y: 32), TextPaint(colour: .black), with: shaper)
        }
    }

    @Test("a text of a megabyte is refused at once")
    func megabyte() throws {
        let shaper = try Fonts.shaper()
        let text = String(repeating: "ẫ ", count: 250_000)
        let took = ContinuousClock().measure {
            #expect(throws: MapRenderError.textTooLong(characters: 1_000_000, limit: 4096)) {
                try shaper.layout(FormattedText(text), TextStyle(fonts: Fonts.regular, size: 16))
            }
        }
        #expect(took < .seconds(1))
        #expect(throws: MapRenderError.textTooLong(characters: 4097, limit: 4096)) {
            try shaper.layout(
                FormattedText(String(repeating: "a", count: 4097)), TextStyle(fonts: Fonts.regular, size: 16))
        }
        #expect(
            try shaper.layout(
                FormattedText(String(repeating: "a ", count: 2048)), TextStyle(fonts: Fonts.regular, size: 16)
            ).lineCount > 50)
    }

    @Test(
        "texts of nothing, of control characters, of marks alone and of half a pair do no harm",
        arguments: [
            "", " ", "\n", "\n\n\n", "\0", "a\0b", "\u{301}\u{302}\u{323}", "\u{202E}abc", "\u{FEFF}", "\u{200B}",
            "👨‍👩‍👧‍👦", "a\tb\rc", "\u{FFFF}", String(repeating: "\u{301}", count: 2000),
        ])
    func odd(text: String) throws {
        _ = try draw(text)
    }

    @Test("sizes that no text has are refused", arguments: [Double.nan, 0, -4, 1e6, .infinity])
    func sizes(size: Double) throws {
        let shaper = try Fonts.shaper()
        #expect(throws: MapRenderError.self) {
            try shaper.layout(FormattedText("a"), TextStyle(fonts: Fonts.regular, size: size))
        }
    }

    @Test("numbers of a style that are none are refused", arguments: [Double.nan, .infinity])
    func numbers(value: Double) throws {
        let shaper = try Fonts.shaper()
        let good = TextStyle(fonts: Fonts.regular, size: 16)
        var styles = [good, good, good, good]
        styles[0].lineHeight = value
        styles[1].letterSpacing = value
        styles[2].offset.x = value
        styles[3].maximumWidth = -value
        for style in styles {
            #expect(throws: MapRenderError.self) { try shaper.layout(FormattedText("a"), style) }
        }
        let layout = try shaper.layout(FormattedText("a"), good)
        let canvas = try Canvas(width: 16, height: 16)
        var paint = TextPaint(colour: .black)
        paint.halo = .init(colour: .white, width: value)
        #expect(throws: MapRenderError.self) {
            try canvas.draw(layout, at: CanvasPoint(x: 0, y: 0), paint, with: shaper)
        }
        #expect(throws: MapRenderError.self) {
            try canvas.draw(layout, at: CanvasPoint(x: value, y: 0), TextPaint(colour: .black), with: shaper)
        }
    }

    @Test("a broken font file is named, and the others work")
    func brokenFile() throws {
        let folder = try TemporaryFolder()
        let good = try Data(contentsOf: URL(filePath: Fonts.folder + "/NotoSans-Regular.ttf"))
        try good.write(to: folder.url.appending(path: "Good.ttf"))
        try good.prefix(1000).write(to: folder.url.appending(path: "Cut.ttf"))
        try Data("no font".utf8).write(to: folder.url.appending(path: "Text.otf"))
        let library = try FontLibrary(folders: [folder.url.path], includesSystemFonts: false)
        #expect(library.brokenFiles == ["Cut.ttf", "Text.otf"].map(folder.path))
        #expect(try TextShaper(library).uncoveredCharacters(of: "Ẫẵ", fonts: Fonts.regular).isEmpty)
    }

    @Test("a folder without fonts, and no folder, are errors")
    func noFonts() throws {
        let folder = try TemporaryFolder()
        #expect(throws: MapRenderError.noFont(stack: [])) {
            try FontLibrary(folders: [folder.url.path], includesSystemFonts: false)
        }
        #expect(throws: MapRenderError.noFolder(folder.path("none"))) {
            try FontLibrary(folders: [folder.path("none")], includesSystemFonts: true)
        }
    }

    @Test("fonts that are removed before their first use, or after it, are an error or still there")
    func removedFonts() throws {
        let folder = try TemporaryFolder()
        let file = folder.url.appending(path: "Font.ttf")
        try FileManager.default.copyItem(at: URL(filePath: Fonts.folder + "/NotoSans-Regular.ttf"), to: file)
        let library = try FontLibrary(folders: [folder.url.path], includesSystemFonts: false)
        let used = try TextShaper(library)
        let style = TextStyle(fonts: Fonts.regular, size: 16)
        let before = try used.layout(FormattedText("Pleiku"), style)
        try FileManager.default.removeItem(at: file)
        #expect(try used.layout(FormattedText("Kon Tum"), style).box.width > 0)
        _ = try Drawings.image {
            try $0.draw(before, at: CanvasPoint(x: 9, y: 9), TextPaint(colour: .black), with: used)
        }
        let late = try TextShaper(library)
        #expect(throws: MapRenderError.self) { try late.layout(FormattedText("Pleiku"), style) }
        #expect(throws: MapRenderError.unreadableFont(file.path)) {
            try GlyphRange(library).message(Fonts.regular, first: 0)
        }
    }

    @Test("several threads draw at once, over one library, and draw the same")
    func threads() async throws {
        let library = try Fonts.system()
        let images = try await withThrowingTaskGroup(of: PixelImage.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    try await offPool {
                        let shaper = try TextShaper(library)
                        let layout = try shaper.layout(
                            FormattedText("Trường Tiểu học ไทย"), TextStyle(fonts: Fonts.regular, size: 20))
                        return try Drawings.image(200, 100) {
                            try $0.draw(layout, at: CanvasPoint(x: 100, y: 50), TextPaint(colour: .black), with: shaper)
                        }
                    }
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(images.count == 8)
        #expect(Set(images).count == 1)
        #expect(images[0].coveredPixels > 100)
    }
}
