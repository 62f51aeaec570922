/// Makes the nodes of a `PackedTree` while the boxes come in, in their order.
struct PackedTreeBuilder {
    /// How the numbers below a node become its own.
    enum Combination { case sum, maximum }

    private let combination: Combination
    /// Level 0: a node for each 16 boxes.
    private var boxes: [WorldBox] = []
    private var numbers: [Int64] = []
    private var count = 0

    init(_ combination: Combination) { self.combination = combination }

    mutating func add(_ box: WorldBox, number: Int64) {
        if count.isMultiple(of: PackedTree.fanOut) {
            boxes.append(box)
            numbers.append(number)
        } else {
            let last = boxes.count - 1
            boxes[last] = boxes[last].union(box)
            numbers[last] = combined(numbers[last], number)
        }
        count += 1
    }

    /// All nodes, the root first.
    func nodes() -> (boxes: [WorldBox], numbers: [Int64]) {
        var levels = [(boxes: boxes, numbers: numbers)]
        while let below = levels.last, below.boxes.count > 1 {
            var level = PackedTreeBuilder(combination)
            for index in below.boxes.indices { level.add(below.boxes[index], number: below.numbers[index]) }
            levels.append((level.boxes, level.numbers))
        }
        return (levels.reversed().flatMap(\.boxes), levels.reversed().flatMap(\.numbers))
    }

    private func combined(_ left: Int64, _ right: Int64) -> Int64 {
        switch combination {
        case .sum: left + right
        case .maximum: max(left, right)
        }
    }
}
