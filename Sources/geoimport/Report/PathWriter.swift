import SimpleFeatures

/// The `d` of an SVG path, without the vertices that would fall on the same pixel.
struct PathWriter {
    /// Characters stay bounded however many vertices a feature has.
    private static let vertexLimit = 2000

    private(set) var text = ""
    private var box = MapBox()
    private var last: Coordinate?
    private var count = 0

    /// The longer side, in pixels.
    var size: Double { box.isEmpty ? 0 : max(box.maxX - box.minX, box.maxY - box.minY) }
    var centre: Coordinate? {
        box.isEmpty ? nil : Coordinate(x: (box.minX + box.maxX) / 2, y: (box.minY + box.maxY) / 2)
    }

    mutating func begin() { last = nil }

    mutating func add(_ point: Coordinate) {
        box.add(point)
        if let last, abs(last.x - point.x) < 0.4, abs(last.y - point.y) < 0.4 { return }
        guard count < Self.vertexLimit else { return }
        text += "\(last == nil ? "M" : "L")\(RejectMap.number(point.x)) \(RejectMap.number(point.y))"
        last = point
        count += 1
    }

    mutating func end(isClosed: Bool) {
        if isClosed, last != nil { text += "Z" }
    }
}
