import Foundation

/// Which reading a column gets, and how sure that is.
struct Decision {
    let index: Int
    let verdict: ColumnDiagnosis.Verdict
    let confidence: Double
    let doubt: Int?

    /// Logarithms of odds by which the best reading must lead. On the real names of `docs/import-encoding.md` no wrong
    /// reading ever led by 4; one value with one common word leads by about 6.
    static let lead = 5.0
    /// A claim that reads every byte is given up only for a lead that one odd value cannot make.
    static let leadOverClaim = 8.0
    /// Real names are well spelled to 0.9 and more in their encoding, to 0.75 where most are Jrai or Bahnar.
    static let wellSpelled = 0.6

    /// Enough to make a rival worth asking about: a column of nothing but Jrai names.
    static let readable = 0.5

    init(_ ballot: Ballot, _ set: ReadingCandidates, claim: EncodingClaim) {
        let best = ballot.ranking[0]
        let claimed = set.claim
        func lead(of index: Int, over rivals: [Int]) -> Double {
            rivals.filter { $0 != index && !ballot.areAlike(index, $0) }
                .map { rival in
                    // Two ways back to the same encoding differ in a letter or two, which each value decides.
                    let isKin = set.readers[index].reading.map { own in
                        own.isMisread && set.readers[rival].reading?.origin == own.origin
                            && set.readers[rival].reading?.isMisread == true
                    }
                    return ballot.totals[index] - ballot.totals[rival] + (isKin == true ? Self.lead - 1 : 0)
                }.min() ?? .infinity
        }
        let claimReadsAll = ballot.completeShare(claimed) >= Self.nearlyAll
        let all = Array(set.readers.indices)
        let spelled = ballot.wellSpelledShare(best) ?? 0
        if best == claimed || (ballot.areAlike(best, claimed) && claimReadsAll) {
            // Well-formed UTF-8 is no accident; another code page reads anything, so that only good spelling or the
            // claim itself speaks for it.
            let lead = lead(of: claimed, over: all)
            let isRivalled = ballot.hasBetterSpelledRival(claimed, within: Self.nearness, set)
            let isProven =
                claimReadsAll ? !isRivalled : spelled >= Self.wellSpelled && lead >= Self.lead
            index = claimed
            verdict = isProven ? .asClaimed : .ambiguous
            confidence = isProven ? max(Self.confidence(lead), 0.5) : Self.confidence(min(lead, 1))
            doubt = nil
            return
        }
        let leadOverAll = lead(of: best, over: all)
        let leadOverOthers = lead(of: best, over: all.filter { $0 != claimed })
        let certainty = Self.confidence(leadOverAll) * min(1, spelled / 0.8)
        guard claimReadsAll else {
            // A neighbour's reading is believed on less: a column of `Đ` and `TĐC` has no syllable at all.
            let needed = set.isLeaned(best) ? Self.readable : Self.wellSpelled
            let isClear = spelled >= needed && leadOverOthers >= Self.lead
            let isUTF8 = best == set.utf8 && ballot.completeShare(best) >= Self.nearlyAll
            index = best
            verdict = isClear || isUTF8 ? (claim.isMade ? .overruled : .detected) : .ambiguous
            confidence = isUTF8 ? Self.confidence(leadOverAll) : certainty
            doubt = nil
            return
        }
        // UTF-8 that nobody claimed is a claim of its own, its form, but says nothing about earlier damage.
        let needed = claim.isMade && claim.reader.canWriteVietnamese ? Self.leadOverClaim : Self.lead
        if spelled >= Self.wellSpelled || best == set.utf8, leadOverOthers >= Self.lead,
            lead(of: best, over: [claimed]) >= needed
        {
            index = best
            verdict = claim.isMade ? .overruled : .detected
            confidence = best == set.utf8 ? Self.confidence(leadOverAll) : certainty
            doubt = nil
            return
        }
        // UTF-8 that reads badly is still UTF-8; a declared code page that reads badly while another reads well is
        // not believed without asking.
        let isRivalled = ballot.hasBetterSpelledRival(claimed, within: Self.nearness, set)
        index = claimed
        verdict = isRivalled ? .ambiguous : .asClaimed
        confidence = 1 - Self.confidence(leadOverAll) / 2 - 0.25
        doubt = spelled >= Self.wellSpelled ? best : nil
    }

