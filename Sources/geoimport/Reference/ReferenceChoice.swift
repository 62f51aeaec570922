import FeatureExchange
import Foundation
import GeoStore
import Reprojection
import SimpleFeatures

/// Which CRS the coordinates of a layer are in, decided before anything is read.
struct ReferenceChoice: Sendable {
    /// A CRS under which the layer would lie in the country.
    struct Suggestion: Hashable, Sendable {
        let crs: CRS
        let name: String
        let place: String
        let adjustment: CoordinateAdjustment
        /// From where the first suggestion puts the layer; nil for the first.
        let metresFromFirst: Double?
        /// Of the named features, how many agree; nil when none is named.
        let agreement: String?
    }

    /// Who or what decided.
    enum Origin: String, Hashable, Sendable {
        case given, claim, names, place, outlines

        /// On what ground.
        var words: LocalizedText {
            switch self {
            case .given: LocalizedText(vi: "theo --source-crs", en: "as given")
            case .claim: LocalizedText(vi: "như tệp ghi", en: "as the file says")
            case .names: LocalizedText(vi: "theo tên đơn vị trong thuộc tính", en: "by the names of units")
            case .place: LocalizedText(vi: "theo vị trí", en: "by the place")
            case .outlines: LocalizedText(vi: "theo ranh giới trong kho", en: "by the outlines in the store")
            }
        }
    }

    /// Registered; what the coordinates are in once `adjustment` is applied.
    let crs: CRS
    let name: String
    /// Applied to every geometry before it is stored.
    let adjustment: CoordinateAdjustment
    let origin: Origin
    /// From the CRS to WGS 84.
    let operation: CoordinateTransform.Operation
    let notes: [LocalizedText]
    /// Codes by which reports count, each `noted`.
    let issues: [ImportIssue]
    /// Where the layer lies; nil for a layer without features.
    let place: String?
    let scores: [CandidateScore]

    /// The given CRS wins over the file's; what the file says is tested; without either the data decide, beyond doubt or
    /// not at all.
    /// - Throws: `ImportError`, `ProjError`, and what reading throws.
    init(
        given: CRS?, source: VectorSource, layer: SourceLayer, file: String, decoders: [TextDecoder] = [],
        nameDecoder: TextDecoder? = nil,
        units: UnitPlaces
    ) throws {
        try self.init(
            ReferenceStudy(
                given: given, source: source, layer: layer, file: file, decoders: decoders, nameDecoder: nameDecoder,
                units: units))
    }

    /// - Throws: `ImportError`, `ProjError`, `GeoStoreError`.
    init(_ study: ReferenceStudy) throws {
        var findings = ReferenceFindings(study)
        let decision = try ReferenceDecision(study, &findings)
        // CRS84 and EPSG:4326 are one here; the user's word for it stays.
        crs = study.given == .crs84 ? .crs84 : decision.candidate.crs
        name = try CRSDefinition(crs).name
        adjustment = decision.candidate.adjustment
        origin = decision.origin
        operation = try CoordinateTransform(from: crs, to: .crs84).operation
        let score = study.ranking.score(of: decision.candidate)
        place = score?.placeText
        scores = study.ranking.scores
        try findings.describe(decision.candidate, score, operation)
        notes = findings.notes
        issues = findings.issues
    }

    /// Candidates under which the layer lies in the country, the best first.
    static func suggestions(for ranking: ReferenceRanking) -> [Suggestion] {
        suggestions(ranking.scores.filter { $0.insideShare >= 0.5 && $0.candidate.usage == .usual })
    }

    /// More than anybody compares.
    private static let suggestionLimit = 12

    static func suggestions(_ scores: [CandidateScore]) -> [Suggestion] {
        scores.prefix(suggestionLimit).enumerated().map { index, score in
            Suggestion(
                crs: score.candidate.crs, name: score.name, place: score.placeText,
                adjustment: score.candidate.adjustment,
                metresFromFirst: index == 0 ? nil : score.metres(from: scores[0]),
                agreement: score.named == 0 ? nil : "\(score.agreeing)/\(score.named)")
        }
    }

    /// For the report and the version's provenance.
    var json: JSONValue {
        [
            "crs": .string(crs.identifier), "name": .string(name), "decidedBy": .string(origin.rawValue),
            "adjustment": adjustment.json, "place": JSONValue(place), "operation": .string(operation.name),
            "accuracyInMetres": operation.accuracyInMetres.map(JSONValue.real) ?? .null,
            "notes": .array(notes.map { ["vi": .string($0.vi), "en": .string($0.en)] }),
            "issues": .array(issues.map { ["code": .string($0.code), "detail": .string($0.detail.en)] }),
            "candidates": ReferenceTable(scores).json,
        ]
    }
}
