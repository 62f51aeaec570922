/// Who goes first when not all can stay: the more important, then the first along the curve, then the lower id.
@frozen public struct FeatureRank: Hashable, Sendable {
    /// Larger is more important; the same for all where nothing is configured. Not NaN.
    public var importance: Double
    /// `WorldBox.curvePosition` of the feature.
    public var curvePosition: UInt64
    /// What tells features of one place apart: the feature's id, or its row where it has none.
    public var id: Int64

    @inlinable
    public init(importance: Double = 0, curvePosition: UInt64, id: Int64) {
        self.importance = importance
        self.curvePosition = curvePosition
        self.id = id
    }

    @inlinable @inline(__always)
    public func precedes(_ other: FeatureRank) -> Bool {
        if importance != other.importance { return importance > other.importance }
        if curvePosition != other.curvePosition { return curvePosition < other.curvePosition }
        return id < other.id
    }
}
