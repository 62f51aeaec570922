/// What a source says about a column's encoding before anybody looked at the bytes.
public enum EncodingClaim {
    /// Nothing.
    case none
    /// The format is UTF-8 by definition (GeoPackage, GeoJSON, KML): bytes are, the letters may still be wrong.
    case wellFounded
    /// A .cpg, a language driver, a charset of a header: such claims lie.
    case declared(TextReader)

    /// Whether anybody claimed anything.
    var isMade: Bool {
        switch self {
        case .none: false
        case .wellFounded, .declared: true
        }
    }

    var reader: TextReader {
        switch self {
        case .none, .wellFounded: .utf8
        case .declared(let reader): reader
        }
    }
}

/// The readings that come into question for a column, each with what is known for or against it beforehand.
struct ReadingCandidates {
    let readers: [TextReader]
    /// Logarithm of odds before any value is seen.
    let priors: [Double]
    /// The same without what the source claims and its neighbours are: for values that are not like their column.
    let bare: [Double]
    let claim: Int
    let utf8: Int

    /// Encodings of single bytes, tried on what is no UTF-8.
    private let bytewise: [Int]
    private let misread: [Int]
    private let leaned: Set<Int>

    /// - Parameter leaning: what other columns of the same layer turned out to be.
    init(claim source: EncodingClaim, leaning: [ByteReading] = []) {
        var readers = [TextReader.utf8]
        var priors = [1.0]
        for (reading, prior) in Self.usual {
            readers.append(TextReader(reading))
            priors.append(prior)
        }
        let claimed = source.reader
        var claim = 0
        if let known = claimed.reading, let index = readers.firstIndex(where: { $0.reading == known }) {
            claim = index
        } else {
            claim = readers.count
            readers.append(claimed)
            priors.append(0)
        }
        bare = priors
        if source.isMade && claimed.canWriteVietnamese { priors[claim] += Self.trustInClaim }
        leaned = Set(readers.indices.filter { readers[$0].reading.map(leaning.contains) ?? false })
        for index in leaned { priors[index] += Self.trustInNeighbours }
        self.readers = readers
        self.priors = priors
        self.claim = claim
        utf8 = 0
        misread = readers.indices.filter { readers[$0].reading?.isMisread ?? false }
        bytewise = readers.indices.filter { $0 != 0 && !(readers[$0].reading?.isMisread ?? false) }
    }

    /// Whether another column of the layer is in this reading.
    func isLeaned(_ index: Int) -> Bool { leaned.contains(index) }

    /// A claim is right about nine times in ten, a neighbouring column more often.
    private static let trustInClaim = 2.5
    private static let trustInNeighbours = 4.0

    private static let usual: [(ByteReading, Double)] = {
        let tcvn3 = ByteReading.encoding(.tcvn3)
        let vni = ByteReading.encoding(.vni)
        let cp1258 = ByteReading.encoding(.cp1258)
        let utf8 = ByteReading.encoding(.utf8)
        var all: [(ByteReading, Double)] = [
            (tcvn3, 0), (vni, -0.5), (cp1258, -0.5), (.encoding(.windows1252), -1), (.encoding(.viscii), -4),
            (.misread(utf8, as: .western), -1), (.misread(tcvn3, as: .western), -1.5),
            (.misread(vni, as: .western), -1.5), (.misread(cp1258, as: .western), -2.5),
        ]
        for (guise, prior) in [(ByteReading.CodePageGuise.cp1258, -3.0), (.cp437, -5), (.cp850, -5)] {
            all += [utf8, tcvn3, vni, cp1258].map { (.misread($0, as: guise), prior) }
        }
        // Damaged twice: rare, and unmistakable.
        for inner in [utf8, tcvn3, vni] { all.append((.misread(.misread(inner, as: .western), as: .western), -4)) }
        return all
    }()

    /// Each candidate's text for one value, by the candidate's index; nil where the bytes cannot have come about so.
    ///
    /// - Parameter suspectsDamage: also asks of text that looks good whether it was misread before, because its
    ///   neighbours were: `Cõ` may be `Cừ`.
    func judge(_ bytes: UnsafeRawBufferPointer, suspectsDamage: Bool) -> JudgedValue {
        var verdicts = [JudgedValue.Verdict?](repeating: nil, count: readers.count)
        func read(_ index: Int, bonus: Double = 0) {
            guard let decoded = readers[index].decode(bytes) else { return }
            verdicts[index] = JudgedValue.Verdict(decoded, bonus: bonus)
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            let cut = Self.isCutUTF8(bytes)
            if cut { read(utf8) }
            for index in bytewise { read(index) }
            return JudgedValue(verdicts: verdicts)
        }
        // Bytes of other encodings are well-formed UTF-8 by chance once in eight, for each letter anew.
        let sequences = bytes.count { $0 >= 0xC0 }
        read(utf8, bonus: 2 * Double(min(sequences, 4)))
        if claim != utf8 { read(claim) }
        guard suspectsDamage || !PlainText.isPlain(text) else { return JudgedValue(verdicts: verdicts) }
        for index in misread { read(index, bonus: 2 * Double(min(sequences, 4))) }
        // Well-formed by chance: letters of a third script inside a word.
        if let own = verdicts[utf8], own.evidence.otherScript > 0, own.score < 0 {
            for index in bytewise { read(index) }
        }
        return JudgedValue(verdicts: verdicts)
    }

    /// UTF-8 whose last letter was cut off by the width of the column.
    private static func isCutUTF8(_ bytes: UnsafeRawBufferPointer) -> Bool {
        guard let lead = bytes.lastIndex(where: { $0 >= 0xC0 }), bytes.count - lead <= 3 else { return false }
        let whole = UnsafeRawBufferPointer(rebasing: bytes[..<lead])
        return whole.contains { $0 >= 0x80 } && String(validating: whole, as: UTF8.self) != nil
            && bytes[(lead + 1)...].allSatisfy { $0 & 0xC0 == 0x80 }
    }
}

/// One value under every candidate.
struct JudgedValue {
    struct Verdict {
        let text: String
        let undecodable: Int
        let evidence: TextEvidence
        /// Logarithm of odds, within ±`limit`: one long value must not outvote a column.
        let score: Double
        /// The same without limits, for a choice within one value.
        let fullScore: Double

        static let limit = 12.0

        init(_ decoded: DecodedText, bonus: Double) {
            text = decoded.text
            undecodable = decoded.undecodableOffsets.count
            evidence = TextEvidence(of: LetterFolding.folded(decoded.text) ?? decoded.text)
            fullScore = evidence.logOdds + bonus - 5 * Double(min(undecodable, 3))
            score = max(-Self.limit, min(Self.limit, fullScore))
        }

        /// Good enough to stand without the column's support: nothing undecodable, half of its words well spelled.
        var isConvincing: Bool {
            undecodable == 0 && evidence.logOdds >= 2.5 && evidence.syllables > 0
                && (evidence.wellSpelledShare ?? 0) >= 0.5
        }

        /// Enough for a reading that is at home in the column: most words are names at least.
        var isReadable: Bool {
            undecodable == 0 && 2 * (evidence.syllables + evidence.plausible) >= evidence.words
        }
    }

    let verdicts: [Verdict?]

    func score(_ index: Int) -> Double { verdicts[index]?.score ?? -Verdict.limit }
}
