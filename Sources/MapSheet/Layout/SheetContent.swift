public import MapRender

/// What stands on a sheet besides the map.
public struct SheetContent {
    public var title: String
    public var subtitle: String?
    /// Where the data are from.
    public var attribution: String?
    /// dd/mm/yyyy.
    public var date: String
    /// Of a series: `3/12`.
    public var number: String?
    public var language: SheetLanguage
    public var legend: (any SheetLegend)?
    public var logo: SheetLogo?

    public init(title: String, date: String, language: SheetLanguage) {
        self.title = title
        self.date = date
        self.language = language
    }
}

/// What explains the signs of a map.
public protocol SheetLegend {
    /// Millimetres that it is high when it is so many wide.
    func height(width: Double) throws -> Double
    /// - Parameter box: as wide as it was asked about, and at most as high as it said: what finds no room is left out.
    func draw(on canvas: Canvas, in box: PaperBox) throws
}

/// Whose map it is.
public enum SheetLogo {
    case shapes(SVGIcon)
    case picture(PixelImage)

    /// Width over height.
    var aspect: Double {
        switch self {
        case .shapes(let icon): Double(icon.width) / Double(icon.height)
        case .picture(let image): Double(image.width) / Double(image.height)
        }
    }

    func draw(on canvas: Canvas, in box: PaperBox) throws(MapRenderError) {
        switch self {
        case .shapes(let icon): try icon.draw(on: canvas, in: box.canvas)
        case .picture(let image):
            var style = ImageStyle()
            style.scale = box.canvas.width / Double(image.width)
            try canvas.draw(image, centre: box.centre.canvas, style)
        }
    }
}
