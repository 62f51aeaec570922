/// What the polygons of one class have in one pixel.
struct PoolBucket {
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

    @inline(__always)
    func isSame(as other: PoolBucket) -> Bool { position == other.position && classID == other.classID }

    @inline(__always)
    func isBefore(_ other: PoolBucket) -> Bool {
        position != other.position ? position < other.position : classID < other.classID
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
struct PoolCover {
    /// Where the cell lies along the curve.
    var cell: UInt64
    /// `y << 4 | x` in the cell.
    var pixel: UInt8
    /// Twice the area.
    var share: UInt64
}
