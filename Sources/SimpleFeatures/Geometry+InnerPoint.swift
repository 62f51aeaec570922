extension Geometry {
    /// A position on the geometry, to stand for it: the first point, the middle vertex of the longest line, a position
    /// inside the largest area. Nil for an empty geometry.
    public var innerPoint: Coordinate? {
        switch self {
        case .point(let sequence): sequence.isEmpty ? nil : sequence[0]
        case .multiPoint(let points): points.first { !$0.isEmpty }?[0]
        case .lineString(let line): line.isEmpty ? nil : line[line.count / 2]
        case .multiLineString(let lines):
            lines.max { $0.count < $1.count }.flatMap { $0.isEmpty ? nil : $0[$0.count / 2] }
        case .polygon(let polygon): polygon.innerPoint
        case .multiPolygon(let polygons):
            polygons.max { $0.outerArea < $1.outerArea }?.innerPoint
        case .geometryCollection(let members): members.lazy.compactMap(\.innerPoint).first
        }
    }
}

extension Geometry.Polygon {
    fileprivate var outerArea: Double { exterior.map { abs($0.doubledSignedArea) } ?? 0 }

    /// The middle of the longest piece that a line of constant y through the middle cuts out of the area.
    fileprivate var innerPoint: Coordinate? {
        guard let exterior, !exterior.isEmpty else { return nil }
        let heights = (0..<exterior.count).map { exterior[$0].y }
        guard let low = heights.min(), let high = heights.max(), low < high else { return exterior[0] }
        let y = (low + high) / 2
        var crossings: [Double] = []
        for ring in rings where ring.count > 1 {
            for index in 1..<ring.count {
                let (start, end) = (ring[index - 1], ring[index])
                guard (start.y > y) != (end.y > y) else { continue }
                crossings.append(start.x + (y - start.y) / (end.y - start.y) * (end.x - start.x))
            }
        }
        crossings.sort()
        var best: (width: Double, x: Double)?
        for index in stride(from: 0, to: crossings.count - 1, by: 2) {
            let width = crossings[index + 1] - crossings[index]
            if best.map({ width > $0.width }) ?? true { best = (width, (crossings[index] + crossings[index + 1]) / 2) }
        }
        return best.map { Coordinate(x: $0.x, y: y) } ?? exterior[0]
    }
}
