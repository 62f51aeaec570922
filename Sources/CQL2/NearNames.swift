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
        let near = known.compactMap { candidate -> (name: String, distance: Int)? in
            let letters = Array(candidate.lowercased().unicodeScalars)
            guard letters.count <= longest else { return nil }
            let distance = distance(wanted, letters)
            return distance <= min(farthest, wanted.count - 1) ? (candidate, distance) : nil
        }
        return near.sorted { ($0.distance, $0.name) < ($1.distance, $1.name) }.prefix(most).map(\.name)
    }

    /// Levenshtein distance.
    private static func distance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
        var previous = Array(0...right.count)
        for (row, leftScalar) in left.enumerated() {
            var current = [row + 1]
            for (column, rightScalar) in right.enumerated() {
                let substitution = previous[column] + (leftScalar == rightScalar ? 0 : 1)
                current.append(min(previous[column + 1] + 1, current[column] + 1, substitution))
            }
            previous = current
        }
        return previous[right.count]
    }
}
