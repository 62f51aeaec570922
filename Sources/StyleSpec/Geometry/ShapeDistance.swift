/// The distance between two simple geometries.
///
/// Lines are cut into runs of some vertices with a box each; pairs of runs whose boxes are farther apart than what was
/// found already are not looked at.
struct ShapeDistance {
    let ruler: LocalRuler

    /// Vertices of a run: below it, looking at every pair is faster than cutting.
    private static let runLength = 50

    private struct Run {
        let points: ArraySlice<TilePoint>
        let box: PlaneBox
    }

    /// - Parameter limit: what is farther away need not be exact.
    func distance(_ a: SimpleShape, _ b: SimpleShape, atMost limit: Double) -> Double {
        if isInside(a, b) || isInside(b, a) { return 0 }
        var shortest = limit
        let others = runs(b)
        for run in runs(a) {
            for other in others where ruler.distance(run.box, other.box) < shortest {
                shortest = min(shortest, distance(run, other))
                if shortest == 0 { return 0 }
            }
        }
        return shortest
    }

    /// Whether a vertex of the one lies in the other, a polygon; edges that cross are found anyway.
    private func isInside(_ shape: SimpleShape, _ other: SimpleShape) -> Bool {
        guard case .polygon(let rings) = other else { return false }
        let points: [TilePoint] =
            switch shape {
            case .point(let point): [point]
            case .line(let points): points
            case .polygon(let rings): rings.flatMap(\.self)
            }
        return points.contains { PlanePredicates.isInside($0, rings, orOnBoundary: true) }
    }

    private func runs(_ shape: SimpleShape) -> [Run] {
        switch shape {
        case .point(let point): [Run(points: [point], box: PlaneBox([point]))]
        case .line(let points): runs(points)
        case .polygon(let rings): rings.flatMap { runs($0.closed) }
        }
    }

    /// Neighbouring runs share a vertex, so that no edge is lost.
    private func runs(_ points: [TilePoint]) -> [Run] {
        stride(from: 0, to: max(1, points.count - 1), by: Self.runLength).map { start in
            let part = points[start...min(start + Self.runLength, points.count - 1)]
            return Run(points: part, box: PlaneBox(part))
        }
    }

    private func distance(_ a: Run, _ b: Run) -> Double {
        guard a.points.count > 1 else { return distance(a.points[a.points.startIndex], b) }
        guard b.points.count > 1 else { return distance(b.points[b.points.startIndex], a) }
        var shortest = Double.infinity
        for edge in zip(a.points, a.points.dropFirst()) {
            for other in zip(b.points, b.points.dropFirst()) {
                shortest = min(shortest, ruler.distance(segment: edge, to: other))
            }
        }
        return shortest
    }

    private func distance(_ point: TilePoint, _ run: Run) -> Double {
        guard run.points.count > 1 else { return ruler.distance(point, run.points[run.points.startIndex]) }
        return ruler.distance(point, toLine: Array(run.points))
    }
}

extension [TilePoint] {
    fileprivate var closed: [TilePoint] {
        guard let first, let last, first != last else { return self }
        return self + [first]
    }
}
