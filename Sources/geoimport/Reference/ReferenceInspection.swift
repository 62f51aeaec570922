import FeatureExchange
import GeoStore
import SimpleFeatures

/// What `inspect` says of the CRS of a layer: what would be done, and how the candidates compare.
struct ReferenceInspection {
    private let table: ReferenceTable
    private let outcome: Result<ReferenceChoice, ImportError>

    /// - Throws: what reading throws; a refusal is an answer, not a failure.
    init(
        of layer: SourceLayer, in source: VectorSource, given: CRS? = nil, decoders: [TextDecoder] = [],
        nameDecoder: TextDecoder? = nil,
        units: UnitPlaces
    ) throws {
        let study = try ReferenceStudy(
            given: given, source: source, layer: layer, file: layer.name, decoders: decoders,
            nameDecoder: nameDecoder, units: units)
        table = ReferenceTable(study.ranking.scores)
        do {
            outcome = .success(try ReferenceChoice(study))
        } catch let error as ImportError {
            outcome = .failure(error)
        }
    }

    var lines: [LocalizedText] {
        switch outcome {
        case .success(let choice):
            let name = "\(choice.crs) – \(choice.name)"
            let taken = LocalizedText(
                vi: "sẽ dùng \(name) (\(choice.origin.words.vi))",
                en: "would be taken as \(name) (\(choice.origin.words.en))")
            return [taken] + choice.notes + table.lines
        case .failure(let error):
            let reason = ErrorText.text(error)
            func first(_ text: String) -> Substring { text.prefix { !$0.isNewline } }
            return [
                LocalizedText(vi: "sẽ bị từ chối: \(first(reason.vi))", en: "would be refused: \(first(reason.en))")
            ] + table.lines
        }
    }

    var json: JSONValue {
        switch outcome {
        case .success(let choice): choice.json
        case .failure(let error):
            ["refused": .string(ErrorText.text(error).en), "candidates": table.json]
        }
    }
}
