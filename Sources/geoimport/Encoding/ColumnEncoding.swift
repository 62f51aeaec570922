import Foundation
import GeoStore
import SimpleFeatures

/// How one text column is read, and how that was found out.
struct ColumnEncoding: Hashable, Sendable {
    enum Origin: String, Hashable, Sendable {
        /// The file or its format says so, and the text agrees.
        case declared
        /// Nobody said anything; the text did.
        case detected
        /// `--encoding`.
        case given
        /// The file says otherwise, and is wrong.
        case overruled
        /// No value tells encodings apart.
        case undetermined
    }

    struct Sample: Hashable, Sendable {
        let bytes: [UInt8]
        let text: String
    }

    /// Values of the column that are in another encoding, among the values looked at.
    struct Other: Hashable, Sendable {
        let name: LocalizedText
        let count: Int
    }

    /// An index into `SourceLayer.fields`.
    let field: Int
    let column: String
    let name: LocalizedText
    /// What `--encoding` calls it.
    let option: String
    let others: [Other]
    /// Values looked at.
    let sampleCount: Int
    /// 0…1.
    let confidence: Double
    let origin: Origin
    /// Up to five.
    let samples: [Sample]
    let doubts: [LocalizedText]

    var json: JSONValue {
        [
            "column": .string(column), "encoding": .string(name.en), "option": .string(option),
            "origin": .string(origin.rawValue), "confidence": .real((confidence * 1000).rounded() / 1000),
            "sampled": JSONValue(sampleCount),
            "others": .array(others.map { ["encoding": .string($0.name.en), "count": JSONValue($0.count)] }),
            "samples": .array(
                samples.map { sample in
                    ["bytes": .string(Self.hexadecimal(sample.bytes)), "text": .string(sample.text)]
                }),
            "doubts": .array(doubts.map { ["vi": .string($0.vi), "en": .string($0.en)] }),
        ]
    }

    private static func hexadecimal(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
