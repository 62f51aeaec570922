/// Which known names a mistyped one may have meant, the nearest first.
enum NearNames {
    /// Edits a typing slip takes.
    private static let farthest = 2
    /// Names and lists longer than these are not compared: the work grows with their product.
    private static let longest = 64
    private static let most = 3

    static func of(_ name: String, among known: [String]) -> [String] {
        let wanted = Array(name.lowercased().unicodeScalars)
        guard !wanted.isEmpty, wanted.count <= longest else { return [] }
        let farthest = min(farthest, max(1, wanted.count / 3))
        let near = known.compactMap { candidate -> (name: String, distance: Int)? in
            let letters = Array(candidate.lowercased().unicodeScalars)
            guard letters.count <= longest else { return nil }
            let distance = distance(wanted, letters)
            return distance <= farthest ? (candidate, distance) : nil
        }
        let nearest = near.map(\.distance).min()
        return near.filter { $0.distance == nearest }.prefix(most).map(\.name)
    }

    /// Optimal string alignment: letters put in, left out, exchanged, or two neighbours swapped.
    private static func distance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
        var beforePrevious: [Int] = []
        var previous = Array(0...right.count)
        for (row, leftScalar) in left.enumerated() {
            var current = [row + 1]
            for (column, rightScalar) in right.enumerated() {
                let substitution = previous[column] + (leftScalar == rightScalar ? 0 : 1)
                var least = min(previous[column + 1] + 1, current[column] + 1, substitution)
                if row > 0, column > 0, leftScalar == right[column - 1], left[row - 1] == rightScalar {
                    least = min(least, beforePrevious[column - 1] + 1)
                }
                current.append(least)
            }
            beforePrevious = previous
            previous = current
        }
        return previous[right.count]
    }
}
