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
        units: UnitPlaces
    ) throws {
        let study = try ReferenceStudy(
            given: given, source: source, layer: layer, file: layer.name, decoders: decoders, units: units)
        table = ReferenceTable(study.ranking.scores)
        do {
            outcome = .success(try ReferenceChoice(study))
        } catch let error as ImportError {
            outcome = .failure(error)
        }
    }

    var lines: [String] {
        switch outcome {
        case .success(let choice):
            ["would be taken as \(choice.crs) – \(choice.name) (\(choice.origin.rawValue))"]
                + choice.notes.map(\.en) + table.lines
        case .failure(let error):
            ["would be refused: \(ErrorText.sentence(error).split(separator: "\n").first ?? "")"] + table.lines
        }
    }

    var json: JSONValue {
        switch outcome {
        case .success(let choice): choice.json
        case .failure(let error):
            ["refused": .string(ErrorText.sentence(error)), "candidates": table.json]
        }
    }
}
