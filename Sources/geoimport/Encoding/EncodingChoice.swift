import FeatureExchange
import VietnameseText

/// How the text columns of a layer are read, decided before anything is stored.
struct EncodingChoice {
    /// How one value would read in an encoding, to choose by.
    struct SampleReading: Hashable, Sendable {
        let encoding: String
        let text: String
    }

    let reading: TextReading
    /// Where the choice came from.
    let origin: String
    let notes: [String]

    var name: String { reading.name }
    var decoder: TextDecoder { reading.decoder }
    var summary: String { origin.isEmpty ? name : "\(name) (\(origin))" }

    /// - Parameter given: the user's word; wins over what the file claims.
    /// - Throws: `ImportError.encodingUnknown`, `.encodingUndecided`, `FeatureExchangeError`.
    init(given: String?, source: VectorSource, layer: SourceLayer, file: String) throws {
        let asked = try given.map { try TextReading(named: $0) }
        guard layer.fields.contains(where: \.isRawText) else {
            self.init(.utf8, origin: asked == nil ? "" : "the format is always UTF-8; --encoding was not needed")
            return
        }
        if let asked {
            self.init(asked, origin: "--encoding")
            return
        }
        let claim = layer.declaredEncoding.codePage?.name
        let reading = try claim.map { try TextReading(named: $0) } ?? .utf8
        let sample = try source.textSample(of: layer)
        if let fault = Self.firstUndecodable(sample, reading.decoder) {
            throw ImportError.encodingUndecided(
                file: file, claim: claim, column: layer.fields[fault.column].name(by: SourceText.asciiOnly).text,
                readings: Self.readings(of: fault.values))
        }
        let origin = claim == nil ? "no declaration; every value is well-formed" : "declared by the file"
        self.init(reading, origin: origin, notes: Self.doubts(about: reading, sample))
    }

    private init(_ reading: TextReading, origin: String, notes: [String] = []) {
        self.reading = reading
        self.origin = origin
        self.notes = notes
    }

    private static func firstUndecodable(
        _ sample: TextSample, _ decoder: TextDecoder
    ) -> (column: Int, values: [[UInt8]])? {
        for (column, values) in sample.values.enumerated() {
            let isBroken = values.contains { value in value.withUnsafeBytes { decoder($0) }.undecodableBytes > 0 }
            if isBroken { return (column, values) }
        }
        return nil
    }

    /// Files lie about their encoding, and text may have been damaged before it came here: bytes that are well-formed
    /// in the encoding claimed, and Vietnamese in another one only.
    private static func doubts(about reading: TextReading, _ sample: TextSample) -> [String] {
        let values = sample.values.flatMap { $0 }
        guard let better = EncodingRanking(samples: values).suggestion,
            let longest = values.max(by: { $0.count < $1.count })
        else { return [] }
        let read = longest.withUnsafeBytes { reading.decoder($0) }.text
        let texts = values.map { value in value.withUnsafeBytes { reading.decoder($0) }.text }
        // Text that is Vietnamese as it stands is left in peace, however it may read otherwise.
        guard let share = SyllableScore.share(of: texts.joined(separator: " ")), share < Self.doubtfulShare,
            let other = better.reading.decode(longest)?.text, other != read
        else { return [] }
        let option = TextReading.option(better.reading)
        return ["the text looks wrong: '\(read)' would be '\(other)' with --encoding \(option)"]
    }

    /// Vietnamese text in its right encoding reaches 0.9 (`EncodingRanking`).
    private static let doubtfulShare = 0.5

    /// The most telling value as each likely encoding reads it, the best reading first.
    private static func readings(of values: [[UInt8]]) -> [SampleReading] {
        guard let longest = values.max(by: { $0.count < $1.count }) else { return [] }
        return EncodingRanking(samples: values).candidates.compactMap { candidate in
            guard case .encoding(let encoding) = candidate.reading, encoding != .utf8 else { return nil }
            return SampleReading(
                encoding: TextReading.option(candidate.reading), text: encoding.decode(longest).text)
        }
    }
}
