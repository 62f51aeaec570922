import Foundation
import MapRender
import SimpleFeatures
import TestSupport

@testable import MapSheet

/// A sheet as a file, and what other programs measure on it.
struct SheetFixture {
    static let pleiku = Coordinate(x: 108.0, y: 13.98)
    static let fonts = TestData.packageRoot.appending(path: "web/fonts").path

    /// A legend of squares as high as it says.
    struct Squares: SheetLegend {
        var millimetres = 30.0

        func height(width: Double) -> Double { millimetres }

        func draw(on canvas: Canvas, in box: PaperBox) throws {
            var path = CanvasPath()
            path.addBox(box.canvas)
            try canvas.stroke(path, StrokeStyle(colour: .black, width: 1))
        }
    }

    var paper = Paper(.a4, .landscape)
    var crs = CRS.epsg(9218)
    var centre = SheetFixture.pleiku
    var denominator = 25_000.0
    var language = SheetLanguage.vi
    var hasGraticule = false
    var legend: Squares? = nil
    var logo: SheetLogo? = nil
    var pages = 1

    let folder: TemporaryFolder
    var file: String { folder.path("sheet.pdf") }

    init() throws { folder = try TemporaryFolder() }

    struct Sheet {
        let layout: SheetLayout
        let window: SheetWindow
        let grids: [SheetGrid]
    }

    /// - Parameter map: draws in the place of the map.
    @discardableResult
    func write(map: (Canvas, SheetWindow) throws -> Void = { _, _ in }) throws -> Sheet {
        let typesetter = try Typesetter(FontLibrary(folders: [Self.fonts], includesSystemFonts: false))
        var texts = SheetTexts(
            title: "BẢN ĐỒ QUY HOẠCH SỬ DỤNG ĐẤT PHƯỜNG PLEIKU", date: "22/11/2026", language: language)
        texts.subtitle = "Tỉnh Gia Lai, kỳ 2026–2030"
        texts.attribution = "Sở Nông nghiệp và Môi trường tỉnh Gia Lai"
        texts.number = "3/12"
        let content = SheetContent(texts, legend: legend, logo: logo)
        let plane = try MapPlane(crs)
        let layout = try SheetLayout(paper, content, hasGrid: true, typesetter)
        let scale = MapScale(denominator: denominator)!
        let window = try SheetWindow(plane, centre: plane.point(centre), scale: scale, box: layout.map)
        var grids = [try SheetGrid(crs, .metres, interval: nil, on: window)]
        if hasGraticule { grids.append(try SheetGrid(plane.geographic, .degrees, interval: nil, on: window)) }
        let page = paper.box.canvas
        let canvas = try Canvas.pdf(
            width: page.width, height: page.height,
            Canvas.Information(title: texts.title, created: "2026-11-22T00:00:00Z"))
        for number in 1...pages {
            if number > 1 { try canvas.newPage() }
            try canvas.addBookmark("Tờ \(number)", toPage: number)
            let drawing = try SheetDrawing(layout, content, plane, window, grids, typesetter, on: canvas)
            try drawing.drawBelowMap()
            try map(canvas, window)
            try drawing.drawOverMap()
        }
        try Data(canvas.finish()).write(to: URL(filePath: file))
        return Sheet(layout: layout, window: window, grids: grids)
    }

    /// Dark marks of the first page, as poppler draws it.
    func raster(dotsPerInch: Int = 600) throws -> GreyPage {
        let program = Program("pdftoppm")!
        try program.run([
            "-gray", "-r", "\(dotsPerInch)", "-f", "1", "-l", "1", "-singlefile", file, folder.path("page"),
        ])
        return try GreyPage(file: folder.path("page.pgm"), dotsPerInch: Double(dotsPerInch))
    }
}

/// A page as grey pixels, measured in millimetres.
struct GreyPage {
    let width: Int
    let height: Int
    private let pixels: ArraySlice<UInt8>
    private let perMillimetre: Double

    /// A portable grey map (P5), as poppler writes it.
    init(file: String, dotsPerInch: Double) throws {
        let bytes = try [UInt8](Data(contentsOf: URL(filePath: file)))
        let head = String(decoding: bytes.prefix(40), as: UTF8.self).split(whereSeparator: \.isWhitespace)
        (width, height) = (Int(head[1])!, Int(head[2])!)
        pixels = bytes.suffix(width * height)
        perMillimetre = dotsPerInch / 25.4
    }

    func grey(x: Double, y: Double) -> UInt8 {
        pixels[pixels.startIndex + Int(y * perMillimetre) * width + Int(x * perMillimetre)]
    }

    /// Middles of what is darker than `threshold` along a row.
    func darkRuns(y: Double, from: Double, to: Double, threshold: UInt8 = 128) -> [(start: Double, end: Double)] {
        let row = pixels.startIndex + Int(y * perMillimetre) * width
        return runs(Int(from * perMillimetre)..<Int(to * perMillimetre)) { pixels[row + $0] < threshold }
    }

    /// The same down a column.
    func darkRuns(x: Double, from: Double, to: Double, threshold: UInt8 = 128) -> [(start: Double, end: Double)] {
        let column = pixels.startIndex + Int(x * perMillimetre)
        return runs(Int(from * perMillimetre)..<Int(to * perMillimetre)) { pixels[column + $0 * width] < threshold }
    }

    private func runs(_ range: Range<Int>, _ isDark: (Int) -> Bool) -> [(start: Double, end: Double)] {
        var found: [(start: Double, end: Double)] = []
        var start: Int?
        for index in range {
            if isDark(index) {
                start = start ?? index
            } else if let first = start {
                found.append((Double(first) / perMillimetre, Double(index) / perMillimetre))
                start = nil
            }
        }
        return found
    }
}
