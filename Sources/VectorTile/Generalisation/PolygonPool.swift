/// Gathers polygons too small to draw and draws their area as pixel squares, in proportion by class.
///
/// 200,000 parcels are far below a pixel each at zoom 6, but together they are a town. Inside each cell of 16 × 16
/// pixels area is turned into squares; each square takes id and attributes of the polygon that goes first among those
/// it stands for (`FeatureRank`). Where a tile has more of them than the limit, those of one class in blocks of
/// 2 × 2, 4 × 4, … pixels are joined. A tile with polygons shows at least one square.
///
/// Local: a polygon decides about the squares of the cells its box lies in, of one tile, and gives its class and
/// identity to the cell of its middle; only joining looks at a whole tile. The order in which polygons are added does not matter; along the curve,
/// `add` hands over each tile as the next begins, and memory is that of one tile's pixels.
public struct PolygonPool {
    /// What the pool must know of a polygon.
    @frozen public struct Candidate {
        /// The caller's own number.
        public var index: Int32
        public var box: WorldBox
        /// Twice the area, holes taken off.
        public var doubledArea: UInt64
        /// What squares are kept in proportion by: the value id that the map is coloured by, or 0 for all.
        public var classID: UInt32
        public var rank: FeatureRank

        @inlinable
        public init(index: Int32, box: WorldBox, doubledArea: UInt64, classID: UInt32 = 0, rank: FeatureRank) {
            self.index = index
            self.box = box
            self.doubledArea = doubledArea
            self.classID = classID
            self.rank = rank
        }

        /// Whether it is a quarter of its box at least.
        fileprivate var fillsItsBox: Bool {
            let width = Double(box.maxX) - Double(box.minX) + 1
            let height = Double(box.maxY) - Double(box.minY) + 1
            return 2 * Double(doubledArea) >= width * height
        }
    }

    /// A box of more pixels than this, either way, may be that of a long sliver, and most of it is not the polygon.
    private static let widestSliver: Int32 = 4
    /// No polygon that is pooled is wider, but for slivers: a tile would have room to draw it.
    private static let widestCover: Int32 = 32

    public let grid: PixelGrid
    private var tile: PoolTile
    private var buckets: [PoolBucket] = []
    private var covers: [PoolCover] = []
    /// Covers beyond the cell of a polygon's middle: few, and not along the curve.
    private var strays: [PoolCover] = []
    /// Whether all came along the curve so far: then nothing needs sorting.
    private var isSorted = true
    private var compactionCount = 1 << 16
    private var coverCompactionCount = 1 << 16
    /// Room for so many is kept.
    static let keptCount = 1 << 15
    /// Buckets looked at for one of the same pixel and class.
    private static let searchedCount = 8

    /// - Parameter featureLimit: how many features a tile may hold before squares are joined.
    public init(grid: PixelGrid, featureLimit: Int = 2500) {
        self.grid = grid
        tile = PoolTile(grid: grid, featureLimit: featureLimit)
    }

    public mutating func add(_ candidate: Candidate) { add(candidate, settled: PoolBucket.unsettled) }

    /// - Parameter settled: from which zoom on the polygon is shown, when coarser zooms take it from `drain(settled:)`.
    mutating func add(_ candidate: Candidate, settled: UInt8) {
        let exponent = Int32(grid.pixelExponent)
        let box = candidate.box
        let middleX = Int32((Int64(box.minX) + Int64(box.maxX)) / 2) >> exponent
        let middleY = Int32((Int64(box.minY) + Int64(box.maxY)) / 2) >> exponent
        var bucket = PoolBucket(
            position: grid.pixelPosition(candidate.rank.curvePosition), x: middleX, y: middleY,
            classID: candidate.classID, count: 1, area: candidate.doubledArea, cover: candidate.doubledArea,
            rank: candidate.rank, index: candidate.index, settled: settled)
        let (west, east) = (box.minX >> exponent, box.maxX >> exponent)
        let (north, south) = (box.minY >> exponent, box.maxY >> exponent)
        let widest = max(east - west, south - north)
        if widest > 0, widest < Self.widestSliver || (widest < Self.widestCover && candidate.fillsItsBox) {
            bucket.cover -= addCover(of: candidate, middleX, middleY)
        }
        append(bucket)
    }

    /// Takes one that `drain(settled:)` of the next finer zoom handed over.
    mutating func add(_ bucket: PoolBucket) { append(bucket) }

    /// Takes all that it handed over, when there is nothing else.
    mutating func take(_ settled: inout [PoolBucket]) {
        precondition(buckets.isEmpty)
        swap(&buckets, &settled)
    }

    /// Hands over the squares of all tiles, tile by tile along the curve, and forgets everything.
    /// - Returns: how many polygons no square stands for.
    @discardableResult
    public mutating func drain(_ body: (PooledFeature) throws -> Void) rethrows -> Int {
        sort()
        return try drainSorted(body)
    }

    /// Hands over what is settled too, as the next coarser zoom sees it.
    mutating func drain(settled: inout [PoolBucket], _ body: (PooledFeature) throws -> Void) rethrows {
        sort()
        carry(into: &settled)
        _ = try drainSorted(body)
    }

    private mutating func sort() {
        if !isSorted {
            buckets.compact()
            covers.sort { $0.cell < $1.cell }
        }
        strays.sort { $0.cell < $1.cell }
    }

