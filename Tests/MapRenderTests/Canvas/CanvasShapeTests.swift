import MapRender
import Testing

@Suite struct CanvasShapeTests {
    @Test("a hole stays open, wound against its ring or even-odd")
    func hole() throws {
        var path = Drawings.box(8, 8, 56, 56)
        path.addRing([(24, 24), (24, 40), (40, 40), (40, 24)].map { CanvasPoint(x: $0.0, y: $0.1) })
        for rule in [FillRule.winding, .evenOdd] {
            let image = try Drawings.image { try $0.fill(path, Drawings.red, rule: rule) }
            #expect(image[10, 10] == 0xFFFF_0000)
            #expect(image[32, 32] == 0)
            #expect(image[2, 2] == 0)
        }
    }

    @Test("neighbours in one path leave no seam")
    func noSeam() throws {
        var path = CanvasPath()
        for column in 0..<6 {
            path.addBox(
                CanvasBox(minX: 2.3 + Double(column) * 9.7, minY: 4, maxX: 2.3 + Double(column + 1) * 9.7, maxY: 60))
        }
        let image = try Drawings.image { try $0.fill(path, Drawings.red) }
        for x in 4..<58 { #expect(image[x, 30] == 0xFFFF_0000, "at \(x)") }
    }

    @Test("a colour that lets through mixes with what is below")
    func over() throws {
        let image = try Drawings.image {
            try $0.fill(.white)
            try $0.fill(Drawings.box(0, 0, 64, 64), Drawings.blue.faded(to: 0.5))
        }
        #expect(image[5, 5] == 0xFF7F_7FFF || image[5, 5] == 0xFF80_80FF)
    }

    @Test("a stroke covers its length times its width, at any scale", arguments: [1.0, 2])
    func strokeArea(scale: Double) throws {
        let image = try Drawings.image(scale: scale) {
            try $0.stroke(Drawings.line(10, 12, 50, 42), StrokeStyle(colour: .black, width: 3))
        }
        #expect(image.width == Int(64 * scale))
        // Coverage has 17 steps.
        #expect(abs(image.coveredPixels / (scale * scale) - 150) < 9)
    }

    @Test("square caps are longer than butt caps by the width, round ones by a disc")
    func caps() throws {
        func area(_ cap: StrokeStyle.Cap) throws -> Double {
            var style = StrokeStyle(colour: .black, width: 8)
            style.cap = cap
            return try Drawings.image { try $0.stroke(Drawings.line(20, 32, 44, 32), style) }.coveredPixels
        }
        let butt = try area(.butt)
        #expect(abs(butt - 192) < 1)
        #expect(abs(try area(.square) - butt - 64) < 1)
        #expect(abs(try area(.round) - butt - 16 * .pi) < 2)
    }

    @Test("a miter reaches the corner's tip, a bevel does not")
    func joins() throws {
        func tip(_ join: StrokeStyle.Join) throws -> Int {
            var style = StrokeStyle(colour: .black, width: 10)
            style.join = join
            return try Drawings.image { try $0.stroke(Drawings.line(10, 50, 50, 50, 50, 10), style) }.opacity(54, 54)
        }
        #expect(try tip(.miter(limit: 4)) > 250)
        #expect(try tip(.bevel) == 0)
        #expect(try tip(.round) < 60)
    }

    @Test("a casing leaves its gap open, also where lines cross")
    func casing() throws {
        var style = StrokeStyle(colour: Drawings.red, width: 3)
        style.gapWidth = 8
        var cross = Drawings.line(4, 32, 60, 32)
        cross.append(Drawings.line(32, 4, 32, 60))
        let image = try Drawings.image { try $0.stroke(cross, style) }
        #expect(image[32, 32] == 0)
        #expect(image[10, 32] == 0)
        #expect(image.opacity(10, 26) == 255)
        #expect(image.opacity(10, 37) == 255)
        #expect(image.opacity(10, 20) == 0)
    }

    @Test("an offset is to the right of the line's way, and corners stay parallel")
    func offset() throws {
        var style = StrokeStyle(colour: .black, width: 2)
        style.offset = 10
        let path = Drawings.line(5, 15, 55, 15, 55, 60)
        let right = try Drawings.image { try $0.stroke(path, style) }
        #expect(right.opacity(20, 24) == 255)
        #expect(right.opacity(20, 15) == 0)
        #expect(right.opacity(44, 50) == 255)
        #expect(right.opacity(50, 24) == 0, "the inner corner is cut where the lines meet")
        style.offset = -5
        let left = try Drawings.image { try $0.stroke(path, style) }
        #expect(left.opacity(20, 10) == 255)
        #expect(left.opacity(59, 10) > 200, "the outer corner is mitred")
    }

    @Test("dashes go on over a tile's edge when the start is the way so far")
    func dashes() throws {
        var style = StrokeStyle(colour: .black, width: 4)
        style.dashes = [7, 5]
        let whole = try Drawings.image(128, 16) { try $0.stroke(Drawings.line(0, 8, 128, 8), style) }
        let left = try Drawings.image(64, 16) { try $0.stroke(Drawings.line(0, 8, 64, 8), style) }
        style.dashStart = 64
        let right = try Drawings.image(64, 16) { try $0.stroke(Drawings.line(0, 8, 64, 8), style) }
        #expect(try whole.part(columns: 0..<64, rows: 0..<16) == left)
        #expect(try whole.part(columns: 64..<128, rows: 0..<16) == right)
        #expect(Set((0..<64).map { whole.opacity($0, 8) }) == [0, 255])
    }

    @Test("dashes of no length are a whole line")
    func emptyDashes() throws {
        var style = StrokeStyle(colour: .black, width: 4)
        style.dashes = [0, 0]
        let image = try Drawings.image { try $0.stroke(Drawings.line(0, 8, 64, 8), style) }
        #expect((0..<64).allSatisfy { image.opacity($0, 8) == 255 })
    }

    @Test("a circle covers its disc, and its stroke lies outside the radius")
    func circle() throws {
        var style = CircleStyle(radius: 12, colour: Drawings.red)
        style.strokeWidth = 6
        style.strokeColour = Drawings.blue
        let image = try Drawings.image { try $0.drawCircle(at: CanvasPoint(x: 32, y: 32), style) }
        #expect(abs(image.coveredPixels - 324 * .pi) < 20)
        #expect(image[32, 32] == 0xFFFF_0000)
        #expect(image[32 + 15, 32] == 0xFF00_00FF)
    }

    @Test("a blurred circle fades from its centre, and is nothing at its rim")
    func blurredCircle() throws {
        var style = CircleStyle(radius: 20, colour: Drawings.red)
        style.blur = 1
        let image = try Drawings.image { try $0.drawCircle(at: CanvasPoint(x: 32.5, y: 32.5), style) }
        let fading = [0, 5, 10, 15, 19].map { image.opacity(32 + $0, 32) }
        #expect(fading[0] > 245)
        #expect(fading == fading.sorted(by: >))
        #expect(fading[4] < 10)
    }

    @Test("in a group with opacity, overlaps do not show through")
    func group() throws {
        let image = try Drawings.image { canvas in
            try canvas.group(opacity: 0.5) { () throws(MapRenderError) in
                try canvas.fill(Drawings.box(0, 0, 40, 64), Drawings.red)
                try canvas.fill(Drawings.box(20, 0, 64, 64), Drawings.red)
            }
        }
        #expect(image[10, 10] == image[30, 10])
        #expect(abs(image.opacity(30, 10) - 128) <= 1)
    }

    @Test("a blur moves colour outwards and loses none")
    func blur() throws {
        func image(_ blur: Double) throws -> PixelImage {
            try Drawings.image { canvas in
                try canvas.group(blur: blur) { () throws(MapRenderError) in
                    try canvas.fill(Drawings.box(24, 24, 40, 40), Drawings.red)
                }
            }
        }
        let (sharp, blurred) = (try image(0), try image(8))
        #expect(sharp.opacity(21, 32) == 0)
        #expect(blurred.opacity(21, 32) > 20)
        #expect(abs(blurred.coveredPixels - sharp.coveredPixels) < 6)
    }

    @Test("nothing is drawn outside a clip, and everything is again after it")
    func clip() throws {
        let image = try Drawings.image { canvas in
            try canvas.clipped(to: Drawings.box(0, 0, 32, 64)) { () throws(MapRenderError) in
                try canvas.fill(Drawings.red)
            }
            try canvas.fill(Drawings.box(60, 0, 64, 64), Drawings.blue)
        }
        #expect(image[31, 5] == 0xFFFF_0000)
        #expect(image[33, 5] == 0)
        #expect(image[62, 5] == 0xFF00_00FF)
    }
}
