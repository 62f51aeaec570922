import MapRender
import Testing

@Suite(.enabled(if: Fonts.areInstalled, "fonts-noto-core is not installed"))
struct TextLayoutTests {
    private let size = 20.0
    private let school = "Trường Tiểu học Nguyễn Bỉnh Khiêm"

    private func layout(_ text: String, _ change: (inout TextStyle) -> Void = { _ in }) throws -> TextLayout {
        var style = TextStyle(fonts: Fonts.regular, size: size)
        change(&style)
        return try Fonts.shaper().layout(FormattedText(text), style)
    }

    @Test("lines are broken to even widths, within the maximum as a rule", arguments: [4.0, 6, 8, 10])
    func wrapping(maximum: Double) throws {
        let wrapped = try layout(school) { $0.maximumWidth = maximum }
        let single = try layout(school) { $0.maximumWidth = nil }
        #expect(single.lineCount == 1)
        #expect(wrapped.lineCount == Int((single.box.width / size / maximum).rounded(.up)))
        #expect(wrapped.box.width < single.box.width)
    }

    @Test("a new line is kept, however wide there is room")
    func newLine() throws {
        #expect(try layout("Pleiku\nGia Lai") { $0.maximumWidth = 1000 }.lineCount == 2)
        #expect(try layout("Pleiku\n\nGia Lai").lineCount == 3)
    }

    @Test("a word is never cut")
    func longWord() throws {
        #expect(try layout("Nghiêngnghiêngngả") { $0.maximumWidth = 2 }.lineCount == 1)
    }

    @Test("lines stand as far apart as the line height says")
    func lineHeight() throws {
        let narrow = try layout("Pleiku\nPleiku") { $0.lineHeight = 1 }
        let wide = try layout("Pleiku\nPleiku") { $0.lineHeight = 2 }
        #expect(narrow.box.height == 2 * size)
        #expect(wide.box.height == 4 * size)
        #expect(abs(wide.glyphBoxes[6].minY - wide.glyphBoxes[0].minY - 2 * size) < 0.001)
    }

    @Test("letter spacing stands between letters, not behind the last")
    func letterSpacing() throws {
        let plain = try layout("Pleiku")
        let spaced = try layout("Pleiku") { $0.letterSpacing = 0.5 }
        #expect(abs(spaced.box.width - plain.box.width - 5 * 0.5 * size) < 0.01)
    }

    @Test("the anchor is that point of the box", arguments: TextStyle.Anchor.allCases)
    func anchors(anchor: TextStyle.Anchor) throws {
        let box = try layout(school) { $0.anchor = anchor }.box
        let expected: (Double, Double) =
            switch anchor {
            case .centre: (0.5, 0.5)
            case .left: (0, 0.5)
            case .right: (1, 0.5)
            case .top: (0.5, 0)
            case .bottom: (0.5, 1)
            case .topLeft: (0, 0)
            case .topRight: (1, 0)
            case .bottomLeft: (0, 1)
            case .bottomRight: (1, 1)
            }
        #expect(abs(-box.minX / box.width - expected.0) < 1e-9)
        #expect(abs(-box.minY / box.height - expected.1) < 1e-9)
    }

    @Test("an offset in ems moves everything")
    func offset() throws {
        let moved = try layout("Pleiku") { $0.offset = CanvasPoint(x: 1, y: -2) }
        let plain = try layout("Pleiku")
        #expect(abs(moved.box.minX - plain.box.minX - size) < 1e-9)
        #expect(abs(moved.box.minY - plain.box.minY + 2 * size) < 1e-9)
    }

    @Test("justified lines begin, centre or end together; automatic follows the anchor")
    func justification() throws {
        func starts(_ justification: TextStyle.Justification, _ anchor: TextStyle.Anchor = .centre) throws -> (
            Double, Double
        ) {
            let layout = try layout("Pleiku\nThành phố") {
                $0.justification = justification
                $0.anchor = anchor
            }
            return (layout.glyphBoxes[0].minX - layout.box.minX, layout.glyphBoxes[6].minX - layout.box.minX)
        }
        #expect(try abs(starts(.left).0) < 0.01)
        #expect(try starts(.centre).0 > 5)
        #expect(try abs(starts(.right).0 - 2 * starts(.centre).0) < 0.01)
        #expect(try starts(.automatic, .left) == starts(.left, .left))
        #expect(try starts(.automatic, .topRight) == starts(.right, .topRight))
    }