    /// How close a well spelled rival may come to a badly spelled claim before the user is asked.
    private static let nearness = 2.5
    /// A few broken values do not make another encoding.
    private static let nearlyAll = 0.95

    /// 0.5 for a lead of 2, 0.9 for 6.5, 0.99 for 13.
    static func confidence(_ lead: Double) -> Double { 1 - exp(-max(0, lead) / 2.85) }
}

/// Which value is read by which candidate, once the column's own reading is known.
struct Assignment {
    let others: [(index: Int, count: Int)]
    let unread: Int
    /// Whether two readings at least, each of several values, account for all of them.
    let isComplete: Bool

    init(_ values: [JudgedValue], _ set: ReadingCandidates, dominant: Int) {
        func counts(_ established: Set<Int>) -> (counts: [Int: Int], unread: Int) {
            let choice = ValueChoice(set: set, dominant: dominant, established: established)
            var counts: [Int: Int] = [:]
            var unread = 0
            for value in values {
                if let index = choice.index(for: value) { counts[index, default: 0] += 1 } else { unread += 1 }
            }
            return (counts, unread)
        }
        let first = counts([])
        let established = Set(first.counts.filter { $0.key != dominant && $0.value >= 2 }.keys)
        let second = counts(established)
        unread = second.unread
        isComplete = unread == 0 && second.counts.count >= 2 && second.counts.values.allSatisfy { $0 >= 2 }
        others = second.counts.filter { $0.key != dominant }.map { (index: $0.key, count: $0.value) }
            .sorted { ($1.count, $0.index) < ($0.count, $1.index) }
    }
}

/// Which reading one value gets: the column's, unless another is clearly better.
struct ValueChoice {
    let set: ReadingCandidates
    let dominant: Int
    /// Readings that other values of the column have proved to occur in it.
    let established: Set<Int>

    /// How much better a stranger must be than the column's own reading, and one that occurs in the column.
    private static let leadOfStranger = 6.0
    private static let leadOfEstablished = 3.0
    /// Over a rival that is no more at home in the column.
    private static let leadOverRival = 3.0

    /// Nil when neither the column's reading nor another makes sense of the value.
    func index(for value: JudgedValue) -> Int? {
        let own = value.verdicts[dominant]
        let ownScore =
            own.map { $0.undecodable == 0 ? $0.fullScore : -JudgedValue.Verdict.limit } ?? -JudgedValue.Verdict.limit
        func score(_ index: Int, _ verdict: JudgedValue.Verdict) -> Double {
            verdict.fullScore + set.bare[index] + (established.contains(index) ? 2 : 0)
        }
        var best: (index: Int, score: Double, text: String)?
        for (index, verdict) in value.verdicts.enumerated() where index != dominant {
            let isHome = established.contains(index)
            guard let verdict, verdict.undecodable == 0 else { continue }
            // UTF-8 that is well-formed in a column of single bytes needs no spelling to be believed; in a column of
            // misread text every value is UTF-8, and pairs of Chinese bytes are now and then (`学校` is `ѧУ`).
            let isProvenByForm =
                index == set.utf8 && set.readers[dominant].reading?.isMisread != true
                && (own?.undecodable != 0 || verdict.evidence.otherScript == 0)
            guard verdict.isConvincing || isProvenByForm || (isHome && verdict.isReadable) else { continue }
            let needed = isProvenByForm ? 2 : isHome ? Self.leadOfEstablished : Self.leadOfStranger
            let score = score(index, verdict)
            if score - ownScore >= needed, score > best?.score ?? -.infinity { best = (index, score, verdict.text) }
        }
        if let best {
            let isRivalled = value.verdicts.enumerated().contains { index, verdict in
                guard let verdict, index != dominant, index != best.index, verdict.isReadable else { return false }
                return verdict.text != best.text && best.score - score(index, verdict) < Self.leadOverRival
            }
            if !isRivalled { return best.index }
        }
        return own?.undecodable == 0 ? dominant : nil
    }
}

