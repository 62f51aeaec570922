/// A packed R-tree over boxes that lie in the order of a Hilbert curve: node `n` of a level holds boxes or nodes
/// 16 n … 16 n + 15 of the one below, so that no pointers are stored. Each node carries a number: the sum, or the
/// maximum, of what is below it.
///
/// ```
///   level 2                 ▢ root, first in the file
///   level 1        ▢▢▢…▢
///   level 0    ▢▢▢▢▢…▢▢▢▢▢          ⌈count / 16⌉ nodes
///   items      ■■■■■■■■■■■■■■■■■…   boxes of entries, in a section of their own
/// ```
struct PackedTree: @unchecked Sendable {
    static let fanOut = 16
    private static let fanOutExponent = 4

    let count: Int
    private let itemBoxes: UnsafePointer<WorldBox>
    private let nodeBoxes: UnsafePointer<WorldBox>
    private let nodeNumbers: UnsafePointer<Int64>
    private let depth: Int
    /// Where each level starts among the nodes, level 0 first. 16^8 boxes are as many as can be counted.
    private let levelStarts: SIMD8<UInt32>

    init(
        count: Int, itemBoxes: UnsafePointer<WorldBox>, nodeBoxes: UnsafePointer<WorldBox>,
        nodeNumbers: UnsafePointer<Int64>
    ) {
        self.count = count
        self.itemBoxes = itemBoxes
        self.nodeBoxes = nodeBoxes
        self.nodeNumbers = nodeNumbers
        let sizes = Self.levelSizes(of: count)
        depth = sizes.count
        var starts = SIMD8<UInt32>()
        var start = 0
        for level in sizes.indices.reversed() {
            starts[level] = UInt32(start)
            start += sizes[level]
        }
        levelStarts = starts
    }

    /// Nodes on each level, level 0 first; the last is the root.
    static func levelSizes(of count: Int) -> [Int] {
        guard count > 0 else { return [] }
        var sizes = [(count + fanOut - 1) / fanOut]
        while let last = sizes.last, last > 1 { sizes.append((last + fanOut - 1) / fanOut) }
        return sizes
    }

    static func nodeCount(of count: Int) -> Int { levelSizes(of: count).reduce(0, +) }

    /// Around everything; nil when there is nothing.
    var box: WorldBox? { count > 0 ? nodeBoxes[0] : nil }

    private func size(ofLevel level: Int) -> Int {
        let shift = Self.fanOutExponent * (level + 1)
        return (count + (1 << shift) - 1) >> shift
    }

    /// The items below a node.
    private func items(of node: Int, _ level: Int) -> Range<Int> {
        let shift = Self.fanOutExponent * (level + 1)
        return node << shift..<min((node + 1) << shift, count)
    }

    /// The children of a node, on the level below.
    private func children(of node: Int, _ level: Int) -> Range<Int> {
        let first = node << Self.fanOutExponent
        return first..<min(first + Self.fanOut, size(ofLevel: level - 1))
    }

    /// The numbers of items whose boxes touch a box, ascending.
    @inline(__always)
    func forEachItem(touching box: WorldBox, _ body: (Int) throws -> Void) rethrows {
        guard depth > 0 else { return }
        try visit(0..<1, depth - 1, box, body)
    }

    private func visit(_ nodes: Range<Int>, _ level: Int, _ box: WorldBox, _ body: (Int) throws -> Void) rethrows {
        for node in nodes {
            let nodeBox = nodeBoxes[Int(levelStarts[level]) + node]
            guard nodeBox.intersects(box) else { continue }
            if box.contains(nodeBox) {
                for item in items(of: node, level) { try body(item) }
            } else if level > 0 {
                try visit(children(of: node, level), level - 1, box, body)
            } else {
                for item in items(of: node, 0) where itemBoxes[item].intersects(box) { try body(item) }
            }
        }
    }

    /// The sum of the numbers of items that touch a box. Nodes that lie inside it are not opened.
    func sum(touching box: WorldBox, number: (Int) -> Int64) -> Int64 {
        depth > 0 ? sum(0..<1, depth - 1, box, number) : 0
    }

    private func sum(_ nodes: Range<Int>, _ level: Int, _ box: WorldBox, _ number: (Int) -> Int64) -> Int64 {
        var total: Int64 = 0
        for node in nodes {
            let index = Int(levelStarts[level]) + node
            guard nodeBoxes[index].intersects(box) else { continue }
            if box.contains(nodeBoxes[index]) {
                total += nodeNumbers[index]
            } else if level > 0 {
                total += sum(children(of: node, level), level - 1, box, number)
            } else {
                for item in items(of: node, 0) where itemBoxes[item].intersects(box) { total += number(item) }
            }
        }
        return total
    }

    /// The highest number of the items that touch a box, nil when there is none. Nodes that cannot raise it are not
    /// opened.
    func maximum(touching box: WorldBox, number: (Int) -> Int64) -> Int64? {
        var best: Int64?
        if depth > 0 { raise(&best, 0..<1, depth - 1, box, number) }
        return best
    }

    private func raise(
        _ best: inout Int64?, _ nodes: Range<Int>, _ level: Int, _ box: WorldBox, _ number: (Int) -> Int64
    ) {
        for node in nodes {
            let index = Int(levelStarts[level]) + node
            if let best, nodeNumbers[index] <= best { continue }
            guard nodeBoxes[index].intersects(box) else { continue }
            if box.contains(nodeBoxes[index]) {
                best = nodeNumbers[index]
            } else if level > 0 {
                raise(&best, children(of: node, level), level - 1, box, number)
            } else {
                for item in items(of: node, 0) where itemBoxes[item].intersects(box) {
                    best = max(best ?? .min, number(item))
                }
            }
        }
    }
}
