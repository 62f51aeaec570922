/// A corner of a ring that has the interior on its left: the edge that leads there, and the one that leads away.
struct GridCorner: Sendable {
    private let position: GridPosition
    private let before: GridPosition
    private let after: GridPosition

    init(_ arriving: GridSegment, _ leaving: GridSegment) {
        position = arriving.b
        before = arriving.a
        after = leaving.b
    }

    /// Whether neither edge of another corner at the same position leads through the interior at this one.
    /// - Precondition: no edge of the two lies on another.
    func isOutside(_ other: GridCorner) -> Bool {
        !isInside(other.before) && !isInside(other.after)
    }

    /// Whether the way to a position begins between `after` and, turning left, `before`.
    private func isInside(_ place: GridPosition) -> Bool {
        let isPastAfter = turn(after, place) > 0
        let isShortOfBefore = turn(place, before) > 0
        return turn(after, before) > 0 ? isPastAfter && isShortOfBefore : isPastAfter || isShortOfBefore
    }

    private func turn(_ first: GridPosition, _ second: GridPosition) -> Int {
        GridRings.turn(position.x, position.y, first.x, first.y, second.x, second.y)
    }
}
