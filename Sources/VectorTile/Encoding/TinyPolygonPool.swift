/// Gathers the area of polygons too small to draw, and says when it is worth a square.
///
/// 200,000 parcels at zoom 6 are far below a unit each, but together they are a town. Each time the pooled area
/// reaches that of the square, the polygon that tipped it is drawn as one: the ground keeps its colour, and its
/// share of it, for a few bytes. The order of features decides, so equal input gives equal bytes.
/// The idea is that of tippecanoe's tiny polygon reduction.
struct TinyPolygonPool {
    /// Square tile units in one square.
    let squareArea: Double
    private var pooled = 0.0

    init(squareSide: Int) {
        squareArea = Double(squareSide * squareSide)
    }

    /// Adds one polygon's area; true when it should be drawn as a square.
    mutating func add(_ area: Double) -> Bool {
        pooled += area
        guard pooled >= squareArea else { return false }
        // A hair-thin polygon can bring many squares' worth at once; it is drawn as one, and the debt ends there.
        pooled = min(pooled - squareArea, squareArea / 2)
        return true
    }
}
