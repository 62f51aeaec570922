import Foundation
import MapRender
import Testing

/// What is drawn without Cairo, beside what Cairo draws: inside a group it draws everything.
@Suite struct CoverageTests {
    private static let black = Colour.black

    /// Opacities of pixels, drawn four times as large and averaged: a quarter of what it is off by, 1/8 of a pixel.
    private func byCairo(
        _ width: Int = 64, _ height: Int = 64, _ draw: @escaping (Canvas) throws(MapRenderError) -> Void
    ) throws -> [Int] {
        let large = try Drawings.image(width, height, scale: 4) { canvas in
            try canvas.group { () throws(MapRenderError) in try draw(canvas) }
        }
        return (0..<(width * height)).map { place in
            let (x, y) = (place % width * 4, place / width * 4)
            let sum = (0..<16).reduce(0) { $0 + large.opacity(x + $1 % 4, y + $1 / 4) }
            return (sum + 8) / 16
        }
    }

    private func opacities(_ image: PixelImage) -> [Int] { image.pixels.map { Int($0 >> 24) } }

    /// - Returns: the largest difference of a pixel, and that of all together in pixels.
    private func compare(_ image: PixelImage, _ cairo: [Int]) -> (pixel: Int, area: Double) {
        let own = opacities(image)
        let largest = zip(own, cairo).reduce(0) { max($0, abs($1.0 - $1.1)) }
        return (largest, abs(Double(own.reduce(0, +) - cairo.reduce(0, +))) / 255)
    }

    @Test func `the coverage of a triangle adds up to its area`() throws {
        let image = try Drawings.image { canvas in
            var path = CanvasPath()
            path.addRing([CanvasPoint(x: 3.3, y: 5.1), CanvasPoint(x: 60.7, y: 20.4), CanvasPoint(x: 17.9, y: 58.6)])
            try canvas.fill(path, Self.black)
        }
        // |(57.4 · 53.5 − 14.6 · 15.3)| / 2
        let area = abs(57.4 * 53.5 - 14.6 * 15.3) / 2
        #expect(abs(image.coveredPixels - area) < 0.5)
    }

    @Test func `areas that share an edge have no seam, whichever way it runs`() throws {
        var numbers = RepeatableNumbers(seed: 5)
        let image = try Drawings.image { canvas in
            var path = CanvasPath()
            let middle = CanvasPoint(x: .random(in: 20...44, using: &numbers), y: .random(in: 20...44, using: &numbers))
            let corners = [(-5.0, -5.0), (70, -3), (66, 69), (-2, 80)].map { CanvasPoint(x: $0.0, y: $0.1) }
            for index in corners.indices { path.addRing([middle, corners[index], corners[(index + 1) % 4]]) }
            try canvas.fill(path, Self.black)
        }
        #expect(image.pixels.allSatisfy { $0 >> 24 == 255 })
    }

    @Test func `a hole that runs against its ring is left free`() throws {
        func ring(_ path: inout CanvasPath, _ box: (Double, Double), isTurned: Bool) {
            let corners = [(box.0, box.0), (box.1, box.0), (box.1, box.1), (box.0, box.1)].map {
                CanvasPoint(x: $0.0, y: $0.1)
            }
            path.addRing(isTurned ? corners.reversed() : corners)
        }
        let image = try Drawings.image { canvas in
            var path = CanvasPath()
            ring(&path, (8, 56), isTurned: false)
            ring(&path, (20.5, 40.5), isTurned: true)
            try canvas.fill(path, Self.black)
        }
        #expect(abs(image.coveredPixels - (48.0 * 48 - 20 * 20)) < 1)
        #expect(image.opacity(30, 30) == 0)
    }

