internal import Glibc

/// A line with the way to each of its points.
struct MeasuredLine {
    let points: [CanvasPoint]
    /// Pixels from the first point.
    private let distances: [Double]

    var length: Double { distances[distances.count - 1] }

    /// Nil for a line that goes nowhere.
    init?(_ points: [CanvasPoint]) {
        var distinct: [CanvasPoint] = []
        var distances: [Double] = []
        for point in points where distinct.last != point {
            distances.append(distinct.last.map { (distances.last ?? 0) + $0.distance(to: point) } ?? 0)
            distinct.append(point)
        }
        guard distinct.count > 1 else { return nil }
        self.points = distinct
        self.distances = distances
    }

    private init(points: [CanvasPoint], distances: [Double]) {
        self.points = points
        self.distances = distances
    }

    var reversed: MeasuredLine {
        MeasuredLine(points: points.reversed(), distances: distances.reversed().map { length - $0 })
    }

    /// The first segment that ends at a distance or behind it.
    private func segment(at distance: Double) -> Int {
        var (low, high) = (1, distances.count - 1)
        while low < high {
            let middle = (low + high) / 2
            if distances[middle] < distance { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// Beyond its ends the line goes on straight.
    func point(at distance: Double) -> CanvasPoint {
        let index = segment(at: distance)
        let (from, to) = (points[index - 1], points[index])
        let part = (distance - distances[index - 1]) / (distances[index] - distances[index - 1])
        return from + (to - from) * part
    }

    /// The largest sum of turns, in radians, that lie within `window` of each other on a stretch.
    func largestTurn(from start: Double, to end: Double, window: Double) -> Double {
        var recent: [(distance: Double, turn: Double)] = []
        var sum = 0.0
        var largest = 0.0
        for index in points.indices.dropFirst().dropLast() where distances[index] > start && distances[index] < end {
            let turn = turn(at: index)
            recent.append((distances[index], turn))
            sum += turn
            while let first = recent.first, distances[index] - first.distance > window {
                sum -= first.turn
                recent.removeFirst()
            }
            largest = max(largest, sum)
        }
        return largest
    }

    private func turn(at index: Int) -> Double {
        let arriving = points[index] - points[index - 1]
        let leaving = points[index + 1] - points[index]
        let turn = atan2(leaving.y, leaving.x) - atan2(arriving.y, arriving.x)
        return abs(turn > .pi ? turn - 2 * .pi : turn < -.pi ? turn + 2 * .pi : turn)
    }

    /// Circles whose middles are on the line, a radius apart, from one end of a stretch to the other.
    func circles(from start: Double, to end: Double, radius: Double) -> [CollisionCircle] {
        let count = max(1, Int(((end - start) / radius).rounded()))
        let step = (end - start) / Double(count)
        return (0..<count).map {
            CollisionCircle(centre: point(at: start + (Double($0) + 0.5) * step), radius: radius)
        }
    }
}
