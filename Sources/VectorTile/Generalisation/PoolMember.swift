/// What a pool keeps many of, and adds up where several are for one place.
protocol PoolMember {
    func isSame(as other: Self) -> Bool
    func isBefore(_ other: Self) -> Bool
    mutating func merge(_ other: Self)
}

extension Array where Element: PoolMember {
    /// Sorts, and merges those that are the same.
    /// - Parameter first: where to begin.
    mutating func compact(from first: Int = 0) {
        guard count > first + 1 else { return }
        self[first...].sort { $0.isBefore($1) }
        var target = first
        for source in (first + 1)..<count {
            if self[target].isSame(as: self[source]) {
                self[target].merge(self[source])
            } else {
                target += 1
                self[target] = self[source]
            }
        }
        removeLast(count - target - 1)
    }
}