    @Test func `random areas are what Cairo makes of them, inside and across every edge`() throws {
        var numbers = RepeatableNumbers(seed: 77)
        for _ in 0..<200 {
            let centre = CanvasPoint(
                x: .random(in: -40...104, using: &numbers), y: .random(in: -40...104, using: &numbers))
            var path = CanvasPath()
            for step in 0..<7 {
                let angle = Double(step) / 7 * 2 * .pi
                let radius = Double.random(in: 4...60, using: &numbers)
                path.add(x: centre.x + radius * cos(angle), y: centre.y + radius * sin(angle))
            }
            path.closeRing()
            let area = path
            let own = try Drawings.image { try $0.fill(area, Self.black) }
            let cairo = try byCairo { canvas throws(MapRenderError) in try canvas.fill(area, Self.black) }
            let difference = compare(own, cairo)
            #expect(difference.pixel <= 32)
            #expect(difference.area <= max(4, 0.01 * own.coveredPixels))
        }
    }

    private static let strokes: [(String, StrokeStyle.Cap, StrokeStyle.Join, Double, [Double])] = [
        ("butt and miter", .butt, .miter(limit: 4), 5, []), ("round", .round, .round, 9, []),
        ("square and bevel", .square, .bevel, 3, []), ("thin", .butt, .round, 0.6, []),
        ("dashes", .butt, .bevel, 4, [12, 9]), ("round dashes", .round, .round, 4, [5, 9]),
    ]

    @Test(arguments: strokes)
    func `random lines are what Cairo makes of them`(
        _ name: String, _ cap: StrokeStyle.Cap, _ join: StrokeStyle.Join, _ width: Double, _ dashes: [Double]
    ) throws {
        var numbers = RepeatableNumbers(seed: 3)
        var style = StrokeStyle(colour: Self.black, width: width)
        style.cap = cap
        style.join = join
        style.dashes = dashes
        let drawn = style
        var odd = 0
        for round in 0..<60 {
            var path = CanvasPath()
            for _ in 0..<Int.random(in: 2...6, using: &numbers) {
                path.add(x: .random(in: -20...84, using: &numbers), y: .random(in: -20...84, using: &numbers))
            }
            if round.isMultiple(of: 3) { path.closeRing() } else { path.endLine() }
            let line = path
            let own = try Drawings.image { try $0.stroke(line, drawn) }
            let cairo = try byCairo { canvas throws(MapRenderError) in try canvas.stroke(line, drawn) }
            // Where pieces of a line cross or meet, what both cover in part counts twice: of 60 lines, some.
            let far = zip(opacities(own), cairo).count { abs($0 - $1) > 48 }
            let area = compare(own, cairo).area
            if far > 16 || area > max(8, 0.03 * own.coveredPixels) { odd += 1 }
            #expect(far <= 48 && area <= 16, "\(name) \(round): \(far) pixels, area \(area)")
        }
        #expect(odd <= 6, "\(name)")
    }

    @Test func `dashes of no length are dots, and the rest is where it should be`() throws {
        func covered(_ cap: StrokeStyle.Cap, _ dashes: [Double], start: Double = 0) throws -> Double {
            var style = StrokeStyle(colour: Self.black, width: 4)
            style.cap = cap
            style.dashes = dashes
            style.dashStart = start
            return try Drawings.image { try $0.stroke(Drawings.line(8, 32, 60, 32), style) }.coveredPixels
        }
        // At 8, 18, 28, 38, 48 and 58: discs of radius 2.
        #expect(abs(try covered(.round, [0, 10]) - 6 * 4 * .pi) < 0.02 * 6 * 4 * .pi)
        #expect(abs(try covered(.butt, [0, 10])) < 0.1)
        // Of 52: 6 and 1 of 13, four times.
        #expect(abs(try covered(.butt, [6, 3, 1, 3]) - 4 * 7 * 4) < 0.5)
        // Begins 4 before the end of the first dash: 2, then 1; 6 and 1 three times; 6, and 1 of which nothing is left.
        #expect(abs(try covered(.butt, [6, 3, 1, 3], start: 4) - 4 * (2 + 1 + 21 + 4)) < 0.5)
        #expect(abs(try covered(.butt, [6, 3, 1, 3], start: -9) - 4 * (2 + 1 + 21 + 4)) < 0.5)
    }

