import Foundation
import MapRender
import Testing

@Suite(.enabled(if: Fonts.areInstalled, "fonts-noto-core is not installed"))
struct TextOnLineTests {
    private func street(_ text: String = "Đường Hùng Vương") throws -> TextLayout {
        var style = TextStyle(fonts: Fonts.regular, size: 16)
        style.maximumWidth = nil
        return try Fonts.shaper().layout(FormattedText(text), style)
    }

    private let east = (0...20).map { CanvasPoint(x: Double($0) * 20, y: 100) }

    @Test("on a straight line it is the label itself, in the middle of the line")
    func straight() throws {
        let layout = try street()
        let set = try #require(try layout.along(east, middle: 200))
        #expect(abs((set.layout.box.minX + set.layout.box.maxX) / 2 - 200) < 1)
        #expect(abs((set.layout.box.minY + set.layout.box.maxY) / 2 - 100) < 1)
        #expect(abs(set.layout.box.width - layout.box.width) < 16)
    }

    @Test("a line that runs to the left is read from its other end")
    func upright() throws {
        let layout = try street()
        let there = try #require(try layout.along(east, middle: 150))
        let back = try #require(try layout.along(east.reversed(), middle: 250))
        #expect(abs(there.layout.box.minX - back.layout.box.minX) < 0.01)
        var style = LineTextStyle()
        style.keepsUpright = false
        let shaper = try Fonts.shaper()
        func image(_ set: TextOnLine) throws -> PixelImage {
            try Drawings.image(400, 200) {
                try $0.draw(set.layout, at: CanvasPoint(x: 0, y: 0), TextPaint(colour: .black), with: shaper)
            }
        }
        let upsideDown = try #require(try layout.along(east.reversed(), middle: 250, style))
        #expect(try image(there).difference(from: image(back)) < 8)
        #expect(try image(there) != image(upsideDown))
    }

    @Test("a line that is too short has no label, one that just fits has")
    func length() throws {
        let layout = try street()
        let width = layout.box.width
        func line(_ length: Double) -> [CanvasPoint] { [CanvasPoint(x: 0, y: 0), CanvasPoint(x: length, y: 0)] }
        #expect(try layout.along(line(width - 1), middle: (width - 1) / 2) == nil)
        #expect(try layout.along(line(width + 1), middle: (width + 1) / 2) != nil)
        #expect(try layout.along(line(width + 1), middle: 0) == nil)
    }

    @Test("a sharp corner under the text refuses it, beside the text it does not", arguments: [30.0, 60, 120])
    func corner(degrees: Double) throws {
        let layout = try street()
        let turn = degrees * .pi / 180
        let line = [
            CanvasPoint(x: 0, y: 0), CanvasPoint(x: 300, y: 0),
            CanvasPoint(x: 300 + 300 * cos(turn), y: 300 * sin(turn)),
        ]
        #expect((try layout.along(line, middle: 300) != nil) == (degrees < 45))
        #expect(try layout.along(line, middle: 150) != nil)
    }

    @Test("letters follow a bend, and their circles cover them")
    func bend() throws {
        let layout = try street()
        let arc = (0...90).map { degrees -> CanvasPoint in
            let angle = Double(degrees) * .pi / 180
            return CanvasPoint(x: 150 * sin(angle), y: 150 - 150 * cos(angle))
        }
        let set = try #require(try layout.along(arc, middle: 118))
        #expect(set.circles.count > 10)
        for circle in set.circles {
            let fromCentre = hypot(circle.centre.x, circle.centre.y - 150)
            #expect(abs(fromCentre - 150) < 0.5)
            #expect(circle.radius == 8)
        }
    }

    @Test("lines that are none, or not finite, draw nothing or throw")
    func hostile() throws {
        let layout = try street()
        let point = CanvasPoint(x: 3, y: 3)
        #expect(try layout.along([], middle: 0) == nil)
        #expect(try layout.along([point], middle: 0) == nil)
        #expect(try layout.along([point, point, point], middle: 0) == nil)
        #expect(try layout.along(east, middle: .nan) == nil)
        #expect(try street("").along(east, middle: 100) == nil)
        #expect(throws: MapRenderError.coordinate(of: "line of a label", limit: 1_048_576)) {
            try layout.along([point, CanvasPoint(x: .nan, y: 0)], middle: 1)
        }
    }
}