    @Test("what is drawn lies within the box, its capitals in the middle of the line")
    func inkInBox() throws {
        let shaper = try Fonts.shaper()
        let layout = try shaper.layout(FormattedText("HHH"), TextStyle(fonts: Fonts.regular, size: 40))
        let image = try Drawings.image(200, 100) {
            try $0.draw(layout, at: CanvasPoint(x: 100, y: 50), TextPaint(colour: .black), with: shaper)
        }
        let rows = (0..<100).filter { row in (0..<200).contains { image.opacity($0, row) > 128 } }
        let middle = Double(try #require(rows.first) + rows.last! + 1) / 2
        #expect(abs(middle - 50) < 1.5)
        let columns = (0..<200).filter { column in (0..<100).contains { image.opacity(column, $0) > 128 } }
        #expect(Double(columns.first!) >= 100 + layout.box.minX && Double(columns.last!) <= 100 + layout.box.maxX)
    }

    @Test("sections have their own font, size and colour")
    func sections() throws {
        let shaper = try Fonts.shaper()
        let text = FormattedText([
            .init("Gia Lai ", fonts: Fonts.bold, scale: 1.5, colour: Drawings.red), .init("tỉnh"),
        ])
        let layout = try shaper.layout(text, TextStyle(fonts: Fonts.regular, size: size))
        let plain = try shaper.layout(FormattedText("Gia Lai tỉnh"), TextStyle(fonts: Fonts.regular, size: size))
        #expect(layout.box.width > plain.box.width * 1.2)
        let image = try Drawings.image(300, 64) {
            try $0.draw(layout, at: CanvasPoint(x: 150, y: 32), TextPaint(colour: Drawings.blue), with: shaper)
        }
        #expect(image.pixels.contains(0xFFFF_0000))
        #expect(image.pixels.contains(0xFF00_00FF))
    }

    @Test("a halo lies under all letters, and where halos overlap they are one")
    func halo() throws {
        let shaper = try Fonts.shaper()
        let layout = try shaper.layout(FormattedText("WAVA"), TextStyle(fonts: Fonts.bold, size: 32))
        var paint = TextPaint(colour: .black)
        paint.halo = .init(colour: Drawings.red.faded(to: 0.5), width: 4)
        let image = try Drawings.image(200, 64) {
            try $0.draw(layout, at: CanvasPoint(x: 100, y: 32), paint, with: shaper)
        }
        let halo = image.pixels.filter { $0 & 0xFF == 0 && $0 >> 16 & 0xFF > 100 }
        #expect(halo.count > 500)
        #expect(halo.allSatisfy { $0 >> 24 <= 129 || $0 >> 16 & 0xFF < 128 }, "nowhere twice as strong")
        #expect(image.pixels.contains(0xFF00_0000))
    }

    @Test("the same label on two canvases that meet is one label")
    func acrossTiles() throws {
        let shaper = try Fonts.shaper()
        let layout = try shaper.layout(FormattedText("Trường Tiểu học"), TextStyle(fonts: Fonts.regular, size: 15))
        var paint = TextPaint(colour: .black)
        paint.halo = .init(colour: .white, width: 1.3, blur: 1)
        let world = CanvasPoint(x: 1_070_386_303.777, y: 493_822_061.131)
        let origin = CanvasPoint(x: 1_070_386_240, y: 493_822_032)
        func tile(_ column: Double, _ width: Int, radians: Double) throws -> PixelImage {
            try Drawings.image(width, 64) {
                try $0.draw(
                    layout, at: CanvasPoint(x: world.x - origin.x - column, y: world.y - origin.y), paint,
                    rotationInRadians: radians, with: shaper)
            }
        }
        for radians in [0, 0.4] {
            let whole = try tile(0, 128, radians: radians)
            #expect(whole.coveredPixels > 200)
            let right = try whole.part(columns: 64..<128, rows: 0..<64)
            #expect(try whole.part(columns: 0..<64, rows: 0..<64) == tile(0, 64, radians: radians))
            #expect(right.difference(from: try tile(64, 64, radians: radians)) <= (radians == 0 ? 0 : 2))
        }
    }
}
