/// Rings on the tile's integer grid, one after the other in one flat array, without the closing position.
struct GridRings {
    /// `x y` interleaved; every position lies in the clip box, so products of differences fit 64 bits by far.
    private(set) var values: [Int32] = []
    /// Where each ring ends in `values`.
    private(set) var ends: [Int] = []
    /// Twice the signed area of each ring: positive is an exterior ring (MVT 2.1, 4.3.4.4).
    private(set) var doubledAreas: [Int] = []
    /// Whether each ring is convex, and so cannot touch itself.
    private(set) var areConvex: [Bool] = []

    var count: Int { ends.count }
    func start(of ring: Int) -> Int { ring == 0 ? 0 : ends[ring - 1] }

    mutating func removeAll() {
        values.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
        doubledAreas.removeAll(keepingCapacity: true)
        areConvex.removeAll(keepingCapacity: true)
    }

    /// Rounds a ring to the grid without repeats, collinear positions and spikes.
    /// False, and nothing appended, when no area is left.
    mutating func appendRounded(_ path: TilePath) -> Bool {
        let start = values.count
        let positions = path.values.span
        var offset = 0
        while offset < positions.count {
            push(TileGrid.rounded(positions[offset]), TileGrid.rounded(positions[offset + 1]), start)
            offset += 2
        }
        return closeRing(start)
    }

    /// Appends positions that are on the grid already, cleaned likewise.
    mutating func append(_ positions: ArraySlice<GridPosition>) -> Bool {
        let start = values.count
        for position in positions { push(position.x, position.y, start) }
        return closeRing(start)
    }

    /// A copy of one ring of another set.
    mutating func append(ring: Int, of other: GridRings) {
        values.append(contentsOf: other.values[other.start(of: ring)..<other.ends[ring]])
        ends.append(values.count)
        doubledAreas.append(other.doubledAreas[ring])
        areConvex.append(other.areConvex[ring])
    }

    @inline(__always)
    private mutating func push(_ x: Int32, _ y: Int32, _ start: Int) {
        var last = values.count - 2
        while last >= start {
            if values[last] == x && values[last + 1] == y { return }
            guard last > start, Self.turn(values[last - 2], values[last - 1], values[last], values[last + 1], x, y) == 0
            else { break }
            // The middle of a straight run, or the tip of a spike.
            values.removeLast(2)
            last -= 2
        }
        values.append(x)
        values.append(y)
    }

    /// Cleans the seam between last and first position, then measures.
    private mutating func closeRing(_ start: Int) -> Bool {
        var first = start
        var last = values.count - 2
        while last - first >= 4 {
            let x = values[first]
            let y = values[first + 1]
            if (values[last] == x && values[last + 1] == y)
                || Self.turn(values[last - 2], values[last - 1], values[last], values[last + 1], x, y) == 0
            {
                last -= 2
            } else if Self.turn(values[last], values[last + 1], x, y, values[first + 2], values[first + 3]) == 0 {
                first += 2
            } else {
                break
            }
        }
        guard last - first >= 4 else {
            values.removeLast(values.count - start)
            return false
        }
        values.removeLast(values.count - last - 2)
        if first > start { values.removeSubrange(start..<first) }
        return measure(start)
    }

    /// Notes area and convexity of the ring that begins at `start`, or takes it away when its area is zero.
    private mutating func measure(_ start: Int) -> Bool {
        let count = values.count
        var doubledArea = 0
        var leftTurns = 0
        var rightTurns = 0
        var reversals = 0
        var ax = values[count - 4]
        var ay = values[count - 3]
        var bx = values[count - 2]
        var by = values[count - 1]
        var heading = 0
        var firstHeading = 0
        var offset = start
        while offset < count {
            let x = values[offset]
            let y = values[offset + 1]
            doubledArea += Int(bx) * Int(y) - Int(x) * Int(by)
            if Self.turn(ax, ay, bx, by, x, y) > 0 { leftTurns += 1 } else { rightTurns += 1 }
            let newHeading = (x - bx).signum()
            if newHeading != 0 {
                if heading == 0 { firstHeading = Int(newHeading) } else if heading != Int(newHeading) { reversals += 1 }
                heading = Int(newHeading)
            }
            (ax, ay, bx, by) = (bx, by, x, y)
            offset += 2
        }
        if heading != firstHeading { reversals += 1 }
        guard doubledArea != 0 else {
            values.removeLast(count - start)
            return false
        }
        ends.append(count)
        doubledAreas.append(doubledArea)
        // Turning one way only, and round once: x goes there and back.
        areConvex.append((leftTurns == 0 || rightTurns == 0) && reversals <= 2)
        return true
    }

    /// Positive when a → b → c turns left (y taken upwards), zero when the three are on one line.
    @inline(__always)
    static func turn(_ ax: Int32, _ ay: Int32, _ bx: Int32, _ by: Int32, _ cx: Int32, _ cy: Int32) -> Int {
        let first = (Int(bx) - Int(ax)) * (Int(cy) - Int(ay))
        let second = (Int(by) - Int(ay)) * (Int(cx) - Int(ax))
        return first - second
    }
}

/// One crossing of the tile's grid.
struct GridPosition: Hashable {
    var x: Int32
    var y: Int32
}
