/// Natural breaks of sorted numbers: the division with the least sum of squared deviations, by dynamic programming whose
/// best splits move one way only, so that a row of n takes n log n steps instead of n².
struct NaturalBreaks {
    /// The first value of each class but the first.
    let starts: [Double]

    /// More different values than this are taken together, as many features in each lot, less than a pixel of a chart
    /// away from the exact division. Twelve classes of so many take 0.8 s.
    static let mostPoints = 200_000

    /// - Parameter values: finite, ascending, not all alike.
    init(of values: [Double], count: Int) {
        let points = Self.points(of: values)
        let classes = min(count, points.count)
        guard classes > 1 else {
            starts = []
            return
        }
        let sums = RunningSums(of: points)
        var best = (0..<points.count).map { sums.deviation(from: 0, through: $0) }
        var splits: [[Int32]] = []
        for row in 1..<classes {
            var table = Row(former: best, row: row, sums: sums)
            table.fill(row...(points.count - 1), candidates: row...(points.count - 1))
            best = table.best
            splits.append(table.split)
        }
        var last = points.count - 1
        var found: [Double] = []
        for split in splits.reversed() {
            let first = Int(split[last])
            found.append(points[first].value)
            last = first - 1
        }
        starts = found.reversed()
    }

    private struct Point {
        let value: Double
        var weight: Double
    }

    private static func points(of values: [Double]) -> [Point] {
        var points: [Point] = []
        for value in values {
            if points.last?.value == value {
                points[points.count - 1].weight += 1
            } else {
                points.append(Point(value: value, weight: 1))
            }
        }
        guard points.count > mostPoints else { return points }
        let lot = (values.count + mostPoints - 1) / mostPoints
        return stride(from: 0, to: values.count, by: lot).reduce(into: []) { lots, place in
            let weight = Double(min(lot, values.count - place))
            if lots.last?.value == values[place] {
                lots[lots.count - 1].weight += weight
            } else {
                lots.append(Point(value: values[place], weight: weight))
            }
        }
    }

    /// Sums from the first point on, of values less the median: squares of large numbers would lose their ends.
    private struct RunningSums {
        private var weights = [0.0]
        private var values = [0.0]
        private var squares = [0.0]

        init(of points: [Point]) {
            let middle = points[points.count / 2].value
            for point in points {
                let value = point.value - middle
                weights.append(weights[weights.count - 1] + point.weight)
                values.append(values[values.count - 1] + value * point.weight)
                squares.append(squares[squares.count - 1] + value * value * point.weight)
            }
        }

        /// Squared deviations of points from their mean.
        func deviation(from first: Int, through last: Int) -> Double {
            let weight = weights[last + 1] - weights[first]
            let sum = values[last + 1] - values[first]
            return max(0, squares[last + 1] - squares[first] - sum * sum / weight)
        }
    }

    /// The best division of every beginning of the points into one class more than `former` has.
    private struct Row {
        let former: [Double]
        let row: Int
        let sums: RunningSums
        private(set) var best: [Double]
        /// The first point of the last class.
        private(set) var split: [Int32]

        init(former: [Double], row: Int, sums: RunningSums) {
            (self.former, self.row, self.sums) = (former, row, sums)
            best = former
            split = Array(repeating: Int32(row), count: former.count)
        }

        /// The middle first: what is best for it bounds what is best on either side.
        mutating func fill(_ ends: ClosedRange<Int>, candidates: ClosedRange<Int>) {
            let end = (ends.lowerBound + ends.upperBound) / 2
            var (least, place) = (Double.infinity, candidates.lowerBound)
            for first in candidates.lowerBound...min(end, candidates.upperBound) {
                let deviation = former[first - 1] + sums.deviation(from: first, through: end)
                if deviation < least { (least, place) = (deviation, first) }
            }
            (best[end], split[end]) = (least, Int32(place))
            if ends.lowerBound < end { fill(ends.lowerBound...(end - 1), candidates: candidates.lowerBound...place) }
            if end < ends.upperBound { fill((end + 1)...ends.upperBound, candidates: place...candidates.upperBound) }
        }
    }
}
