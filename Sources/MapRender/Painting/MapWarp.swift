/// Where places of the Web Mercator world lie on a canvas of another CRS: exact at the corners of a lattice, bilinear
/// between them. Whoever makes it chooses the lattice so fine that nobody sees the difference.
public struct MapWarp: Sendable {
    /// The part of the world that it knows; the world is from 0 to 1 both ways, y down.
    public let bounds: CanvasBox
    private let columns: Int
    private let rows: Int
    /// Row by row, pixels of the canvas.
    private let corners: [CanvasPoint]

    /// - Parameters:
    ///   - columns: cells each way, 1 or more.
    ///   - corner: where a place of the world lies on the canvas; NaN where it lies nowhere.
    public init(
        bounds: CanvasBox, columns: Int, rows: Int, corner: (_ world: CanvasPoint) throws -> CanvasPoint
    ) rethrows {
        precondition(columns > 0 && rows > 0, "a lattice has cells")
        self.bounds = bounds
        self.columns = columns
        self.rows = rows
        var corners: [CanvasPoint] = []
        for row in 0...rows {
            for column in 0...columns {
                corners.append(
                    try corner(
                        CanvasPoint(
                            x: bounds.minX + bounds.width * Double(column) / Double(columns),
                            y: bounds.minY + bounds.height * Double(row) / Double(rows))))
            }
        }
        self.corners = corners
    }

    /// Beyond the bounds the cells at the rim go on.
    public func point(x: Double, y: Double) -> CanvasPoint {
        let across = (x - bounds.minX) / bounds.width * Double(columns)
        let down = (y - bounds.minY) / bounds.height * Double(rows)
        let column = Int(min(max(across, 0), Double(columns - 1)))
        let row = Int(min(max(down, 0), Double(rows - 1)))
        let (right, below) = (across - Double(column), down - Double(row))
        let first = row * (columns + 1) + column
        let (a, b) = (corners[first], corners[first + 1])
        let (c, d) = (corners[first + columns + 1], corners[first + columns + 2])
        let top = CanvasPoint(x: a.x + (b.x - a.x) * right, y: a.y + (b.y - a.y) * right)
        let bottom = CanvasPoint(x: c.x + (d.x - c.x) * right, y: c.y + (d.y - c.y) * right)
        return CanvasPoint(x: top.x + (bottom.x - top.x) * below, y: top.y + (bottom.y - top.y) * below)
    }
}
