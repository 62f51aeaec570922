import SimpleFeatures

/// One line or ring in tile units, flat `x y`, with its box: the scratch that a feature's sequences pass through.
///
/// Reused from ring to ring: the arrays keep their capacity.
struct TilePath {
    /// How a path lies to the clip box.
    enum Placement { case inside, crossing, outside, refused }

    var values: [Double] = []
    private(set) var minX = 0.0
    private(set) var minY = 0.0
    private(set) var maxX = 0.0
    private(set) var maxY = 0.0

    var positionCount: Int { values.count / 2 }

    /// Takes a sequence of EPSG:3857 metres and says where it lies.
    mutating func load(_ sequence: CoordinateSequence, on grid: TileGrid) -> Placement {
        values.removeAll(keepingCapacity: true)
        let stride = sequence.stride
        let count = sequence.values.count
        guard count > 0 else { return .outside }
        var lowX = Double.infinity
        var lowY = Double.infinity
        var highX = -Double.infinity
        var highY = -Double.infinity
        var areReasonable = true
        values.reserveCapacity(count)
        let source = sequence.values.span
        var offset = 0
        while offset < count {
            let x = (source[offset] - grid.worldWest) * grid.unitsPerMetre - grid.originX
            let y = (grid.worldNorth - source[offset + 1]) * grid.unitsPerMetre - grid.originY
            // False for NaN too.
            areReasonable =
                areReasonable && abs(x) <= TileGrid.farthestTileUnits && abs(y) <= TileGrid.farthestTileUnits
            lowX = x < lowX ? x : lowX
            highX = x > highX ? x : highX
            lowY = y < lowY ? y : lowY
            highY = y > highY ? y : highY
            values.append(x)
            values.append(y)
            offset += stride
        }
        guard areReasonable else { return .refused }
        (minX, minY, maxX, maxY) = (lowX, lowY, highX, highY)
        if lowX > grid.high || highX < grid.low || lowY > grid.high || highY < grid.low { return .outside }
        let isInside = lowX >= grid.low && highX <= grid.high && lowY >= grid.low && highY <= grid.high
        return isInside ? .inside : .crossing
    }

    /// Area of the ring in square tile units, whatever its direction and whether or not it is closed.
    var area: Double {
        guard values.count >= 6 else { return 0 }
        let positions = values.span
        let originX = positions[0]
        let originY = positions[1]
        var sum = 0.0
        var previousX = 0.0
        var previousY = 0.0
        var offset = 2
        while offset < positions.count {
            let x = positions[offset] - originX
            let y = positions[offset + 1] - originY
            sum += previousX * y - x * previousY
            previousX = x
            previousY = y
            offset += 2
        }
        return abs(sum) / 2
    }

    /// Whether the path, as a line, is at least `minimum` tile units long. Stops as soon as it is.
    func isAtLeast(_ minimum: Double) -> Bool {
        var length = 0.0
        var offset = 2
        while offset < values.count {
            let dx = values[offset] - values[offset - 2]
            let dy = values[offset + 1] - values[offset - 1]
            length += (dx * dx + dy * dy).squareRoot()
            if length >= minimum { return true }
            offset += 2
        }
        return length >= minimum && values.count >= 4
    }
}
