/// Lines and rings in canvas pixels: one flat array of numbers, one of ends. A value; nothing is allocated per point.
public struct CanvasPath: Hashable, Sendable {
    struct Part: Hashable, Sendable {
        /// The index of the point behind its last one.
        let end: Int
        let isClosed: Bool
    }

    /// x, y, x, y, …
    private(set) var numbers: [Double] = []
    private(set) var parts: [Part] = []
    /// The first point of the part that is being added.
    private var start = 0

    public init() {}

    public var isEmpty: Bool { parts.isEmpty }
    public var pointCount: Int { numbers.count / 2 }

    public mutating func reserve(points: Int) { numbers.reserveCapacity(numbers.count + points * 2) }

    /// One more point of the part that `closeRing` or `endLine` will end.
    public mutating func add(x: Double, y: Double) {
        numbers.append(x)
        numbers.append(y)
    }

    /// Ends a ring: its first point need not come again.
    public mutating func closeRing() { end(isClosed: true) }

    /// Ends a line.
    public mutating func endLine() { end(isClosed: false) }

    private mutating func end(isClosed: Bool) {
        guard pointCount > start else { return }
        parts.append(Part(end: pointCount, isClosed: isClosed))
        start = pointCount
    }

    /// Takes over the parts of another path. A part that is being added ends before, as a line.
    public mutating func append(_ other: CanvasPath) {
        endLine()
        numbers += other.numbers[..<(2 * (other.parts.last?.end ?? 0))]
        parts += other.parts.map { Part(end: $0.end + start, isClosed: $0.isClosed) }
        start = pointCount
    }

    public mutating func addLine(_ points: [CanvasPoint]) {
        for point in points { add(x: point.x, y: point.y) }
        endLine()
    }

    public mutating func addRing(_ points: [CanvasPoint]) {
        for point in points { add(x: point.x, y: point.y) }
        closeRing()
    }

    public mutating func addBox(_ box: CanvasBox) {
        add(x: box.minX, y: box.minY)
        add(x: box.maxX, y: box.minY)
        add(x: box.maxX, y: box.maxY)
        add(x: box.minX, y: box.maxY)
        closeRing()
    }

    /// Each part with its points.
    func forEachPart(_ body: (_ points: [CanvasPoint], _ isClosed: Bool) -> Void) {
        var first = 0
        for part in parts {
            body((first..<part.end).map { CanvasPoint(x: numbers[2 * $0], y: numbers[2 * $0 + 1]) }, part.isClosed)
            first = part.end
        }
    }

    /// The box around all points; nil without any.
    public var box: CanvasBox? {
        guard numbers.count >= 2 else { return nil }
        var box = CanvasBox(minX: numbers[0], minY: numbers[1], maxX: numbers[0], maxY: numbers[1])
        for index in stride(from: 2, to: numbers.count, by: 2) {
            box.minX = min(box.minX, numbers[index])
            box.maxX = max(box.maxX, numbers[index])
            box.minY = min(box.minY, numbers[index + 1])
            box.maxY = max(box.maxY, numbers[index + 1])
        }
        return box
    }
}
