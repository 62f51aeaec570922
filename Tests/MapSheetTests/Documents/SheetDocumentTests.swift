import Foundation
import MapRender
import SimpleFeatures
import TestSupport
import Testing

@testable import MapSheet

/// Sheets as poppler reads them: a program that knows nothing of ours.
@Suite(.enabled(if: Program("pdftoppm") != nil, "poppler-utils is not installed")) struct SheetDocumentTests {
    @Test("two places a kilometre apart are a kilometre in scale apart on paper", arguments: [5000.0, 25_000, 50_000])
    func kilometre(denominator: Double) throws {
        var fixture = try SheetFixture()
        fixture.denominator = denominator
        // cs2cs knows nothing of our transforms: both ends of a kilometre of the grid, in degrees, and back.
        let middle = try MapPlane(fixture.crs).point(fixture.centre)
        let sheet = try fixture.write { canvas, window in
            for east in [-250.0, 250] {
                let ends = [
                    window.paper(Coordinate(x: middle.x + 2 * east, y: middle.y - 10)),
                    window.paper(Coordinate(x: middle.x + 2 * east, y: middle.y + 10)),
                ]
                try canvas.stroke(ends, .black, millimetres: 0.3)
            }
        }
        let page = try fixture.raster()
        let y = sheet.layout.map.centre.y
        let marks = page.darkRuns(y: y, from: sheet.layout.map.minX + 1, to: sheet.layout.map.maxX - 1, threshold: 60)
        let middles = marks.map { ($0.start + $0.end) / 2 }
        try #require(middles.count == 2)
        #expect(abs(middles[1] - middles[0] - 1_000_000 / denominator) < 0.1)
    }

    @Test("the scale bar is as long as it says", arguments: Paper.Size.allCases)
    func scaleBar(size: Paper.Size) throws {
        var fixture = try SheetFixture()
        fixture.paper = Paper(size, .landscape)
        let sheet = try fixture.write()
        let bar = ScaleBar(sheet.window.scale, atMost: sheet.layout.scale.width - 10 * fixture.paper.enlargement)
        let page = try fixture.raster(dotsPerInch: size == .a4 || size == .a3 ? 600 : 300)
        let box = sheet.layout.scale
        let y = box.minY + 6.6 * fixture.paper.enlargement
        let runs = page.darkRuns(y: y, from: box.minX, to: box.maxX)
        let length = try #require(runs.last).end - (try #require(runs.first)).start
        #expect(
            abs(length - bar.length / sheet.window.scale.denominator * 1000) < 0.2 + 0.12 * fixture.paper.enlargement)
    }

    @Test("a page has the size of its paper", arguments: Paper.Size.allCases, Paper.Orientation.allCases)
    func pageSize(size: Paper.Size, orientation: Paper.Orientation) throws {
        var fixture = try SheetFixture()
        fixture.paper = Paper(size, orientation)
        try fixture.write()
        let text = try #require(Program("pdfinfo")).run([fixture.file])
        let found = try #require(text.firstMatch(of: /Page size:\s+([\d.]+) x ([\d.]+) pts/))
        let (width, height) = (try #require(Double(found.1)), try #require(Double(found.2)))
        #expect(abs(width * 25.4 / 72 - fixture.paper.width) < 0.01)
        #expect(abs(height * 25.4 / 72 - fixture.paper.height) < 0.01)
    }

    @Test("letters are text, and their fonts are in the file")
    func text() throws {
        var fixture = try SheetFixture()
        fixture.legend = SheetFixture.Squares()
        try fixture.write()
        let text = try #require(Program("pdftotext")).run(["-layout", fixture.file, "-"])
        for expected in [
            "BẢN ĐỒ QUY HOẠCH SỬ DỤNG ĐẤT PHƯỜNG PLEIKU", "TỶ LỆ 1:25 000", "CHÚ DẪN", "Bắc lưới chiếu", "22/11/2026",
            "VN-2000, múi chiếu 3°", "108°30′ (EPSG:9218)", "Tờ 3/12",
        ] {
            #expect(text.contains(expected))
        }
        let fonts = try #require(Program("pdffonts")).run([fixture.file]).split(separator: "\n").dropFirst(2)
        #expect(fonts.count >= 2)
        for font in fonts {
            // Name, type, encoding, then whether it is embedded, a subset, and has a way back to Unicode.
            #expect(font.contains("NotoSans"))
            #expect(font.contains("yes yes yes"))
        }
    }

    @Test("numbers stand at their lines on all four sides")
    func labels() throws {
        var fixture = try SheetFixture()
        fixture.paper = Paper(.a3, .landscape)
        fixture.denominator = 20_000
        let sheet = try fixture.write()
        let words = try TextBoxes(of: fixture.file)
        for edge in SheetEdge.allCases {
            let labels = sheet.grids[0].labels(on: edge)
            #expect(labels.count >= 2)
            for label in labels {
                let found = words.nearest(to: label.place, startingWith: label.large)
                let box = try #require(found, "no \(label.small)\(label.large) on \(edge)")
                let off =
                    edge == .top || edge == .bottom
                    ? abs(box.centre.x - label.place.x) : abs(box.centre.y - label.place.y)
                // Smaller digits before it and a unit behind it move its middle.
                #expect(off < 3)
            }
        }
    }

    @Test("lines of the grid lie where PROJ puts their numbers")
    func lines() throws {
        var fixture = try SheetFixture()
        fixture.paper = Paper(.a3, .landscape)
        fixture.denominator = 20_000
        let sheet = try fixture.write()
        let page = try fixture.raster()
        let map = sheet.layout.map
        // Between two lines of northing nothing else is dark.
        let norths = sheet.grids[0].labels(on: .left).map(\.place.y).sorted()
        try #require(norths.count > 1)
        let y = (norths[0] + norths[1]) / 2
        let drawn = page.darkRuns(y: y, from: map.minX + 0.5, to: map.maxX - 0.5, threshold: 200)
            .map { ($0.start + $0.end) / 2 }
        let eastings = sheet.grids[0].lines.filter { $0.axis == .east }.map(\.value)
        try #require(drawn.count == eastings.count)
        let program = try #require(Program("cs2cs"))
        let input = "\(SheetFixture.pleiku.y) \(SheetFixture.pleiku.x)\n"
        let output = try program.run(["-f", "%.4f", "EPSG:4326", "EPSG:9218"], input: input)
        let centre = try #require(output.split(whereSeparator: \.isWhitespace).first.flatMap { Double($0) })
        for (easting, x) in zip(eastings, drawn) {
            #expect(abs(x - (map.centre.x + (easting - centre) / 20)) < 0.1)
        }
    }

    @Test("pages follow each other, each with its name")
    func pages() throws {
        var fixture = try SheetFixture()
        fixture.pages = 3
        try fixture.write()
        let text = try #require(Program("pdfinfo")).run([fixture.file])
        #expect(text.contains("Pages:           3"))
        let last = try #require(Program("pdftotext")).run(["-f", "3", fixture.file, "-"])
        #expect(last.contains("TỶ LỆ"))
    }
}

/// Words of the first page with their boxes.
private struct TextBoxes {
    private var words: [(text: String, box: PaperBox)] = []

    init(of file: String) throws {
        let text = try #require(Program("pdftotext")).run(["-bbox", "-l", "1", file, "-"])
        for match in text.matches(
            of: /xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">([^<]*)</)
        {
            let sides = [match.1, match.2, match.3, match.4].map { (Double($0) ?? 0) * 25.4 / 72 }
            words.append(
                (String(match.5), PaperBox(minX: sides[0], minY: sides[1], maxX: sides[2], maxY: sides[3])))
        }
    }

    func nearest(to place: PaperPoint, startingWith text: String) -> PaperBox? {
        func distance(_ box: PaperBox) -> Double { abs(box.centre.x - place.x) + abs(box.centre.y - place.y) }
        return words.filter { $0.text.hasPrefix(text) }.map(\.box).min { distance($0) < distance($1) }
    }
}
