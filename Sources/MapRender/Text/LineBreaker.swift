/// Where lines of a label end: MapLibre's rule (shaping.ts), after Knuth & Plass 1981. The breaks that together make lines
/// of most equal width are taken, not the last that fits.
enum LineBreaker {
    /// An em in the units in which badness is counted, so that penalties weigh as they do in MapLibre.
    private static let em = 24.0

    private struct Break {
        let character: Int
        let x: Double
        let prior: Int?
        let badness: Double
    }

    /// - Parameters:
    ///   - advances: per character, in ems, letter spacing included.
    ///   - maximumWidth: in ems.
    /// - Returns: where each line ends: indices behind its last character.
    static func ends(
        of characters: [Unicode.Scalar], advances: [Double], maximumWidth: Double
    ) -> [Int] {
        guard !characters.isEmpty else { return [] }
        let total = advances.reduce(0, +)
        let target = total / max(1, (total / maximumWidth).rounded(.up)) * em
        var breaks: [Break] = []
        var x = 0.0
        for (index, character) in characters.enumerated() {
            if !whitespace.contains(character) { x += advances[index] * em }
            guard index + 1 < characters.count, breakable.contains(character) else { continue }
            breaks.append(
                evaluate(
                    index + 1, x, target, breaks, penalty: penalty(character, characters[index + 1]), isLast: false))
        }
        let last = evaluate(characters.count, x, target, breaks, penalty: 0, isLast: true)
        var ends = [last.character]
        var prior = last.prior
        while let index = prior {
            ends.append(breaks[index].character)
            prior = breaks[index].prior
        }
        return ends.reversed()
    }

    private static func evaluate(
        _ character: Int, _ x: Double, _ target: Double, _ breaks: [Break], penalty: Double, isLast: Bool
    ) -> Break {
        var best: Int?
        var least = badness(x, target, penalty, isLast)
        for (index, candidate) in breaks.enumerated() {
            let sum = badness(x - candidate.x, target, penalty, isLast) + candidate.badness
            if sum <= least { (best, least) = (index, sum) }
        }
        return Break(character: character, x: x, prior: best, badness: least)
    }

    private static func badness(_ width: Double, _ target: Double, _ penalty: Double, _ isLast: Bool) -> Double {
        let raggedness = (width - target) * (width - target)
        // A short last line looks better than a long one.
        if isLast { return width < target ? raggedness / 2 : raggedness * 2 }
        return raggedness + abs(penalty) * penalty
    }

    private static func penalty(_ character: Unicode.Scalar, _ next: Unicode.Scalar) -> Double {
        var penalty = 0.0
        if character == "\n" { penalty -= 10_000 }
        if character == "(" || character == "（" { penalty += 50 }
        if next == ")" || next == "）" { penalty += 50 }
        return penalty
    }

    static let whitespace: Set<Unicode.Scalar> = ["\t", "\n", "\u{B}", "\u{C}", "\r", " "]
    private static let breakable: Set<Unicode.Scalar> = [
        "\n", " ", "&", ")", "+", "-", "/", "\u{AD}", "\u{B7}", "\u{200B}", "\u{2010}", "\u{2013}", "\u{2027}",
    ]
}
