internal import MapRender

/// How a text of a sheet looks.
struct Lettering: Hashable {
    /// Millimetres per em: capitals are 0.7 of it high.
    var size: Double
    var isBold = false
    var anchor = TextStyle.Anchor.topLeft
    var colour = SheetInk.text
    /// Ems from baseline to baseline.
    var lineHeight = 1.3

    /// Noto Sans has every letter of the languages of the province.
    private static let regular = FontStack(["Noto Sans Regular"])
    private static let bold = FontStack(["Noto Sans Bold"])

    /// - Parameter width: millimetres at which lines are broken; nil for one line.
    func style(width: Double?) -> TextStyle {
        var style = TextStyle(fonts: fonts, size: size * Paper.pixelsPerMillimetre)
        style.maximumWidth = width.map { $0 / size }
        style.lineHeight = lineHeight
        style.justification = .automatic
        style.anchor = anchor
        return style
    }

    var fonts: FontStack { isBold ? Self.bold : Self.regular }
}

/// The colours of what is around a map.
enum SheetInk {
    static let text = Colour(red: 0.1, green: 0.11, blue: 0.13)
    static let quiet = Colour(red: 0.32, green: 0.34, blue: 0.38)
    static let frame = Colour(red: 0.1, green: 0.11, blue: 0.13)
    /// Between lines of roads and parcels, grids are told by their blue.
    static let grid = Colour(red: 0.1, green: 0.28, blue: 0.5, opacity: 0.55)
    static let graticule = Colour(red: 0.45, green: 0.2, blue: 0.1, opacity: 0.55)
}
