import MapRender
import Testing

@Suite struct HostileCanvasTests {
    @Test(
        "a canvas without pixels or with too many is refused",
        arguments: [(0, 0), (0, 5), (-3, 5), (1_000_000, 1_000_000), (16_385, 1), (16_384, 16_384), (Int.max, Int.max)])
    func size(width: Int, height: Int) {
        #expect(
            throws: MapRenderError.canvasSize(
                width: Double(width), height: Double(height), sideLimit: 16_384, pixelLimit: 64 << 20)
        ) {
            try Canvas(width: width, height: height)
        }
    }

    @Test("a scale counts for the size", arguments: [0, -1, 9, Double.nan, .infinity])
    func scale(scale: Double) {
        #expect(throws: MapRenderError.self) { try Canvas(width: 10, height: 10, scale: scale) }
        #expect(throws: MapRenderError.self) { try Canvas(width: 10_000, height: 10, scale: 2) }
    }

    @Test(
        "coordinates that are no numbers, or too far away, are refused and the canvas stays usable",
        arguments: [
            Double.nan, .infinity, -.infinity, 1e7, -1e300,
        ])
    func coordinates(value: Double) throws {
        let canvas = try Canvas(width: 16, height: 16)
        let path = Drawings.line(1, 1, value, 5, 9, 9)
        let place = CanvasPoint(x: 3, y: value)
        #expect(throws: MapRenderError.coordinate(of: "path", limit: 1_048_576)) { try canvas.fill(path, .black) }
        #expect(throws: MapRenderError.coordinate(of: "path", limit: 1_048_576)) {
            try canvas.stroke(path, StrokeStyle(colour: .black, width: 2))
        }
        #expect(throws: MapRenderError.coordinate(of: "circle", limit: 1_048_576)) {
            try canvas.drawCircle(at: place, CircleStyle(radius: 3, colour: .black))
        }
        #expect(throws: MapRenderError.coordinate(of: "image", limit: 1_048_576)) {
            try canvas.draw(PixelImage(width: 1, height: 1, pixels: [0]), centre: place)
        }
        #expect(try canvas.image().coveredPixels == 0)
        try canvas.fill(.black)
        #expect(try canvas.image().coveredPixels == 256)
    }

    @Test("widths, dashes and offsets that make no sense are refused", arguments: [Double.nan, -1, .infinity])
    func styles(value: Double) throws {
        let canvas = try Canvas(width: 16, height: 16)
        let good = StrokeStyle(colour: .black, width: 2)
        var styles = [good, good, good, good, good]
        styles[0].width = value
        styles[1].dashes = [3, value]
        styles[2].gapWidth = value
        styles[3].offset = value * .infinity
        styles[4].join = .miter(limit: value)
        for style in styles {
            #expect(throws: MapRenderError.self) { try canvas.stroke(Drawings.line(0, 0, 9, 9), style) }
        }
        var circle = CircleStyle(radius: 2, colour: .black)
        circle.blur = value
        #expect(throws: MapRenderError.self) { try canvas.drawCircle(at: CanvasPoint(x: 1, y: 1), circle) }
        var image = ImageStyle()
        image.scale = value
        #expect(throws: MapRenderError.self) {
            try canvas.draw(PixelImage(width: 1, height: 1, pixels: [0]), centre: CanvasPoint(x: 1, y: 1), image)
        }
        #expect(throws: MapRenderError.self) { try canvas.group(opacity: value) {} }
    }

    @Test("a group that fails leaves the canvas as it was")
    func failingGroup() throws {
        let canvas = try Canvas(width: 16, height: 16)
        #expect(throws: MapRenderError.self) {
            try canvas.group(opacity: 0.5) { () throws(MapRenderError) in
                try canvas.fill(.black)
                try canvas.fill(Drawings.line(0, .nan, 1, 1), .black)
            }
        }
        #expect(try canvas.image().coveredPixels == 0)
        try canvas.fill(Drawings.red)
        #expect(try canvas.image()[3, 3] == 0xFFFF_0000)
    }

    @Test("empty paths, lines of one point and rings of two draw nothing")
    func degenerate() throws {
        let canvas = try Canvas(width: 16, height: 16)
        var style = StrokeStyle(colour: .black, width: 2)
        var ring = CanvasPath()
        ring.addRing([CanvasPoint(x: 2, y: 2), CanvasPoint(x: 12, y: 12)])
        for path in [CanvasPath(), Drawings.line(), Drawings.line(4, 4)] {
            try canvas.fill(path, .black)
            style.offset = 3
            try canvas.stroke(path, style)
            style.offset = 0
            style.gapWidth = 2
            try canvas.stroke(path, style)
        }
        try canvas.fill(ring, .black)
        #expect(try canvas.image().coveredPixels == 0)
    }

    @Test("pixels that do not fill the image are refused")
    func pixelCount() {
        #expect(throws: MapRenderError.pixelCount(3, width: 2, height: 2)) {
            try PixelImage(width: 2, height: 2, pixels: [0, 0, 0])
        }
    }

    @Test(
        "dashes too small to be seen, on a line that is as long as may be, are drawn soon",
        arguments: [1e-9, 0.001, 0.3])
    func tinyDashes(length: Double) throws {
        let canvas = try Canvas(width: 64, height: 64)
        var style = StrokeStyle(colour: .black, width: 2)
        style.dashes = [length, length]
        let line = Drawings.line(-1_000_000, 32, 1_000_000, 33)
        let took = try ContinuousClock().measure { try canvas.stroke(line, style) }
        #expect(took < .seconds(10))
        #expect(try canvas.image().coveredPixels > 20)
    }
}
