/// Candidate encodings for a column of raw bytes, the likeliest first.
public struct EncodingRanking: Sendable {
    /// One way to read the column.
    public struct Candidate: Hashable, Sendable {
        public let reading: Reading
        /// Share of words with marks that are possible Vietnamese syllables (`SyllableScore`); nil without evidence.
        public let syllableShare: Double?
        /// Bytes that mean nothing in this reading, in all samples together.
        public let undecodableBytes: Int
    }

    /// From bytes to text.
    public enum Reading: Hashable, Sendable {
        case encoding(LegacyEncoding)
        /// UTF-8 made of bytes of `LegacyEncoding` that were once taken for Windows-1252: letters in place of letters.
        case misread(LegacyEncoding)

        /// Nil when the bytes cannot have come about this way.
        public func decode(_ bytes: [UInt8]) -> DecodedText? {
            switch self {
            case .encoding(let encoding):
                return encoding.decode(bytes)
            case .misread(let encoding):
                let outer = LegacyEncoding.utf8.decode(bytes)
                let inner = LegacyEncoding.windows1252.encode(outer.text)
                guard outer.isComplete, inner.unencodableCount == 0 else { return nil }
                return encoding.decode(inner.bytes)
            }
        }
    }

    public let candidates: [Candidate]

    /// Ranks the readings of `samples`, each one field value. Values in ASCII count for every reading alike.
    public init(samples: [[UInt8]]) {
        let telling = samples.filter { $0.contains { $0 >= 0x80 } }
        let readings: [Reading] = [
            .encoding(.utf8), .encoding(.tcvn3), .encoding(.vni), .encoding(.cp1258), .misread(.tcvn3), .misread(.vni),
            .encoding(.windows1252),
        ]
        candidates = readings.compactMap { Self.candidate($0, telling) }
            .enumerated()
            // Ties keep the order above: the sort compares the index last.
            .sorted { (-$0.element.merit, $0.offset) < (-$1.element.merit, $1.offset) }
            .map(\.element)
    }

    /// The best reading when it is clearly Vietnamese; nil when the evidence is too thin to choose for the user.
    public var suggestion: Candidate? {
        guard let best = candidates.first, let share = best.syllableShare, best.undecodableBytes == 0,
            share >= Self.convincingShare
        else { return nil }
        return best
    }

    /// Real place names reach 0.9 in the right encoding and stay under 0.3 in a wrong one.
    static let convincingShare = 0.6

    private static func candidate(_ reading: Reading, _ samples: [[UInt8]]) -> Candidate? {
        var tally = SyllableScore.Tally()
        var undecodable = 0
        for sample in samples {
            guard let decoded = reading.decode(sample) else { return nil }
            tally.add(decoded.text)
            undecodable += decoded.undecodableOffsets.count
        }
        let share = tally.words == 0 ? nil : Double(tally.syllables) / Double(tally.words)
        return Candidate(reading: reading, syllableShare: share, undecodableBytes: undecodable)
    }
}

extension EncodingRanking.Candidate {
    /// Undecodable bytes weigh against a reading whatever its words look like.
    fileprivate var merit: Double { (syllableShare ?? 0) - (undecodableBytes > 0 ? 1 : 0) }
}
