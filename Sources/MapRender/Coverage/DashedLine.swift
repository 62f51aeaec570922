/// Lines cut into dashes.
struct DashedLine {
    /// Lengths of dashes and gaps in turn, an even number of them, of the points' unit.
    private let lengths: [Double]
    private let period: Double
    private let start: Step

    /// Where a line is in its pattern.
    private struct Step {
        /// Of `lengths`.
        var place: Int
        /// Until the next one.
        var rest: Double
        var isDash: Bool { place.isMultiple(of: 2) }
    }

    /// Nil when the pieces would be too small to be told apart.
    /// - Parameter start: where in `lengths` a line begins; negative counts from the end.
    init?(lengths: [Double], start: Double) {
        period = lengths.reduce(0, +)
        guard lengths.count.isMultiple(of: 2), period >= Self.shortestPeriod else { return nil }
        self.lengths = lengths
        self.start = Self.step(at: start, lengths, period)
    }

    /// Pixels.
    private static let shortestPeriod = 0.5

    private static func step(at distance: Double, _ lengths: [Double], _ period: Double) -> Step {
        var rest = distance.truncatingRemainder(dividingBy: period)
        if rest < 0 { rest += period }
        var place = 0
        // A dash of no length at the very start is a dot all the same.
        while place < lengths.count - 1, rest > 0, rest >= lengths[place] {
            rest -= lengths[place]
            place += 1
        }
        return Step(place: place, rest: max(0, lengths[place] - rest))
    }

    /// How far a line has come in its pattern, from the pattern's start.
    private func distance(of step: Step) -> Double {
        lengths[...step.place].reduce(0, +) - step.rest
    }

    /// Hands over the dashes of a line or ring that may be seen.
    /// - Parameter box: what is outside is passed over, however many dashes it would have.
    func forEachPiece(
        of points: [CanvasPoint], isClosed: Bool, in box: CanvasBox, _ body: ([CanvasPoint]) -> Void
    ) {
        guard var at = points.first else { return }
        var step = start
        var piece = step.isDash ? [at] : []
        for end in isClosed ? points[1...] + [at] : points[1...] {
            let length = at.distance(to: end)
            guard length > 0 else { continue }
            let way = (end - at) * (1 / length)
            let seen = box.part(from: at, to: end) ?? 1...1
            var gone = 0.0
            func skip(to distance: Double) {
                // What was begun ends here, outside.
                if step.isDash, gone > 0 || piece.count > 1 { body(piece + [at + way * gone]) }
                step = Self.step(at: self.distance(of: step) + distance - gone, lengths, period)
                gone = distance
                piece = step.isDash ? [at + way * gone] : []
            }
            if seen.lowerBound > 0 { skip(to: seen.lowerBound * length) }
            while seen.upperBound * length - gone > step.rest {
                gone += step.rest
                let cut = at + way * gone
                if step.isDash {
                    body(piece + [cut])
                    piece = []
                } else {
                    piece = [cut]
                }
                let next = step.place + 1 < lengths.count ? step.place + 1 : 0
                step = Step(place: next, rest: lengths[next])
            }
            if seen.upperBound < 1 {
                step.rest -= seen.upperBound * length - gone
                gone = seen.upperBound * length
                skip(to: length)
            } else {
                step.rest -= length - gone
            }
            at = end
            if step.isDash { piece.append(end) }
        }
        if step.isDash, piece.count > 1 { body(piece) }
    }
}
