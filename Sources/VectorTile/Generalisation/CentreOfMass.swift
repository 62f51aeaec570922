/// The quick answer to where a name goes: nearly all parcels are compact.
enum CentreOfMass {
    /// What share of the depth that is possible the centre of mass must have.
    private static let enough = 0.7
    /// Rings rounder than this (4πA/P²; a square 0.79, a rectangle of 4 : 1 0.5) are judged by twice area over
    /// perimeter, which for a convex ring no inscribed circle exceeds.
    private static let compactness = 0.5
    private static let largestCount = 64

    /// The centre of mass of a ring, when it is nearly as deep inside as any position can be.
    static func deepCentre(of ring: UnsafeBufferPointer<WorldPoint>, doubledArea: UInt64) -> WorldPoint? {
        guard ring.count > 2, ring.count <= largestCount, doubledArea > 0 else { return nil }
        let (originX, originY) = (Double(ring[0].x), Double(ring[0].y))
        var (sumX, sumY, sum, perimeter) = (0.0, 0.0, 0.0, 0.0)
        var (x, y) = (Double(ring[ring.count - 1].x) - originX, Double(ring[ring.count - 1].y) - originY)
        for point in ring {
            let (nextX, nextY) = (Double(point.x) - originX, Double(point.y) - originY)
            let cross = x * nextY - nextX * y
            sum += cross
            sumX += (x + nextX) * cross
            sumY += (y + nextY) * cross
            perimeter += ((nextX - x) * (nextX - x) + (nextY - y) * (nextY - y)).squareRoot()
            (x, y) = (nextX, nextY)
        }
        guard sum != 0, perimeter > 0 else { return nil }
        let area = abs(sum) / 2
        let (centreX, centreY) = (sumX / (3 * sum), sumY / (3 * sum))
        let depth = InteriorPole.depth(ring, originX + centreX, originY + centreY)
        let wanted =
            4 * .pi * area >= compactness * perimeter * perimeter
            ? 2 * area / perimeter : halfWidth(ring, area: area, perimeter: perimeter)
        guard depth > 2, depth >= enough * wanted else { return nil }
        return WorldPoint(x: Int32((originX + centreX).rounded()), y: Int32((originY + centreY).rounded()))
    }

    /// Half the least width of a nearly convex ring: hardly any inscribed circle is larger. Infinite for other rings.
    private static func halfWidth(
        _ ring: UnsafeBufferPointer<WorldPoint>, area: Double, perimeter: Double
    ) -> Double {
        var least = Double.infinity
        var a = ring[ring.count - 1]
        for b in ring {
            let (dx, dy) = (Double(b.x) - Double(a.x), Double(b.y) - Double(a.y))
            let length = (dx * dx + dy * dy).squareRoot()
            var (low, high) = (0.0, 0.0)
            for point in ring {
                let side = dx * (Double(point.y) - Double(a.y)) - dy * (Double(point.x) - Double(a.x))
                low = min(low, side)
                high = max(high, side)
            }
            // All others lie on one side, but for a bulge of a tenth: parcels are surveyed, not drawn with a ruler.
            guard min(-low, high) <= 0.1 * max(-low, high) else { return .infinity }
            if length > 0 { least = min(least, (high - low) / length) }
            a = b
        }
        return min(least / 2, 2 * area / perimeter)
    }
}
