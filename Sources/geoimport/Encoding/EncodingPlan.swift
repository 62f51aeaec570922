import FeatureExchange
import Foundation
import GeoStore
import SimpleFeatures
import VietnameseText

/// How the text columns of a layer are read, decided before anything is stored: column by column, and where a column
/// mixes encodings value by value.
struct EncodingPlan {
    /// How the values of an undecided column would read in an encoding, to choose by.
    struct SampleReading: Hashable, Sendable {
        let encoding: String
        let text: String
    }

    /// One for each text column, in the order of the fields.
    let columns: [ColumnEncoding]
    let notes: [LocalizedText]
    /// Reads the names of columns.
    let nameDecoder: TextDecoder
    /// Makes a decoder for a field; each reader of features gets its own.
    private let makers: [() -> TextDecoder]

    /// One for each field of the layer. Not for several threads: each call makes new ones.
    var decoders: [TextDecoder] { makers.map { $0() } }

    func decoder(forField index: Int) -> TextDecoder { makers[index]() }

    /// A column whose text is too little or too odd to decide for the user.
    struct Undecided: Hashable, Sendable {
        let column: String
        let claim: String?
        /// The likeliest first.
        let readings: [SampleReading]
    }

    /// Empty for a plan to import by.
    let undecided: [Undecided]

    /// - Parameter given: the user's word; wins over what the file claims and what the text says.
    /// - Throws: `ImportError.encodingUnknown`, `.encodingColumnUnknown`, `.encodingUndecided`, `FeatureExchangeError`.
    init(given: EncodingOptions, source: VectorSource, layer: SourceLayer, file: String) throws {
        try self.init(inspecting: layer, of: source, given: given)
        if let first = undecided.first {
            throw ImportError.encodingUndecided(
                file: file, claim: first.claim, column: first.column, readings: first.readings)
        }
    }

    /// For a look at a file: nothing is refused, columns that cannot be decided are in `undecided`.
    init(inspecting layer: SourceLayer, of source: VectorSource, given: EncodingOptions = EncodingOptions()) throws {
        let claimed = try layer.declaredEncoding.codePage.map { try TextReading(named: $0.name).reader }
        let names = ColumnNames(layer: layer, claim: claimed)
        let asked = try Self.asked(given, layer, names)
        let sample = try source.textSample(of: layer, isTelling: TellingText.isTelling)
        func claim(_ field: Int) -> EncodingClaim {
            guard layer.fields[field].isRawText else { return .wellFounded }
            return claimed.map { .declared($0) } ?? .none
        }
        let doctor = ColumnDoctor(
            samples: layer.fields.indices.map { field in
                layer.fields[field].isText && asked[field] == nil ? sample.values[field] : nil
            }, claim: claim)
        nameDecoder = names.decoder(leaning: doctor.leaning + asked.compactMap { $0?.reader.reading })
        var columns: [ColumnEncoding] = []
        var makers: [() -> TextDecoder] = []
        var undecided: [Undecided] = []
        for (field, values) in sample.values.enumerated() {
            let name = ComposedText.of(layer.fields[field].name(by: nameDecoder).text)
            if let reading = asked[field] {
                makers.append { ColumnDecoder(given: reading.reader).textDecoder }
                columns.append(ColumnEncoding(given: reading.reader, field: field, column: name, values))
            } else if let diagnosis = doctor.diagnoses[field] {
                if diagnosis.verdict == .ambiguous {
                    undecided.append(
                        Undecided(
                            column: name, claim: claimed?.name, readings: Self.readings(of: values, diagnosis)))
                }
                makers.append { ColumnDecoder(diagnosis, leaning: doctor.leaning).textDecoder }
                columns.append(
                    ColumnEncoding(
                        diagnosis, leaning: doctor.leaning, isDeclared: claimed != nil, field: field, column: name,
                        values))
            } else {
                makers.append { SourceText.utf8 }
            }
        }
        self.columns = columns
        self.makers = makers
        self.undecided = undecided
        notes = columns.flatMap(\.doubts)
    }

    /// What was asked for, by field.
    private static func asked(
        _ given: EncodingOptions, _ layer: SourceLayer, _ names: ColumnNames
    ) throws -> [TextReading?] {
        let all = try given.all.map { try TextReading(named: $0) }
        var asked = layer.fields.map { $0.isText && $0.isRawText ? all : nil }
        for override in given.overrides {
            guard let field = names.field(called: override.column) else {
                throw ImportError.encodingColumnUnknown(name: override.column, columns: names.texts)
            }
            asked[field] = try override.encoding.map { try TextReading(named: $0) }
        }
        return asked
    }

    private static let readingLimit = 6

    /// The most telling value as each likely encoding reads it, the best reading first.
    private static func readings(of values: [[UInt8]], _ diagnosis: ColumnDiagnosis) -> [SampleReading] {
        guard let longest = values.max(by: { $0.count < $1.count }) else { return [] }
        return diagnosis.candidates.prefix(readingLimit).compactMap { candidate in
            candidate.reader.text(of: longest).map {
                SampleReading(encoding: candidate.reader.option, text: $0.text)
            }
        }
    }

    /// One line: the encodings, the commonest first; which column has which where they differ.
    var name: LocalizedText {
        let told = columns.filter { $0.origin != .undetermined }
        let names = (told.isEmpty ? columns : told).map(\.name)
        guard let first = names.first else {
            return LocalizedText(vi: LegacyEncoding.utf8.name, en: LegacyEncoding.utf8.name)
        }
        if names.allSatisfy({ $0 == first }) { return first }
        let groups = Dictionary(grouping: told, by: \.name)
            .sorted { ($1.value.count, $0.key.en) < ($0.value.count, $1.key.en) }
        func line(_ name: (LocalizedText) -> String) -> String {
            groups.enumerated().map { index, group in
                let columns = group.value.map(\.column).joined(separator: ", ")
                return index == 0 ? name(group.key) : "\(name(group.key)) (\(columns))"
            }.joined(separator: "; ")
        }
        return LocalizedText(vi: line(\.vi), en: line(\.en))
    }

    /// The name with where it comes from.
    var summary: LocalizedText {
        let origins = Set(columns.map(\.origin)).subtracting([.undetermined])
        guard origins.count == 1, let origin = origins.first else { return name }
        let text =
            switch origin {
            case .declared: LocalizedText(vi: "như tệp ghi", en: "declared by the file")
            case .detected: LocalizedText(vi: "nhận ra từ chữ", en: "found in the text")
            case .given: LocalizedText(vi: "--encoding", en: "--encoding")
            case .overruled:
                LocalizedText(
                    vi: "nhận ra từ chữ; tệp ghi sai", en: "found in the text; what the file declares is wrong")
            case .undetermined: LocalizedText(vi: "", en: "")
            }
        return LocalizedText(vi: "\(name.vi) (\(text.vi))", en: "\(name.en) (\(text.en))")
    }

    var json: JSONValue { .array(columns.map(\.json)) }
}
