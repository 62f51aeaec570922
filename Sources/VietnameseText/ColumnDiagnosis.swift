/// What the text of one column is in, found from samples of its bytes.
public struct ColumnDiagnosis {
    public enum Verdict: String, Sendable {
        /// No value tells readings apart.
        case silent
        /// The claim holds, or nothing was claimed and the bytes are UTF-8.
        case asClaimed
        /// Nothing was claimed; the text says what it is in.
        case detected
        /// The claim is wrong: it cannot read the bytes, or reads them worse by far.
        case overruled
        /// The values are too few or too odd to decide for the user.
        case ambiguous
    }

    /// A reading and how it does on the samples.
    public struct Candidate {
        public let reader: TextReader
        /// Share of telling words that are well spelled; nil without such words.
        public let syllableShare: Double?
        /// Values it reads without a loss, of all samples.
        public let completeValues: Int
        /// Logarithm of odds over all samples.
        public let score: Double
    }

    /// The reading of most values; for an ambiguous column the likeliest.
    public let reader: TextReader
    /// Readings under which single values are better, with their number among the samples; the commonest first.
    public let others: [(reader: TextReader, count: Int)]
    /// Samples that no reading makes sense of.
    public let unreadCount: Int
    /// 0…1: how sure the reading is.
    public let confidence: Double
    public let verdict: Verdict
    /// All that can read most of the samples, the likeliest first.
    public let candidates: [Candidate]
    /// TCVN3 typed for a font that draws every letter as a capital.
    public let isCapitalFont: Bool
    /// TCVN3 without a single capital: typed so, or for a font that draws small letters as capitals. The bytes are the
    /// same; only a person who knows the font can tell.
    public let lacksCapitals: Bool
    /// ASCII values are VIQR, all or some.
    let hasVIQR: Bool
    /// A reading that would be more Vietnamese, but not by enough to overrule the claim.
    public let doubt: TextReader?
    public let sampleCount: Int
    /// What the source claimed; UTF-8 where it claimed nothing.
    public let claim: TextReader

    /// - Parameters:
    ///   - samples: raw values; those that read alike in every encoding are passed over.
    ///   - leaning: what other columns of the layer turned out to be: the same hand wrote them.
    public init(samples: [[UInt8]], claim: EncodingClaim, leaning: [ByteReading] = []) {
        let telling = samples.filter { $0.contains { $0 >= 0x80 } }
        self.claim = claim.reader
        sampleCount = telling.count
        let set = ReadingCandidates(claim: claim, leaning: leaning)
        let viqr = VIQRColumn(samples: samples)
        let isBesideVIQR = leaning.contains(.encoding(.viqr))
        hasVIQR = viqr.isConvincing(besideOthers: isBesideVIQR)
        guard !telling.isEmpty else {
            reader = hasVIQR ? TextReader(.encoding(.viqr)) : self.claim
            others = []
            unreadCount = 0
            confidence = hasVIQR ? viqr.confidence(besideOthers: isBesideVIQR) : 1
            verdict = hasVIQR ? .detected : .silent
            candidates = []
            isCapitalFont = false
            lacksCapitals = false
            doubt = nil
            return
        }
        let isSuspect = telling.contains {
            String(validating: $0, as: UTF8.self).map { !PlainText.isPlain($0) } ?? false
        }
        let judged = telling.map { value in value.withUnsafeBytes { set.judge($0, suspectsDamage: isSuspect) } }
        let ballot = Ballot(judged, set)
        let decision = Decision(ballot, set, claim: claim)
        reader = set.readers[decision.index]
        doubt = decision.doubt.map { set.readers[$0] }
        candidates = ballot.ranking.compactMap { ballot.candidate($0, set) }
        let assignment = Assignment(judged, set, dominant: decision.index)
        unreadCount = assignment.unread
        // Half of one encoding and half of another: no reading is good for all, but each value has a good one.
        let isMixture = decision.verdict == .ambiguous && assignment.isComplete
        verdict = isMixture ? .detected : decision.verdict
        confidence = isMixture ? max(0.9, decision.confidence) : decision.confidence
        others =
            assignment.others.map { (set.readers[$0.index], $0.count) }
            + (hasVIQR ? [(TextReader(.encoding(.viqr)), viqr.values)] : [])
        let texts =
            reader.reading?.origin == .tcvn3 ? judged.compactMap { $0.verdicts[decision.index]?.text } : []
        isCapitalFont = CapitalFontColumn.isOne(texts)
        lacksCapitals = CapitalFontColumn.mayBeOne(texts)
    }
}

/// All values under all candidates.
struct Ballot {
    let values: [JudgedValue]
    let totals: [Double]
    /// Candidates by their totals, the best first.
    let ranking: [Int]

    init(_ values: [JudgedValue], _ set: ReadingCandidates) {
        self.values = values
        let totals = set.readers.indices.map { index in
            values.reduce(set.priors[index]) { sum, value in
                // In a column that was damaged in part, what cannot have been damaged is good as it is.
                let isWhole = value.verdicts[index] == nil && set.readers[index].reading?.isMisread == true
                return sum + (isWhole ? value.score(set.utf8) - Self.costOfMixing : value.score(index))
            }
        }
        self.totals = totals
        // Ties keep the order of the candidates.
        ranking = set.readers.indices.sorted { (-totals[$0], $0) < (-totals[$1], $1) }
    }

    /// About what a value gains in its right reading: half a column of good text does not speak for damage.
    private static let costOfMixing = 8.0

    func isComplete(_ index: Int) -> Bool { values.allSatisfy { $0.verdicts[index]?.undecodable == 0 } }

    func completeShare(_ index: Int) -> Double {
        Double(values.count { $0.verdicts[index]?.undecodable == 0 }) / Double(max(values.count, 1))
    }

    /// Whether two readings give the same text for every value: nothing depends on the choice.
    func areAlike(_ first: Int, _ second: Int) -> Bool {
        values.allSatisfy { value in
            guard let one = value.verdicts[first], let other = value.verdicts[second] else { return false }
            return one.text == other.text
        }
    }

    func wellSpelledShare(_ index: Int) -> Double? {
        let shares = values.compactMap { $0.verdicts[index]?.evidence.wellSpelledShare }
        return shares.isEmpty ? nil : shares.reduce(0, +) / Double(shares.count)
    }

    /// Whether a code page that was claimed reads badly, or is none for Vietnamese, while another reads well and is as
    /// likely. UTF-8 is not asked: its form proves it.
    func hasBetterSpelledRival(_ index: Int, within distance: Double, _ set: ReadingCandidates) -> Bool {
        let own = wellSpelledShare(index) ?? 1
        guard index != set.utf8, own < 0.5 || !set.readers[index].canWriteVietnamese else { return false }
        return set.readers.indices.contains { rival in
            let share = wellSpelledShare(rival) ?? 0
            return rival != index && totals[rival] >= totals[index] - distance && share >= Decision.readable
                && share >= own && isComplete(rival) && !areAlike(rival, index)
        }
    }

    func candidate(_ index: Int, _ set: ReadingCandidates) -> ColumnDiagnosis.Candidate? {
        guard completeShare(index) > 0.5 else { return nil }
        return ColumnDiagnosis.Candidate(
            reader: set.readers[index], syllableShare: wellSpelledShare(index),
            completeValues: values.count { $0.verdicts[index]?.undecodable == 0 }, score: totals[index])
    }
}
