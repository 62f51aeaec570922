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
    private var cells: [[Int]]

    /// - Parameter box: where most shapes lie; those outside count to the cells at the rim.
    public init(covering box: CanvasBox) {
        func count(_ length: Double) -> Int {
            Int(min(max((length / Self.cellSide).rounded(.up), 1), Double(Self.mostCells)))
        }
        origin = CanvasPoint(x: box.minX, y: box.minY)
        columns = count(box.width)
        rows = count(box.height)
        cellWidth = max(box.width / Double(columns), 1)
        cellHeight = max(box.height / Double(rows), 1)
        cells = Array(repeating: [], count: columns * rows)
    }

    public mutating func insert(_ element: Element, _ shape: CollisionShape) {
        entries.append((element, shape))
        forEachCell(shape.box) { cells[$0].append(entries.count - 1) }
    }

    /// Whether anything overlaps a shape.
    public func isHit(by shape: CollisionShape) -> Bool {
        var isHit = false
        forEachCell(shape.box) { cell in
            isHit = isHit || cells[cell].contains { entries[$0].shape.overlaps(shape) }
        }
        return isHit
    }

    /// What overlaps a shape, each once.
    public func elements(hitBy shape: CollisionShape) -> Set<Element> {
        var hit: Set<Element> = []
        forEachCell(shape.box) { cell in
            for index in cells[cell] where entries[index].shape.overlaps(shape) { hit.insert(entries[index].element) }
        }
        return hit
    }

    private func forEachCell(_ box: CanvasBox, _ body: (Int) -> Void) {
        func place(_ value: Double, _ count: Int) -> Int { Int(min(max(value.rounded(.down), 0), Double(count - 1))) }
        let firstRow = place((box.minY - origin.y) / cellHeight, rows)
        let lastRow = place((box.maxY - origin.y) / cellHeight, rows)
        let firstColumn = place((box.minX - origin.x) / cellWidth, columns)
        let lastColumn = place((box.maxX - origin.x) / cellWidth, columns)
        guard firstRow <= lastRow, firstColumn <= lastColumn else { return }
        for row in firstRow...lastRow {
            for column in firstColumn...lastColumn { body(row * columns + column) }
        }
    }
}