    private mutating func drainSorted(_ body: (PooledFeature) throws -> Void) rethrows -> Int {
        defer { removeAll() }
        var droppedCount = 0
        var start = 0
        var coverStart = 0
        var strayStart = 0
        let cellShift = UInt64(2 * CellOrder.exponent)
        let tileShift = UInt64(2 * PixelGrid.tileExponent)
        while start < buckets.count {
            let number = buckets[start].position >> tileShift
            var end = start + 1
            while end < buckets.count, buckets[end].position >> tileShift == number { end += 1 }
            var coverEnd = coverStart
            while coverEnd < covers.count, covers[coverEnd].cell >> (tileShift - cellShift) == number { coverEnd += 1 }
            var strayEnd = strayStart
            while strayEnd < strays.count, strays[strayEnd].cell >> (tileShift - cellShift) == number { strayEnd += 1 }
            droppedCount += try tile.draw(
                buckets[start..<end], covers[coverStart..<coverEnd], strays[strayStart..<strayEnd], body)
            start = end
            coverStart = coverEnd
            strayStart = strayEnd
        }
        return droppedCount
    }

    private mutating func removeAll() {
        // A crowded tile of a coarse zoom is no measure for the others.
        buckets.removeAll(keepingCapacity: buckets.count < Self.keptCount)
        covers.removeAll(keepingCapacity: covers.count < Self.keptCount)
        strays.removeAll(keepingCapacity: strays.count < Self.keptCount)
        isSorted = true
        compactionCount = 1 << 16
        coverCompactionCount = 1 << 16
    }

    private func carry(into settled: inout [PoolBucket]) {
        var start = 0
        while start < buckets.count {
            let position = buckets[start].position >> 2
            let first = settled.count
            // What is shown from this zoom on is not shown at the next.
            while start < buckets.count, buckets[start].position >> 2 == position {
                if buckets[start].settled < grid.zoom {
                    let bucket = buckets[start].coarser
                    let from = max(first, settled.count - Self.searchedCount)
                    if !Self.merge(bucket, into: &settled, from: from) { settled.append(bucket) }
                }
                start += 1
            }
            // So many classes in one pixel: some were not found.
            if settled.count - first > Self.searchedCount { settled.compact(from: first) }
        }
    }

    // MARK: Cover

    /// Shares a polygon's area among the pixels its box lies in, inside the tile.
    /// - Returns: what other pixels than that of its middle got.
    private mutating func addCover(of candidate: Candidate, _ middleX: Int32, _ middleY: Int32) -> UInt64 {
        let exponent = Int32(grid.pixelExponent)
        let box = candidate.box
        let width = Double(box.maxX - box.minX + 1)
        let height = Double(box.maxY - box.minY + 1)
        let density = Double(candidate.doubledArea) / (width * height)
        let cell = grid.pixelPosition(candidate.rank.curvePosition) >> UInt64(2 * CellOrder.exponent)
        var shared: UInt64 = 0
        for y in (box.minY >> exponent)...(box.maxY >> exponent) {
            let rows = Self.overlap(y, exponent, box.minY, box.maxY)
            for x in (box.minX >> exponent)...(box.maxX >> exponent) where x != middleX || y != middleY {
                let difference = (x ^ middleX) | (y ^ middleY)
                guard difference >> Int32(PixelGrid.tileExponent) == 0 else { continue }
                let columns = Self.overlap(x, exponent, box.minX, box.maxX)
                let share = min(UInt64(density * columns * rows), candidate.doubledArea - shared)
                shared += share
                let pixel = UInt8((y & 15) << 4 | (x & 15))
                if difference < CellOrder.side {
                    append(PoolCover(cell: cell, pixel: pixel, share: share))
                } else {
                    strays.append(PoolCover(cell: cellPosition(x, y), pixel: pixel, share: share))
                }
            }
        }
        return shared
    }

    private mutating func append(_ cover: PoolCover) {
        // Millions of parcels lie in one tile of a coarse zoom: 3 million would need 140 MB here.
        if covers.count >= coverCompactionCount {
            covers.compact()
            coverCompactionCount = max(coverCompactionCount, 2 * covers.count)
        }
        covers.append(cover)
    }

    private func cellPosition(_ x: Int32, _ y: Int32) -> UInt64 {
        let exponent = UInt32(grid.pixelExponent)
        let position = HilbertCurve.position(x: UInt32(x) << exponent, y: UInt32(y) << exponent)
        return grid.pixelPosition(position) >> UInt64(2 * CellOrder.exponent)
    }

    private static func overlap(_ pixel: Int32, _ exponent: Int32, _ low: Int32, _ high: Int32) -> Double {
        let start = Int64(pixel) << Int64(exponent)
        let end = start + (1 << Int64(exponent)) - 1
        return Double(min(end, Int64(high)) - max(start, Int64(low)) + 1)
    }

    // MARK: Buckets

    /// - Returns: false when none of the last ones is of the same pixel and class.
    @inline(__always)
    private static func merge(_ bucket: PoolBucket, into buckets: inout [PoolBucket], from first: Int) -> Bool {
        var index = buckets.count
        while index > first {
            index -= 1
            if buckets[index].isSame(as: bucket) {
                buckets[index].merge(bucket)
                return true
            }
        }
        return false
    }

    private mutating func append(_ bucket: PoolBucket) {
        // Along the curve the last few buckets are those of the same pixel.
        if Self.merge(bucket, into: &buckets, from: max(0, buckets.count - Self.searchedCount)) { return }
        if let last = buckets.last, last.position > bucket.position { isSorted = false }
        if buckets.count >= compactionCount {
            buckets.compact()
            compactionCount = max(compactionCount, 2 * buckets.count)
        }
        buckets.append(bucket)
    }
}
