/// Where numbers are divided into classes. Class i holds from `breaks[i]` up to and without `breaks[i + 1]`, the last one
/// with it.
public struct ClassBreaks: Hashable, Sendable {
    public enum Method: String, CaseIterable, Sendable {
        /// As many features in each, as far as equal values allow it.
        case quantile
        /// Each as wide.
        case equal
        /// As little difference within classes as there can be: the least sum of squared deviations from the classes'
        /// means (G. F. Jenks, 1967), found exactly (H. Wang, M. Song, Ckmeans.1d.dp, The R Journal 3/2, 2011).
        case jenks
    }

    /// Ascending, each once; one more than there are classes, none where there is no number.
    public let breaks: [Double]
    /// Features of each class.
    public let counts: [Int]

    /// - Parameter values: finite, in ascending order.
    /// - Parameter count: of classes, from 1; there are fewer where the values are few.
    public init(of values: [Double], count: Int, by method: Method) {
        guard let least = values.first, let greatest = values.last else {
            (breaks, counts) = ([], [])
            return
        }
        guard least < greatest else {
            (breaks, counts) = ([least, greatest], [values.count])
            return
        }
        let starts: [Double] =
            switch method {
            case .quantile: Self.quantileStarts(of: values, count: count)
            case .equal: Self.equalStarts(from: least, to: greatest, count: count)
            case .jenks: NaturalBreaks(of: values, count: count).starts
            }
        breaks = [least] + starts.filter { $0 > least && $0 <= greatest } + [greatest]
        counts = Self.counts(of: values, between: breaks)
    }

    /// The first value of each class but the first.
    private static func quantileStarts(of values: [Double], count: Int) -> [Double] {
        var starts: [Double] = []
        for turn in 1..<max(count, 1) {
            let value = values[min(values.count * turn / count, values.count - 1)]
            if starts.last != value { starts.append(value) }
        }
        return starts
    }

    private static func equalStarts(from least: Double, to greatest: Double, count: Int) -> [Double] {
        (1..<max(count, 1)).map { turn in
            let share = Double(turn) / Double(count)
            return least * (1 - share) + greatest * share
        }
    }

    private static func counts(of values: [Double], between breaks: [Double]) -> [Int] {
        var places = breaks.dropFirst().dropLast().map { start in values.partitioningIndex { $0 >= start } }
        places.append(values.count)
        return zip([0] + places, places).map { $1 - $0 }
    }
}

extension [Double] {
    /// The first index at which what holds of all the rest holds.
    fileprivate func partitioningIndex(where holds: (Double) -> Bool) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if holds(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
