import Foundation

/// Distances in metres between positions near one latitude, on the WGS 84 ellipsoid taken as a plane there: exact to
/// some 0.1 % over 500 km (<https://github.com/mapbox/cheap-ruler>).
struct LocalRuler {
    private let metresPerDegreeX: Double
    private let metresPerDegreeY: Double

    init(latitude: Double) {
        let radius = 6_378_137.0
        let flattening = 1 / 298.257223563
        let e2 = flattening * (2 - flattening)
        let cosine = cos(latitude * .pi / 180)
        let w2 = 1 / (1 - e2 * (1 - cosine * cosine))
        let w = w2.squareRoot()
        metresPerDegreeX = .pi / 180 * radius * w * cosine
        metresPerDegreeY = .pi / 180 * radius * w * w2 * (1 - e2)
    }

    func distance(_ a: TilePoint, _ b: TilePoint) -> Double {
        let dx = Self.wrapped(a.x - b.x) * metresPerDegreeX
        let dy = (a.y - b.y) * metresPerDegreeY
        return (dx * dx + dy * dy).squareRoot()
    }

    func distance(_ point: TilePoint, toSegment start: TilePoint, _ end: TilePoint) -> Double {
        let dx = Self.wrapped(end.x - start.x) * metresPerDegreeX
        let dy = (end.y - start.y) * metresPerDegreeY
        let px = Self.wrapped(point.x - start.x) * metresPerDegreeX
        let py = (point.y - start.y) * metresPerDegreeY
        let squared = dx * dx + dy * dy
        let t = squared == 0 ? 0 : min(max((px * dx + py * dy) / squared, 0), 1)
        let (restX, restY) = (px - t * dx, py - t * dy)
        return (restX * restX + restY * restY).squareRoot()
    }

    func distance(_ point: TilePoint, toLine line: [TilePoint]) -> Double {
        var shortest = Double.infinity
        for (start, end) in zip(line, line.dropFirst()) {
            shortest = min(shortest, distance(point, toSegment: start, end))
        }
        return shortest
    }

    func distance(segment a: (TilePoint, TilePoint), to b: (TilePoint, TilePoint)) -> Double {
        if PlanePredicates.doIntersect(a.0, a.1, b.0, b.1) { return 0 }
        return min(
            min(distance(a.0, toSegment: b.0, b.1), distance(a.1, toSegment: b.0, b.1)),
            min(distance(b.0, toSegment: a.0, a.1), distance(b.1, toSegment: a.0, a.1)))
    }

    /// Never more than that between any of their points.
    func distance(_ a: PlaneBox, _ b: PlaneBox) -> Double {
        let dx = max(0, b.minX - a.maxX, a.minX - b.maxX)
        let dy = max(0, b.minY - a.maxY, a.minY - b.maxY)
        return distance(TilePoint(x: 0, y: 0), TilePoint(x: dx, y: dy))
    }

    /// Degrees from -180 to 180.
    private static func wrapped(_ degrees: Double) -> Double {
        guard degrees.magnitude > 180 else { return degrees }
        return degrees - 360 * (degrees / 360).rounded()
    }
}
