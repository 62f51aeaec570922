/// Decides which pixels of one cell are squares, and of which class each is.
///
/// Error diffusion along the curve (Riemersma): area is carried from pixel to pixel until it is a pixel's worth. Each
/// cell starts with a carry of its own, so that over many cells no area is lost or gained, though each cell decides
/// alone: where there is a tenth of a pixel in each cell, every tenth cell shows a square.
///
/// ```
///   cover  .4  .9  .8  .1   0       carry from .3:  .7 │ 1.6 → .6 │ 1.4 → .4 │ .5 │ .5
///   drawn       ■   ■
/// ```
struct PoolCell {
    private let order = CellOrder()
    private let cellLevels: Int
    /// Twice the area of a pixel.
    private let one: Int64

    private var cover = [UInt64](repeating: 0, count: CellOrder.pixelCount)
    private var isDrawn = [Bool](repeating: false, count: CellOrder.pixelCount)
    private var classIDs: [UInt32] = []
    private var classes: [ClassState] = []
    /// Pixels that are drawn and wait for a polygon to take their attributes from.
    private var waiting: [Int] = []

    /// Polygons that no square stands for.
    private(set) var droppedCount = 0

    private struct ClassState {
        var carry: Int64
        /// Polygons since the last square of the class.
        var count: UInt32 = 0
        var rank = FeatureRank(curvePosition: 0, id: 0)
        var index: Int32 = 0
        /// The last feature of the class in this cell.
        var feature: Int32 = -1
    }

    init(grid: PixelGrid) {
        cellLevels = grid.zoom + PixelGrid.tileExponent - CellOrder.exponent
        one = Int64(grid.doubledPixelArea)
    }

    /// Starts a cell: what is covered by polygons that have their middle in another pixel.
    mutating func cover(_ covers: ArraySlice<PoolCover>, _ strays: ArraySlice<PoolCover>) {
        cover.withUnsafeMutableBufferPointer { cover in
            cover.update(repeating: 0)
            for part in covers { cover[Int(part.pixel)] += part.share }
            for part in strays { cover[Int(part.pixel)] += part.share }
        }
    }

    /// Ends a cell.
    /// - Parameter buckets: its, in the order of the curve.
    mutating func add(
        _ buckets: ArraySlice<PoolBucket>, to squares: inout [PoolSquare], _ features: inout [PoolFeature]
    ) {
        guard let first = buckets.first else { return }
        let cellX = first.x >> Int32(CellOrder.exponent)
        let cellY = first.y >> Int32(CellOrder.exponent)
        let start = order.start(x: cellX, y: cellY, levels: cellLevels)
        choosePixels(buckets, start, carry: Self.seed(cellX, cellY, 0, of: one))
        collectClasses(buckets, cellX, cellY)
        waiting.removeAll(keepingCapacity: true)
        var waitingFrom = 0
        var next = buckets.startIndex
        for position in 0..<CellOrder.pixelCount {
            let pixel = order.pixel(start, position)
            while next < buckets.endIndex, Self.pixel(buckets[next]) == pixel {
                gather(buckets[next])
                next += 1
            }
            if isDrawn[pixel] { waiting.append(pixel) }
            while waitingFrom < waiting.count, let best = fullestClass() {
                let x = cellX * CellOrder.side + Int32(waiting[waitingFrom] & 15)
                let y = cellY * CellOrder.side + Int32(waiting[waitingFrom] >> 4)
                draw(best, x, y, &squares, &features)
                waitingFrom += 1
            }
        }
        countRest(&features)
    }

    // MARK: Where

    private mutating func choosePixels(
        _ buckets: ArraySlice<PoolBucket>, _ start: Int, carry first: Int64
    ) {
        var carry = first
        let (one, order) = (one, order)
        cover.withUnsafeMutableBufferPointer { cover in
            for bucket in buckets { cover[Self.pixel(bucket)] += bucket.cover }
            isDrawn.withUnsafeMutableBufferPointer { isDrawn in
                isDrawn.update(repeating: false)
                for position in 0..<CellOrder.pixelCount {
                    let pixel = order.pixel(start, position)
                    let own = Int64(clamping: cover[pixel])
                    carry += own
                    // A pixel that is well covered may borrow a little, so that an unlucky sum leaves no hole in solid
                    // ground.
                    guard carry >= one || (own >= one / 2 && carry >= one / 4) else { continue }
                    isDrawn[pixel] = true
                    carry -= one
                }
            }
        }
        // Polygons on top of each other: their area goes to free pixels, on covered ground first.
        spend(&carry, start, onlyCovered: true)
        spend(&carry, start, onlyCovered: false)
    }