/// Whether a TCVN3 column was typed for a capital font.
enum CapitalFontColumn {
    /// Most values with a toned letter have no other small letter, most of those a word of capitals, and one at least a
    /// word that leaves no doubt.
    static func isOne(_ texts: [String]) -> Bool {
        var toned = 0
        var capital = 0
        var likely = 0
        var isSure = false
        for text in texts where text.unicodeScalars.contains(where: Self.isTonedSmall) {
            toned += 1
            guard TCVN3CapitalFont.isCapitalText(text) else { continue }
            capital += 1
            if TCVN3CapitalFont.hasCapitalWord(text) { likely += 1 }
            isSure = isSure || TCVN3CapitalFont.hasSureCapitalWord(text)
        }
        return isSure && Double(capital) >= 0.8 * Double(toned) && 2 * likely >= capital
    }

    /// Whether the column may have been typed for a capital font without a letter to show it: several values, and not
    /// one capital, not even where TCVN3 has one.
    static func mayBeOne(_ texts: [String]) -> Bool {
        Set(texts).count >= leastValues
            && !texts.contains { $0.unicodeScalars.contains { $0.properties.isUppercase } }
    }

    /// One or two small values are a habit of somebody's.
    private static let leastValues = 3

    private static func isTonedSmall(_ scalar: Unicode.Scalar) -> Bool {
        guard let letter = VietnameseLetter(scalar) else { return false }
        return !letter.isUppercase && letter.tone != .level && !scalar.isASCII
    }
}

/// Whether ASCII values are VIQR.
struct VIQRColumn {
    private(set) var values = 0
    /// Words with VIQR's marks, and those of them that are syllables then.
    private var marked = 0
    private var syllables = 0
    private var plausible = 0
    /// Letters with a circumflex, a breve, a horn or a bar: marks that no other ASCII text has behind a vowel.
    private var modified = 0
    private var score = 0.0

    init(samples: [[UInt8]]) {
        for value in samples where value.withUnsafeBytes({ VIQR.isSuspected($0) }) {
            let decoded = value.withUnsafeBytes { VIQR.decode($0) }
            let evidence = TextEvidence(of: decoded.text)
            modified += decoded.text.unicodeScalars.count { "ăâêôơưđĂÂÊÔƠƯĐ".unicodeScalars.contains($0) }
            marked += evidence.words
            // `Address`, `Daddy`: đ begins words, never ends or fills them.
            guard !Self.hasBarInside(decoded.text) else { continue }
            if evidence.syllables > 0 { values += 1 }
            syllables += evidence.syllables
            plausible += evidence.plausible
            score += evidence.logOdds
        }
    }

    private static func hasBarInside(_ text: String) -> Bool {
        var previousIsLetter = false
        for scalar in text.unicodeScalars {
            if previousIsLetter, scalar == "đ" || scalar == "Đ" { return true }
            previousIsLetter = scalar.properties.isAlphabetic
        }
        return false
    }

    /// English and codes have apostrophes and plus signs too, but hardly words with a circumflex or a horn that become
    /// syllables, and many that do not.
    ///
    /// - Parameter besideOthers: whether another column of the layer is VIQR; one word is enough then.
    func isConvincing(besideOthers: Bool) -> Bool {
        if besideOthers { return syllables >= 1 && syllables + plausible == marked }
        let needed = modified > 0 ? 2 : 4
        return syllables >= needed && Double(syllables + plausible) >= 0.8 * Double(marked)
            && score >= 3.5 * Double(needed) - 1
    }

    func confidence(besideOthers: Bool) -> Double {
        let spelled = Double(syllables + plausible) / Double(max(marked, 1))
        return max(Decision.confidence(score / 2), besideOthers ? Self.confidenceBesideOthers : 0) * spelled
    }

    /// A file is typed in one way: what was VIQR in one column is in the next.
    private static let confidenceBesideOthers = 0.9
}
