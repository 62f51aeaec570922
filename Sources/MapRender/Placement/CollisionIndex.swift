/// Boxes and circles in a grid of cells, asked for what overlaps (after MapLibre's `GridIndex`).
public struct CollisionIndex<Element: Hashable> {
    /// Pixels; a cell holds a few labels.
    private static var cellSide: Double { 64 }
    /// Cells each way; over larger areas cells grow.
    private static var mostCells: Int { 512 }

    private let origin: CanvasPoint
    private let cellWidth: Double
    private let cellHeight: Double
    private let columns: Int
    private let rows: Int
    private var entries: [(element: Element, shape: CollisionShape)] = []
    /// Per cell the entries that touch it.
    private var cells: [[Int32]]

    /// - Parameter box: where most shapes lie; those outside count to the cells at the rim.
    public init(covering box: CanvasBox) {
        func count(_ length: Double) -> Int { 1 + Self.cell(at: length / Self.cellSide, of: Self.mostCells) }
        origin = CanvasPoint(x: box.minX, y: box.minY)
        columns = count(box.width)
        rows = count(box.height)
        cellWidth = max(box.width / Double(columns), 1)
        cellHeight = max(box.height / Double(rows), 1)
        cells = Array(repeating: [], count: columns * rows)
    }

    public mutating func insert(_ element: Element, _ shape: CollisionShape) {
        let number = Int32(entries.count)
        entries.append((element, shape))
        let touched = touched(by: shape.box)
        for row in touched.rows {
            for column in touched.columns { cells[row * columns + column].append(number) }
        }
    }

    /// Whether anything overlaps a shape.
    public func isHit(by shape: CollisionShape) -> Bool {
        let touched = touched(by: shape.box)
        return touched.rows.contains { row in
            touched.columns.contains { column in
                cells[row * columns + column].contains { entries[Int($0)].shape.overlaps(shape) }
            }
        }
    }

    /// What overlaps a shape, each once.
    public func elements(hitBy shape: CollisionShape) -> Set<Element> {
        var hit: Set<Element> = []
        forEachElement(hitBy: shape) { hit.insert($0) }
        return hit
    }

    /// What overlaps a shape, perhaps several times.
    func forEachElement(hitBy shape: CollisionShape, _ body: (Element) -> Void) {
        let touched = touched(by: shape.box)
        for row in touched.rows {
            for column in touched.columns {
                for number in cells[row * columns + column] where entries[Int(number)].shape.overlaps(shape) {
                    body(entries[Int(number)].element)
                }
            }
        }
    }

    /// The cells that a box touches; those at the rim reach on without end.
    private func touched(by box: CanvasBox) -> (rows: ClosedRange<Int>, columns: ClosedRange<Int>) {
        let firstRow = Self.cell(at: (box.minY - origin.y) / cellHeight, of: rows)
        let lastRow = Self.cell(at: (box.maxY - origin.y) / cellHeight, of: rows)
        let firstColumn = Self.cell(at: (box.minX - origin.x) / cellWidth, of: columns)
        let lastColumn = Self.cell(at: (box.maxX - origin.x) / cellWidth, of: columns)
        return (firstRow...max(firstRow, lastRow), firstColumn...max(firstColumn, lastColumn))
    }

    /// The nearest cell; the first for what is no number.
    private static func cell(at place: Double, of count: Int) -> Int {
        place > 0 ? Int(min(place, Double(count - 1))) : 0
    }
}
