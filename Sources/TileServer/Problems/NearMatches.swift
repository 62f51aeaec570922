/// Which known names a mistyped one may have meant.
enum NearMatches {
    /// Edits a typing slip takes.
    private static let farthest = 2

    static func of(_ name: String, among known: [String]) -> [String] {
        let wanted = Array(name.lowercased())
        return known.filter { candidate in
            // Names of properties have capitals.
            let candidate = candidate.lowercased()
            return candidate.contains(name.lowercased()) && wanted.count > 2
                || distance(wanted, Array(candidate)) <= farthest
        }
    }

    /// Levenshtein distance.
    static func distance(_ left: [Character], _ right: [Character]) -> Int {
        var previous = Array(0...right.count)
        for (row, leftCharacter) in left.enumerated() {
            var current = [row + 1]
            for (column, rightCharacter) in right.enumerated() {
                let substitution = previous[column] + (leftCharacter == rightCharacter ? 0 : 1)
                current.append(min(previous[column + 1] + 1, current[column] + 1, substitution))
            }
            previous = current
        }
        return previous[right.count]
    }
}
