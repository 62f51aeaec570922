/// Since which state each place looks as it does, at the zooms that share it.
struct ChangeIndex: @unchecked Sendable {
    private let tree: PackedTree
    private let boxes: UnsafePointer<WorldBox>
    private let stamps: UnsafePointer<Int64>

    /// - Parameter firstChange: where its boxes start in their section, with the nodes of those before it at `firstNode`.
    init(_ sections: OverviewSections, count: Int, firstChange: Int, firstNode: Int) {
        boxes = sections.pointer(to: .changeBoxes) + firstChange
        stamps = sections.pointer(to: .changeStamps) + firstChange
        tree = PackedTree(
            count: count, itemBoxes: boxes, nodeBoxes: sections.pointer(to: .changeNodeBoxes) + firstNode,
            nodeNumbers: sections.pointer(to: .changeNodeStamps) + firstNode)
    }

    /// One for each group of zooms.
    static func all(_ sections: OverviewSections, _ header: OverviewHeader) -> [ChangeIndex] {
        var firstChange = 0
        var firstNode = 0
        return header.changeCounts.map { count in
            defer {
                firstChange += count
                firstNode += PackedTree.nodeCount(of: count)
            }
            return ChangeIndex(sections, count: count, firstChange: firstChange, firstNode: firstNode)
        }
    }

    func lastChange(touching box: WorldBox) -> Int? {
        tree.maximum(touching: box) { stamps[$0] }.map(Int.init)
    }

    var changes: [ChangeList.Change] {
        (0..<tree.count).map { ChangeList.Change(box: boxes[$0], stamp: Int(stamps[$0])) }
    }

    func boxes(since stamp: Int) -> [WorldBox] {
        (0..<tree.count).filter { stamps[$0] > stamp }.map { boxes[$0] }
    }
}
