import MapRender

/// How a legend looks; lengths in pixels at scale 1.
struct LegendStyle: Hashable, Sendable {
    var regular = FontStack(["Noto Sans Regular"])
    var bold = FontStack(["Noto Sans Bold"])
    var textSize = 12.0
    var titleSize = 13.0
    var colour = Colour.black
    var swatchWidth = 24.0
    var swatchHeight = 16.0
    /// Between swatch and text.
    var gap = 8.0
    /// Between entries.
    var rowGap = 4.0
    /// Between sections, and between columns.
    var sectionGap = 12.0
    /// Whether collections are named above their entries.
    var hasTitles = true
    /// Columns side by side, filled one after the other.
    var columns = 1
}