    private mutating func spend(_ carry: inout Int64, _ start: Int, onlyCovered: Bool) {
        var position = CellOrder.pixelCount
        while carry >= one, position > 0 {
            position -= 1
            let pixel = order.pixel(start, position)
            guard !isDrawn[pixel], !onlyCovered || cover[pixel] > 0 else { continue }
            isDrawn[pixel] = true
            carry -= one
        }
    }

    // MARK: What

    private mutating func collectClasses(_ buckets: ArraySlice<PoolBucket>, _ cellX: Int32, _ cellY: Int32) {
        classIDs.removeAll(keepingCapacity: true)
        for bucket in buckets where classIDs.last != bucket.classID {
            classIDs.append(bucket.classID)
        }
        classIDs.sort()
        var target = 0
        for source in classIDs.indices where target == 0 || classIDs[target - 1] != classIDs[source] {
            classIDs[target] = classIDs[source]
            target += 1
        }
        classIDs.removeLast(classIDs.count - target)
        classes.removeAll(keepingCapacity: true)
        for classID in classIDs {
            classes.append(ClassState(carry: Self.seed(cellX, cellY, classID, of: one) - one / 2))
        }
    }

    private mutating func gather(_ bucket: PoolBucket) {
        var low = 0
        var high = classIDs.count - 1
        while low < high {
            let middle = (low + high) / 2
            if classIDs[middle] < bucket.classID { low = middle + 1 } else { high = middle }
        }
        if classes[low].count == 0 || bucket.rank.precedes(classes[low].rank) {
            classes[low].rank = bucket.rank
            classes[low].index = bucket.index
        }
        classes[low].carry += Int64(clamping: bucket.area)
        classes[low].count += bucket.count
    }

    /// The class with the most area that is not drawn yet, of those seen so far.
    private func fullestClass() -> Int? {
        var best: Int?
        for index in classes.indices where classes[index].count > 0 || classes[index].feature >= 0 {
            if let known = best, classes[known].carry >= classes[index].carry { continue }
            best = index
        }
        return best
    }

    private mutating func draw(
        _ best: Int, _ x: Int32, _ y: Int32, _ squares: inout [PoolSquare], _ features: inout [PoolFeature]
    ) {
        classes[best].carry -= one
        if classes[best].count > 0 {
            let state = classes[best]
            classes[best].feature = Int32(truncatingIfNeeded: features.count)
            features.append(
                PoolFeature(
                    x: x, y: y, classID: classIDs[best], weight: state.count, rank: state.rank, index: state.index))
            classes[best].count = 0
        }
        squares.append(PoolSquare(x: x, y: y, feature: classes[best].feature))
    }

    /// Polygons after the last square of their class are counted with it.
    private mutating func countRest(_ features: inout [PoolFeature]) {
        for state in classes where state.count > 0 {
            if state.feature >= 0 {
                features[Int(state.feature)].weight += state.count
            } else {
                droppedCount += Int(state.count)
            }
        }
    }

    mutating func resetDroppedCount() { droppedCount = 0 }

    @inline(__always)
    private static func pixel(_ bucket: PoolBucket) -> Int { Int((bucket.y & 15) << 4 | (bucket.x & 15)) }

    /// 0…`one` − 1, spread evenly over neighbouring cells: the R2 sequence, extremelearning.com.au,
    /// "The unreasonable effectiveness of quasirandom sequences".
    private static func seed(_ x: Int32, _ y: Int32, _ classID: UInt32, of one: Int64) -> Int64 {
        let mixed =
            UInt32(bitPattern: x) &* 0xC13F_A9A9 &+ UInt32(bitPattern: y) &* 0x91E1_0DA5 &+ classID &* 0x9E37_79B9
        return Int64((UInt64(mixed) << 32).multipliedFullWidth(by: UInt64(one)).high)
    }
}
