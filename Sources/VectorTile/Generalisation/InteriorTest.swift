/// Whether positions lie inside a polygon, in whole numbers.
enum InteriorTest {
    /// By the even-odd rule; a position on the border may be called either.
    static func contains(
        _ point: WorldPoint, _ points: UnsafeBufferPointer<WorldPoint>, _ rings: UnsafeBufferPointer<WorldGeometry.Part>
    ) -> Bool {
        var isInside = false
        for part in rings {
            guard part.count > 0 else { continue }
            var a = points[part.start + part.count - 1]
            for b in points[part.start..<(part.start + part.count)] {
                if (a.y > point.y) != (b.y > point.y) {
                    let (low, high) = a.y < b.y ? (a, b) : (b, a)
                    // Left of the side, looking along it from its northern end.
                    let right = (Int64(high.x) - Int64(low.x)) &* (Int64(point.y) - Int64(low.y))
                    let down = (Int64(high.y) - Int64(low.y)) &* (Int64(point.x) - Int64(low.x))
                    if down < right { isInside.toggle() }
                }
                a = b
            }
        }
        return isInside
    }

    /// A position inside: the middle of the widest stretch on one of a few lines from west to east. The given one when
    /// none of them finds a grid position inside.
    static func pointInside(
        _ points: UnsafeBufferPointer<WorldPoint>, _ rings: UnsafeBufferPointer<WorldGeometry.Part>,
        near point: WorldPoint
    ) -> WorldPoint {
        guard let first = rings.first else { return point }
        let exterior = points[first.start..<(first.start + first.count)]
        let north = exterior.reduce(Int64(Int32.max)) { min($0, Int64($1.y)) }
        let south = exterior.reduce(Int64(0)) { max($0, Int64($1.y)) }
        var best: (point: WorldPoint, width: Double)?
        for step in 0..<17 {
            let y = step == 0 ? Int64(point.y) : north + (south - north) * Int64(step) / 17
            guard let found = widestStretch(y, points, rings), found.width > best?.width ?? 0 else { continue }
            let middle = WorldPoint(x: Int32((found.from + found.width / 2).rounded()), y: Int32(clamping: y))
            if contains(middle, points, rings) { best = (middle, found.width) }
        }
        return best?.point ?? point
    }

    private static func widestStretch(
        _ y: Int64, _ points: UnsafeBufferPointer<WorldPoint>, _ rings: UnsafeBufferPointer<WorldGeometry.Part>
    ) -> (from: Double, width: Double)? {
        var crossings: [Double] = []
        for part in rings where part.count > 0 {
            var a = points[part.start + part.count - 1]
            for b in points[part.start..<(part.start + part.count)] {
                if (Int64(a.y) > y) != (Int64(b.y) > y) {
                    let share = Double(y - Int64(a.y)) / Double(Int64(b.y) - Int64(a.y))
                    crossings.append(Double(a.x) + (Double(b.x) - Double(a.x)) * share)
                }
                a = b
            }
        }
        crossings.sort()
        var best: (from: Double, width: Double)?
        for index in stride(from: 0, to: crossings.count - 1, by: 2) {
            let width = crossings[index + 1] - crossings[index]
            if width > best?.width ?? 0 { best = (crossings[index], width) }
        }
        return best
    }
}
