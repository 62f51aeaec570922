/// What the polygons of one class have in one pixel.
struct PoolBucket {
    /// The class of a bucket that only covers: a polygon's area beyond the pixel of its middle.
    static let coverOnly = UInt32.max

    /// Where the pixel lies along the curve.
    var position: UInt64
    var x: Int32
    var y: Int32
    var classID: UInt32
    /// Polygons whose box has its middle here.
    var count: UInt32
    /// Twice their area.
    var area: UInt64
    /// Twice the area that covers the pixel, by their boxes.
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
        if other.count > 0, count == 0 || other.rank.precedes(rank) {
            rank = other.rank
            index = other.index
        }
        count += other.count
        area += other.area
        cover += other.cover
    }
}
