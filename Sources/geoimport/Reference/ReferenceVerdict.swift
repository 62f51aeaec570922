import SimpleFeatures

/// Which candidate a ranking speaks for, or why it speaks for none.
///
/// "Beyond doubt" is measured. A wrong zone puts a layer 27 km off at least (a quarter of a degree at 14°N), a commune
/// is 6 km across in the median and 16 km at most but for a few: names tell zones apart with a wide margin, and what
/// lies closer than `nearInMetres` is left to finer evidence.
enum ReferenceVerdict {
    /// `near`: candidates that the evidence cannot exclude, each a rare reading close by.
    case decided(CandidateScore, near: [CandidateScore])
    /// Several fit; the best first.
    case ambiguous([CandidateScore])
    /// No candidate puts the layer into Viet Nam.
    case noneFits

    /// Datum and scale faults move a layer by 0.2 to 0.8 km, zones by 27 km.
    static let nearInMetres = 2000.0
    /// Share of the features that must lie in the country, or agree with their names, for a candidate to be taken.
    static let fits = 0.9
    /// Share of the named features that must agree. Columns also name the unit of an owner, and lists have gaps.
    static let agrees = 0.6
    /// A candidate is out that has less than this of the best one's share.
    static let excluded = 0.5
    /// Named features from which names count; a single one only when it agrees to `strikingKilometres`.
    static let namedNeeded = 2
    static let strikingKilometres = 2.0
    /// Kilometres that a rival's median must be worse by, where shares do not decide (districts are wide).
    static let worseKilometres = 10.0

    init(_ ranking: ReferenceRanking, fine: FineEvidence) {
        let scores = ranking.scores
        guard let best = scores.first(where: { $0.insideShare >= Self.fits || Self.namesSpeak(for: $0, ranking) })
        else {
            self = .noneFits
            return
        }
        let far = scores.filter { $0 != best && $0.metres(from: best) > Self.nearInMetres }
        let rivals = far.filter { !Self.isOut($0, against: best, ranking) }
        guard rivals.isEmpty else {
            self = .ambiguous([best] + Self.usual(rivals))
            return
        }
        let group = [best] + scores.filter { $0 != best && $0.metres(from: best) <= Self.nearInMetres }
        let survivors = fine.survivors(of: group)
        // Finer evidence can find for a rare reading; without it the usual one is taken, and the others are named.
        if survivors.count == 1, let only = survivors.first {
            self = .decided(only, near: [])
            return
        }
        let usual = survivors.filter { $0.candidate.usage == .usual }
        guard usual.count == 1, let only = usual.first else {
            self = .ambiguous(usual.isEmpty ? survivors : usual)
            return
        }
        self = .decided(only, near: survivors.filter { $0 != only })
    }

    /// The usual readings when there are any: each rare one lies close to one of them.
    static func usual(_ scores: [CandidateScore]) -> [CandidateScore] {
        let usual = scores.filter { $0.candidate.usage == .usual }
        return usual.isEmpty ? scores : usual
    }

    /// Whether the names of the layer are evidence, and for this candidate.
    static func namesSpeak(for score: CandidateScore, _ ranking: ReferenceRanking) -> Bool {
        guard score.agreement >= agrees, let median = score.medianKilometres else { return false }
        return score.named >= namedNeeded || median <= strikingKilometres
    }

    /// Whether a candidate far from the best one is out, by names or by place.
    static func isOut(_ score: CandidateScore, against best: CandidateScore, _ ranking: ReferenceRanking) -> Bool {
        if best.insideShare >= fits, score.insideShare <= excluded * best.insideShare { return true }
        return isOutByNames(score, against: best, ranking)
    }

    static func isOutByNames(_ score: CandidateScore, against best: CandidateScore, _ ranking: ReferenceRanking) -> Bool
    {
        guard namesSpeak(for: best, ranking), let worst = score.medianKilometres, let median = best.medianKilometres
        else { return false }
        let hasFewer = score.agreement <= excluded * best.agreement
        let isFarther = worst >= 2 * median && worst >= median + worseKilometres
        // Features of one unit move together: that they agree once is one agreement.
        let names = ranking.evidence.distinctNames
        if names < 2 { return hasFewer && isFarther }
        return hasFewer || (isFarther && names >= 5)
    }
}
