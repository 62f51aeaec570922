import GeoStore
import MapSheet
import SimpleFeatures

extension PrintOrder {
    /// Members of the body.
    static let names = [
        "title", "subtitle", "attribution", "style", "layers", "center", "scale", "bbox", "series", "crs", "paper",
        "orientation", "lang", "grid", "graticule", "legend", "logo", "format", "dpi",
    ]
    private static let seriesNames = ["collection", "property", "ids", "scale"]

    /// Characters; a title of more fills a sheet.
    static let longestTitle = 200
    static let longestAttribution = 500
    private static let mostLayers = 100

    /// Dots per inch of pictures, and of what a document cannot hold but as one.
    static let dotsPerInch = 50.0...600
    private static let standardDotsPerInch = 200.0
    static let scales =
        "a number from \(Int(MapScale.denominators.lowerBound)) to \(Int(MapScale.denominators.upperBound)), the N of 1:N"

    /// - Parameter language: of whoever asks, where the body names none.
    /// - Throws: `ParameterError`, `StyleErrors`.
    init(_ body: PrintBody, language: Language) throws {
        self.language = try body.choice("lang", default: language == .vi ? SheetLanguage.vi : .en)
        title = try body.text("title", most: Self.longestTitle)
        subtitle = try body.text("subtitle", most: Self.longestTitle)
        attribution = try body.text("attribution", most: Self.longestAttribution)
        paper = Paper(
            try body.choice("paper", default: Paper.Size.a4),
            try body.choice("orientation", default: Paper.Orientation.landscape))
        format = try body.choice("format", default: PrintFormat.pdf)
        dotsPerInch =
            try body.number(
                "dpi", in: Self.dotsPerInch,
                expected:
                    "dots per inch from \(Int(Self.dotsPerInch.lowerBound)) to \(Int(Self.dotsPerInch.upperBound))")
            ?? Self.standardDotsPerInch
        hasLogo = try body.flag("logo", default: true)
        hasLegend = try body.flag("legend", default: true)
        grid = try Self.grid("grid", body, default: .automatic)
        graticule = try Self.grid("graticule", body, default: .none)
        content = try Self.content(body)
        extent = try Self.extent(body)
        if let text = try body.text("crs", most: 100) {
            guard let crs = CRSParameter.named(text, among: OfferedCRS.ofSheets) else {
                throw body.error(
                    "crs", expected: "one of \(OfferedCRS.ofSheets.map(\.identifier).joined(separator: ", "))")
            }
            self.crs = crs
        }
        if case .series = extent, !format.hasPages { throw body.error("format", expected: "pdf, which has pages") }
        let pixels = paper.width * paper.height / 25.4 / 25.4
        let most = (Double(PrintDrawing.mostPixels) / pixels).squareRoot().rounded(.down)
        if format == .png, dotsPerInch > most {
            throw ParameterError(
                parameter: "dpi", value: "\(Int(dotsPerInch))",
                expected: "at most \(Int(most)) for a PNG of \(paper.size.rawValue), or format pdf")
        }
    }

    private static func content(_ body: PrintBody) throws -> MapOrder.Content {
        if let document = body["style"]?.object {
            guard body["layers"] == nil else { throw body.error("layers", expected: "nothing beside a style") }
            return .sent(try SentStyle(document))
        }
        let style = try body.text("style", most: 100)
        guard let layers = body["layers"] else { return .style(style ?? StyleLibrary.composedID) }
        let form = "up to \(mostLayers) ids of collections, or objects of collection and style; and no style beside"
        guard style == nil, let items = layers.array, (1...mostLayers).contains(items.count) else {
            throw body.error("layers", expected: form)
        }
        var read: [MapOrder.Layer] = []
        for item in items {
            let name = item.string ?? item["collection"]?.string ?? ""
            do throws(GeoStoreError) {
                read.append(MapOrder.Layer(collection: try CollectionID(name), style: item["style"]?.string))
            } catch {
                throw body.error("layers", expected: form)
            }
        }
        return .layers(read)
    }

    private static func extent(_ body: PrintBody) throws(ParameterError) -> Extent {
        let given = ["center", "bbox", "series"].filter { body[$0] != nil }
        guard given.count == 1 else {
            throw ParameterError(
                parameter: given.dropFirst().first ?? "center", value: given.joined(separator: " and "),
                expected: "either center with scale, or bbox, or series")
        }
        let scale = try body.number("scale", in: MapScale.denominators, expected: scales).flatMap {
            MapScale(denominator: $0)
        }
        if let center = try body.numbers("center", count: 2, expected: "[longitude, latitude] in degrees") {
            guard abs(center[0]) <= 180, abs(center[1]) <= 90 else {
                throw body.error("center", expected: "[longitude, latitude] in degrees")
            }
            guard let scale else { throw body.error("scale", expected: scales) }
            return .place(Coordinate(x: center[0], y: center[1]), scale)
        }
        if scale != nil {
            throw body.error("scale", expected: "nothing beside bbox or series, which make their own (series.scale)")
        }
        let form = "[west, south, east, north] in degrees, west < east and south < north"
        if let box = try body.numbers("bbox", count: 4, expected: form) {
            guard box[0] < box[2], box[1] < box[3], abs(box[0]) <= 180, abs(box[2]) <= 180, abs(box[1]) <= 90,
                abs(box[3]) <= 90
            else { throw body.error("bbox", expected: form) }
            return .box(Envelope(minX: box[0], minY: box[1], maxX: box[2], maxY: box[3], crs: .crs84))
        }
        return .series(try series(body["series"] ?? .null))
    }

    private static func series(_ value: JSONValue) throws(ParameterError) -> Series {
        let body = try PrintBody(value, name: "series", names: seriesNames)
        guard let collection = try body.text("collection", most: 100) else {
            throw body.error("collection", expected: "the id of a collection, in series")
        }
        var series = Series(collection: collection)
        series.property = try body.text("property", most: 200)
        series.scale = try body.number("scale", in: MapScale.denominators, expected: scales).flatMap {
            MapScale(denominator: $0)
        }
        if let ids = body["ids"] {
            let texts = (ids.array ?? []).compactMap { $0.string ?? $0.integer.map { "\($0)" } }
            guard !texts.isEmpty, texts.count == ids.array?.count else {
                throw body.error("ids", expected: "a list of ids of features")
            }
            series.ids = texts
        }
        return series
    }

    private static func grid(_ name: String, _ body: PrintBody, default standard: Grid) throws(ParameterError) -> Grid {
        switch body[name] {
        case nil: return standard
        case .boolean(let flag)?: return flag ? .automatic : .none
        case let value?:
            guard let interval = value.number, interval.isFinite, interval > 0 else {
                throw body.error(name, expected: "true, false, or the interval in metres (graticule: degrees)")
            }
            return .every(interval)
        }
    }
}
