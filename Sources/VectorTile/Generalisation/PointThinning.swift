/// Leaves one point for each cell of a few pixels: the one that goes first.
///
/// Local: a cell's points decide about that cell alone. The order in which points are added does not matter. Points
/// that are left out are dropped, not merged: a dot stands for itself.
public struct PointThinning: Sendable {
    private struct Entry {
        var cell: UInt64
        var rank: FeatureRank
        var index: Int32
    }

    private let cellExponent: UInt64
    private var entries: [Entry] = []
    private var compactionCount = 4096
    private var addedCount = 0

    /// - Parameter cellSide: pixels along a cell, a power of two. 8 leaves at most 4,096 points in a tile.
    public init(grid: PixelGrid, cellSide: Int = 8) {
        precondition(cellSide > 0 && cellSide & (cellSide - 1) == 0, "cellSide is no power of two")
        cellExponent = UInt64(2 * (grid.pixelExponent + cellSide.trailingZeroBitCount))
    }

    /// - Parameter index: the caller's own number for the feature.
    public mutating func add(index: Int32, rank: FeatureRank) {
        addedCount += 1
        let entry = Entry(cell: rank.curvePosition >> cellExponent, rank: rank, index: index)
        if let last = entries.last, last.cell == entry.cell {
            if rank.precedes(last.rank) { entries[entries.count - 1] = entry }
            return
        }
        if entries.count >= compactionCount {
            compact()
            compactionCount = max(compactionCount, 2 * entries.count)
        }
        entries.append(entry)
    }

    /// Hands over the points that stay, along the curve, and forgets everything.
    /// - Returns: how many were left out.
    @discardableResult
    public mutating func drain(_ body: (_ index: Int32) throws -> Void) rethrows -> Int {
        compact()
        let droppedCount = addedCount - entries.count
        for entry in entries { try body(entry.index) }
        entries.removeAll(keepingCapacity: true)
        addedCount = 0
        return droppedCount
    }

    private mutating func compact() {
        entries.sort { $0.cell != $1.cell ? $0.cell < $1.cell : $0.rank.precedes($1.rank) }
        var target = 0
        for source in entries.indices where target == 0 || entries[target - 1].cell != entries[source].cell {
            entries[target] = entries[source]
            target += 1
        }
        entries.removeLast(entries.count - target)
    }
}
