public import MapRender

/// What stands on a sheet besides the map.
public struct SheetContent {
    public let texts: SheetTexts
    public let legend: (any SheetLegend)?
    public let logo: SheetLogo?

    public init(_ texts: SheetTexts, legend: (any SheetLegend)? = nil, logo: SheetLogo? = nil) {
        self.texts = texts
        self.legend = legend
        self.logo = logo
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
