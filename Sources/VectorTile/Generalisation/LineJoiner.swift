/// Lines that stay: one, or several of one class and importance that are drawn as one feature. Valid inside the closure
/// it is handed to.
public struct ThinnedLine {
    /// The caller's number for the line whose id and attributes are taken.
    public let index: Int32
    /// The caller's numbers for the lines to be drawn, that one first.
    public let members: UnsafeBufferPointer<Int32>
    /// How many lines it stands for.
    public var weight: UInt32 { UInt32(truncatingIfNeeded: members.count) }
}

/// A line as thinning sees it.
struct LineEntry {
    var cell: UInt64
    var rank: FeatureRank
    /// Pixels.
    var length: Double
    var classID: UInt32
    var index: Int32
    var firstPixel: Int32
    var pixelCount: Int32
    /// The pixel of its box's middle, `y << 6 | x` in the cell.
    var middle: UInt16
    var isKept = false

    var isLong: Bool { length >= LineThinning.longLength }

    func goesFirst(before other: LineEntry) -> Bool {
        if cell != other.cell { return cell < other.cell }
        if rank.importance != other.rank.importance { return rank.importance > other.rank.importance }
        return length != other.length ? length > other.length : rank.precedes(other.rank)
    }
}

/// Joins the short lines of crowded cells.
struct LineJoiner {
    /// Pixels along a block in which lines are joined, as a power of two.
    private static let blockExponent: UInt16 = 4

    private let cellLimit: Int
    private var kept: [LineEntry] = []
    private var members: [Int32] = []

    init(cellLimit: Int) { self.cellLimit = cellLimit }

    /// - Parameters:
    ///   - entries: of one tile, cell by cell.
    ///   - isCrowded: whether the tile has too many short lines.
    /// - Returns: how many lines are left out.
    mutating func handOver(
        _ entries: ArraySlice<LineEntry>, isCrowded: Bool, _ body: (ThinnedLine) throws -> Void
    ) rethrows -> Int {
        var droppedCount = 0
        var start = entries.startIndex
        while start < entries.endIndex {
            var end = start
            kept.removeAll(keepingCapacity: true)
            while end < entries.endIndex, entries[end].cell == entries[start].cell {
                if entries[end].isKept { kept.append(entries[end]) } else { droppedCount += 1 }
                end += 1
            }
            if isCrowded && kept.count > cellLimit {
                try joinKept(body)
            } else {
                for entry in kept { try handOverOne(entry, body) }
            }
            start = end
        }
        return droppedCount
    }

    private mutating func handOverOne(_ entry: LineEntry, _ body: (ThinnedLine) throws -> Void) rethrows {
        try withUnsafePointer(to: entry.index) { index in
            try body(ThinnedLine(index: entry.index, members: UnsafeBufferPointer(start: index, count: 1)))
        }
    }

    /// One feature for each class and importance in each block, or in the whole cell when that is still too many.
    private mutating func joinKept(_ body: (ThinnedLine) throws -> Void) rethrows {
        sortKept(byBlock: true)
        let areBlocksEnough = groupCount(byBlock: true) <= cellLimit
        if !areBlocksEnough { sortKept(byBlock: false) }
        var start = 0
        while start < kept.count {
            members.removeAll(keepingCapacity: true)
            var end = start
            repeat {
                members.append(kept[end].index)
                end += 1
            } while end < kept.count && isTogether(kept[start], kept[end], byBlock: areBlocksEnough)
            try members.withUnsafeBufferPointer { try body(ThinnedLine(index: $0[0], members: $0)) }
            start = end
        }
    }

    private mutating func sortKept(byBlock: Bool) {
        kept.sort { a, b in
            if a.isLong != b.isLong { return a.isLong }
            if byBlock, Self.block(a) != Self.block(b) { return Self.block(a) < Self.block(b) }
            if a.classID != b.classID { return a.classID < b.classID }
            return a.goesFirst(before: b)
        }
    }

    private func groupCount(byBlock: Bool) -> Int {
        var count = 0
        for index in kept.indices where !kept[index].isLong {
            if index == 0 || !isTogether(kept[index - 1], kept[index], byBlock: byBlock) { count += 1 }
        }
        return count
    }

    private func isTogether(_ a: LineEntry, _ b: LineEntry, byBlock: Bool) -> Bool {
        !a.isLong && !b.isLong && a.classID == b.classID && a.rank.importance == b.rank.importance
            && (!byBlock || Self.block(a) == Self.block(b))
    }

    private static func block(_ entry: LineEntry) -> UInt16 {
        ((entry.middle >> (6 + blockExponent)) << 8) | ((entry.middle & 63) >> blockExponent)
    }
}
