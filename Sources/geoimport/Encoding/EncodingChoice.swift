import FeatureExchange
import VietnameseText

/// How the text columns of a layer are read, decided before anything is stored.
struct EncodingChoice {
    /// How one value would read in an encoding, to choose by.
    struct SampleReading: Hashable, Sendable {
        let encoding: String
        let text: String
    }

    let name: String
    /// Where the choice came from.
    let origin: String
    let decoder: TextDecoder

    var summary: String { origin.isEmpty ? name : "\(name) (\(origin))" }

    /// - Parameter given: the user's word; wins over what the file claims.
    /// - Throws: `ImportError.encodingUnknown`, `.encodingUndecided`, `FeatureExchangeError`.
    init(given: String?, source: VectorSource, layer: SourceLayer, file: String) throws {
        guard layer.fields.contains(where: \.isRawText) else {
            self.init(
                name: "UTF-8", origin: given == nil ? "" : "the format is always UTF-8; --encoding was not needed",
                decoder: SourceText.utf8)
            return
        }
        if let given {
            self.init(name: try Self.displayName(given), origin: "--encoding", decoder: try Self.decoder(named: given))
            return
        }
        let claim = layer.declaredEncoding.codePage?.name
        let decoder = try claim.map(Self.decoder(named:)) ?? Self.legacy(.utf8)
        let sample = try source.textSample(of: layer)
        if let fault = Self.firstUndecodable(sample, decoder) {
            throw ImportError.encodingUndecided(
                file: file, claim: claim, column: layer.fields[fault.column].name(by: SourceText.asciiOnly).text,
                readings: Self.readings(of: fault.values))
        }
        let origin = claim == nil ? "no declaration; every value is well-formed" : "declared by the file"
        self.init(name: claim ?? "UTF-8", origin: origin, decoder: decoder)
    }

    private init(name: String, origin: String, decoder: @escaping TextDecoder) {
        self.name = name
        self.origin = origin
        self.decoder = decoder
    }

    private static func displayName(_ name: String) throws -> String {
        if let legacy = LegacyEncoding(name: name) { return legacy.name }
        if let page = CodePage(name: name) { return page.name }
        throw ImportError.encodingUnknown(name)
    }

    /// Our own tables go first: the C library loses letters of Windows-1258 and knows neither TCVN3 nor VNI.
    private static func decoder(named name: String) throws -> TextDecoder {
        if let encoding = LegacyEncoding(name: name) { return legacy(encoding) }
        guard let page = CodePage(name: name) else { throw ImportError.encodingUnknown(name) }
        return try page.makeDecoder()
    }

    private static func legacy(_ encoding: LegacyEncoding) -> TextDecoder {
        { bytes in
            let decoded = encoding.decode(bytes)
            return SourceText(decoded.text, undecodableBytes: decoded.undecodableOffsets.count)
        }
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

    /// The most telling value as each likely encoding reads it, the best reading first.
    private static func readings(of values: [[UInt8]]) -> [SampleReading] {
        guard let longest = values.max(by: { $0.count < $1.count }) else { return [] }
        return EncodingRanking(samples: values).candidates.compactMap { candidate in
            guard case .encoding(let encoding) = candidate.reading, encoding != .utf8 else { return nil }
            return SampleReading(encoding: encoding.rawValue, text: encoding.decode(longest).text)
        }
    }
}
