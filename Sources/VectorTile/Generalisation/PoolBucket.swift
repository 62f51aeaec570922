/// What the polygons of one class have in one pixel.
struct PoolBucket: PoolMember {
    /// Where the pixel lies along the curve.
    var position: UInt64
    var x: Int32
    var y: Int32
    var classID: UInt32
    /// Polygons whose box has its middle here.
    var count: UInt32
    /// Twice their area.
    var area: UInt64
    /// Twice the area that covers the pixel, by their boxes; the rest is in `PoolCover`.
    var cover: UInt64
    /// The one that goes first, and the caller's number for it.
    var rank: FeatureRank
    var index: Int32
    /// From which zoom on its polygons are shown, when they are settled: far below a pixel, so that coarser zooms need
    /// not look at them one by one.
    var settled: UInt8 = Self.unsettled

    static let unsettled = UInt8.max

    @inline(__always)
    func isSame(as other: PoolBucket) -> Bool {
        position == other.position && classID == other.classID && settled == other.settled
    }

    @inline(__always)
    func isBefore(_ other: PoolBucket) -> Bool {
        if position != other.position { return position < other.position }
        return classID != other.classID ? classID < other.classID : settled < other.settled
    }

    /// In the pixel of the next coarser zoom, which the area is all in.
    var coarser: PoolBucket {
        var bucket = self
        bucket.position >>= 2
        bucket.x >>= 1
        bucket.y >>= 1
        bucket.cover = area
        return bucket
    }

    @inline(__always)
    mutating func merge(_ other: PoolBucket) {
        if other.rank.precedes(rank) {
            rank = other.rank
            index = other.index
        }
        count += other.count
        area += other.area
        cover += other.cover
    }
}

/// What polygons cover of a pixel in which they do not have their middle.
struct PoolCover: PoolMember {
    /// Where the cell lies along the curve.
    var cell: UInt64
    /// `y << 4 | x` in the cell.
    var pixel: UInt8
    /// Twice the area.
    var share: UInt64

    @inline(__always)
    func isSame(as other: PoolCover) -> Bool { cell == other.cell && pixel == other.pixel }

    @inline(__always)
    func isBefore(_ other: PoolCover) -> Bool { cell != other.cell ? cell < other.cell : pixel < other.pixel }

    @inline(__always)
    mutating func merge(_ other: PoolCover) { share += other.share }
}
