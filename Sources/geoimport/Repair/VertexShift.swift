import SimpleFeatures

/// How the vertices of a repaired geometry differ from the delivered ones.
struct VertexShift {
    let added: Int
    let removed: Int
    /// Metres, from a vertex that is gone to the boundary; of vertices outside the land only.
    let largest: Double

    init(from original: Geometry, to mended: Geometry, measure: GroundMeasure) {
        let before = Self.vertices(of: original)
        let after = Self.vertices(of: mended)
        let gone = before.subtracting(after)
        added = after.subtracting(before).count
        removed = gone.count
        var largest = 0.0
        // A large geometry that loses many vertices: a thousand tell, the rest would take minutes.
        for place in gone.prefix(1000) where !Self.isInside(place, mended) {
            largest = max(largest, Self.distance(from: place, to: mended, measure))
        }
        self.largest = largest
    }

    private static func vertices(of geometry: Geometry) -> Set<Coordinate> {
        var vertices: Set<Coordinate> = []
        for sequence in geometry.sequences {
            for index in 0..<sequence.count { vertices.insert(sequence[index]) }
        }
        return vertices
    }

    /// Whether a vertex lies in the land: there it bounded nothing but an overlap. By the parity of a ray to the east.
    private static func isInside(_ place: Coordinate, _ geometry: Geometry) -> Bool {
        var isInside = false
        for ring in geometry.polygons.flatMap(\.rings) where ring.count > 2 {
            var previous = ring[ring.count - 1]
            for index in 0..<ring.count {
                let current = ring[index]
                let (low, high) = previous.y <= current.y ? (previous, current) : (current, previous)
                if low.y <= place.y, place.y < high.y, orientation(low, high, place) > 0 { isInside.toggle() }
                previous = current
            }
        }
        return isInside
    }

    /// To the nearest segment.
    private static func distance(from place: Coordinate, to geometry: Geometry, _ measure: GroundMeasure) -> Double {
        let scale = measure.metres(atY: place.y)
        var nearest = Double.infinity
        for sequence in geometry.sequences where sequence.count > 0 {
            var x0 = (sequence[0].x - place.x) * scale.x
            var y0 = (sequence[0].y - place.y) * scale.y
            nearest = min(nearest, x0 * x0 + y0 * y0)
            for index in 1..<max(sequence.count, 1) {
                let x1 = (sequence[index].x - place.x) * scale.x
                let y1 = (sequence[index].y - place.y) * scale.y
                let (dx, dy) = (x1 - x0, y1 - y0)
                let squared = dx * dx + dy * dy
                let t = squared > 0 ? max(0, min(1, -(x0 * dx + y0 * dy) / squared)) : 0
                let (x, y) = (x0 + t * dx, y0 + t * dy)
                nearest = min(nearest, x * x + y * y)
                (x0, y0) = (x1, y1)
            }
        }
        return nearest.isFinite ? nearest.squareRoot() : 0
    }
}