    @Test func `a tight bend of a broad line has no hole`() throws {
        var style = StrokeStyle(colour: Self.black, width: 24)
        style.join = .round
        let drawn = style
        var path = CanvasPath()
        for step in 0...60 {
            let angle = Double(step) / 60 * 1.5 * .pi
            path.add(x: 32 + 6 * cos(angle), y: 32 + 6 * sin(angle))
        }
        path.endLine()
        let line = path
        let own = try Drawings.image { try $0.stroke(line, drawn) }
        let cairo = try byCairo { canvas throws(MapRenderError) in try canvas.stroke(line, drawn) }
        #expect(compare(own, cairo).area < 0.01 * own.coveredPixels)
        #expect(zip(opacities(own), cairo).allSatisfy { $1 < 255 || $0 > 230 })
    }

    @Test func `a canvas that is drawn in bands has no trace of them`() throws {
        // 1,700 columns: bands of 616 rows.
        let ring = [CanvasPoint(x: 10, y: 5), CanvasPoint(x: 1690, y: 400), CanvasPoint(x: 850, y: 1395)]
        var path = CanvasPath()
        path.addRing(ring)
        let area = path
        let whole = try Drawings.image(1700, 1400) { try $0.fill(area, Self.black) }
        let upper = try Drawings.image(1700, 700) { try $0.fill(area, Self.black) }
        #expect(try whole.part(columns: 0..<1700, rows: 0..<700).difference(from: upper) <= 1)
        let cairo = try byCairo(1700, 1400) { canvas throws(MapRenderError) in try canvas.fill(area, Self.black) }
        #expect(compare(whole, cairo).area < 0.001 * whole.coveredPixels)
    }

    @Test func `half a colour twice is drawn as often as it is asked for`() throws {
        let image = try Drawings.image { canvas in
            let half = Colour(red: 1, green: 0, blue: 0, opacity: 0.5)
            try canvas.fill(Drawings.box(0, 0, 64, 64), half)
            try canvas.fill(Drawings.box(0, 0, 32, 64), half)
            var both = Drawings.box(0, 0, 64, 32)
            both.append(Drawings.box(0, 0, 64, 32))
            try canvas.fill(both, half)
        }
        // 0.5; 0.75; two areas of one path are one: 0.875 and 0.75.
        #expect(image.opacity(50, 50) == 128)
        #expect(abs(image.opacity(10, 50) - 191) <= 1)
        #expect(abs(image.opacity(10, 10) - 223) <= 1)
    }

    @Test func `inside a clip of whole pixels nothing beside it changes`() throws {
        let image = try Drawings.image { canvas in
            try canvas.clipped(to: Drawings.box(10, 20, 30, 50)) { () throws(MapRenderError) in
                try canvas.fill(Drawings.box(-5, -5, 90, 90), Self.black)
                try canvas.clipped(to: Drawings.box(40, 40, 60, 60)) { () throws(MapRenderError) in
                    try canvas.fill(Drawings.box(0, 0, 64, 64), Self.black)
                }
            }
        }
        #expect(image.coveredPixels == 20 * 30)
        #expect(image.opacity(10, 20) == 255)
    }

    @Test func `numbers that are none are refused and leave the canvas usable`() throws {
        let image = try Drawings.image { canvas in
            for bad in [Double.nan, .infinity, 1e12] {
                #expect(throws: MapRenderError.self) { try canvas.fill(Drawings.box(0, 0, bad, 5), Self.black) }
                #expect(throws: MapRenderError.self) {
                    try canvas.stroke(Drawings.line(0, 0, bad, 5), StrokeStyle(colour: Self.black, width: 2))
                }
            }
            try canvas.fill(Drawings.box(0, 0, 8, 8), Self.black)
        }
        #expect(image.coveredPixels == 64)
    }
}
