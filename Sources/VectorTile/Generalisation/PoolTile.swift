/// Draws the squares of one tile: cell by cell, then joined where there are too many features.
struct PoolTile {
    private let featureLimit: Int
    private let squareArea: UInt64
    private var cell: PoolCell
    private var outline: PoolOutline
    private var squares: [PoolSquare] = []
    private var features: [PoolFeature] = []
    private var order: [KeyedIndex] = []
    private var sorter = RadixSorter()
    private var joined: [PoolFeature] = []
    private var newNumbers: [Int32] = []

    init(grid: PixelGrid, featureLimit: Int) {
        self.featureLimit = featureLimit
        squareArea = grid.doubledPixelArea
        cell = PoolCell(grid: grid)
        outline = PoolOutline(grid: grid)
    }

    /// - Parameter buckets: of one tile, in the order of the curve, as are `covers` and `strays`.
    /// - Returns: how many polygons no square stands for.
    mutating func draw(
        _ buckets: ArraySlice<PoolBucket>, _ covers: ArraySlice<PoolCover>, _ strays: ArraySlice<PoolCover>,
        _ body: (PooledFeature) throws -> Void
    ) rethrows -> Int {
        squares.removeAll(keepingCapacity: true)
        features.removeAll(keepingCapacity: true)
        cell.resetDroppedCount()
        var start = buckets.startIndex
        var coverStart = covers.startIndex
        var strayStart = strays.startIndex
        while start < buckets.endIndex {
            let number = buckets[start].position >> UInt64(2 * CellOrder.exponent)
            var end = start + 1
            while end < buckets.endIndex, buckets[end].position >> UInt64(2 * CellOrder.exponent) == number {
                end += 1
            }
            var coverEnd = coverStart
            while coverEnd < covers.endIndex, covers[coverEnd].cell == number { coverEnd += 1 }
            // A cell may be covered in which no polygon has its middle: it has nothing to take attributes from.
            while strayStart < strays.endIndex, strays[strayStart].cell < number { strayStart += 1 }
            var strayEnd = strayStart
            while strayEnd < strays.endIndex, strays[strayEnd].cell == number { strayEnd += 1 }
            cell.cover(covers[coverStart..<coverEnd], strays[strayStart..<strayEnd])
            cell.add(buckets[start..<end], to: &squares, &features)
            strayStart = strayEnd
            start = end
            coverStart = coverEnd
        }
        var droppedCount = cell.droppedCount
        if squares.isEmpty { droppedCount -= drawOne(buckets) }
        join()
        try handOver(body)
        return droppedCount
    }

    /// The first of all polygons shows that there are some; one pixel in a tile does not change how much ground is
    /// covered.
    private mutating func drawOne(_ buckets: ArraySlice<PoolBucket>) -> Int {
        var best: PoolBucket?
        var count: UInt32 = 0
        for bucket in buckets {
            count += bucket.count
            if let known = best, !bucket.rank.precedes(known.rank) { continue }
            best = bucket
        }
        guard let best else { return 0 }
        features.append(
            PoolFeature(
                x: best.x, y: best.y, classID: best.classID, weight: count, rank: best.rank, index: best.index))
        squares.append(PoolSquare(x: best.x, y: best.y, feature: 0))
        return Int(count)
    }

    // MARK: Joining

    /// Joins the features of one class in blocks of 2^n pixels, with the smallest n that keeps the limit.
    private mutating func join() {
        var exponent: Int32 = 0
        while features.count > featureLimit, exponent < Int32(PixelGrid.tileExponent) {
            exponent += 1
            // Blocks that are full can be told without trying.
            if squares.count >> Int(2 * exponent) > featureLimit, exponent < Int32(CellOrder.exponent) { continue }
            joinBlocks(exponent)
        }
    }

    private mutating func joinBlocks(_ exponent: Int32) {
        let mask = Int32(1 << PixelGrid.tileExponent - 1)
        order.removeAll(keepingCapacity: true)
        for (number, feature) in features.enumerated() {
            // Blocks row by row, classes inside.
            let block = UInt64((feature.y & mask) >> exponent) << 9 | UInt64((feature.x & mask) >> exponent)
            order.append(KeyedIndex(key: block << 32 | UInt64(feature.classID), index: UInt32(number)))
        }
        sorter.sort(&order)
        joined.removeAll(keepingCapacity: true)
        newNumbers.removeAll(keepingCapacity: true)
        newNumbers.append(contentsOf: repeatElement(0, count: features.count))
        var lastKey: UInt64?
        for element in order {
            let feature = features[Int(element.index)]
            if element.key == lastKey {
                joined[joined.count - 1].take(feature)
            } else {
                lastKey = element.key
                joined.append(feature)
            }
            newNumbers[Int(element.index)] = Int32(truncatingIfNeeded: joined.count - 1)
        }
        swap(&features, &joined)
        for index in squares.indices { squares[index].feature = newNumbers[Int(squares[index].feature)] }
    }

    // MARK: Handing over

    private mutating func handOver(_ body: (PooledFeature) throws -> Void) rethrows {
        guard let corner = squares.first else { return }
        let mask = Int32(1 << PixelGrid.tileExponent - 1)
        order.removeAll(keepingCapacity: true)
        for square in squares {
            // Feature by feature, row by row.
            let pixel = UInt32(square.y & mask) << UInt32(PixelGrid.tileExponent) | UInt32(square.x & mask)
            order.append(KeyedIndex(key: UInt64(square.feature) << 18 | UInt64(pixel), index: pixel))
        }
        sorter.sort(&order)
        outline.begin(west: corner.x & ~mask, north: corner.y & ~mask)
        outline.claim(order)
        defer { outline.release(order) }
        var start = 0
        while start < order.count {
            let number = order[start].key >> 18
            let feature = features[Int(number)]
            var end = start + 1
            while end < order.count, order[end].key >> 18 == number { end += 1 }
            outline.draw(order[start..<end])
            let area = UInt64(end - start) * squareArea
            try outline.points.withUnsafeBufferPointer { points in
                try outline.parts.withUnsafeBufferPointer { parts in
                    try body(
                        PooledFeature(
                            index: feature.index, weight: feature.weight, doubledArea: area, points: points,
                            parts: parts))
                }
            }
            start = end
        }
    }
}
