import CQL2
import Foundation
import GeoStore
import SimpleFeatures
import VietnameseText

/// `properties=a,b`: which properties a feature has in the answer. Its id and geometry stay whatever is chosen.
enum PropertiesParameter {
    /// Names that may stand in the list and choose nothing.
    private static let always = Set(Queryables.identifiers + [Queryables.geometry])

    /// - Returns: nil when the parameter is absent.
    static func read(_ parameters: QueryParameters, schema: FeatureSchema) throws(ParameterError) -> Set<String>? {
        guard let text = try parameters.value("properties") else { return nil }
        var names: Set<String> = []
        for name in text.split(separator: ",").map({ String($0.trimmingBlanks) }) {
            if schema.property(named: name) != nil {
                names.insert(name)
            } else if !always.contains(name) {
                throw .unknownProperty(name, in: "properties", known: schema.properties.map(\.name))
            }
        }
        return names
    }
}

/// `ids=1,2,3`.
enum IdsParameter {
    static let maximumCount = 10_000

    /// - Returns: nil when the parameter is absent.
    static func read(_ parameters: QueryParameters) throws(ParameterError) -> [FeatureID]? {
        guard let text = try parameters.value("ids") else { return nil }
        let parts = text.split(separator: ",", omittingEmptySubsequences: false)
        let ids = parts.compactMap { FeatureID($0.trimmingBlanks) }
        guard ids.count == parts.count, ids.count <= maximumCount else {
            throw ParameterError(
                parameter: "ids", value: String(text.prefix(200)),
                expected: "up to \(maximumCount) ids of features, joined by commas")
        }
        return ids
    }
}

/// `q=`: words that occur in the texts of a feature, without regard to case, tone marks and đ. All words must; a comma
/// separates alternatives.
enum WordsParameter {
    static let maximumLength = 200

    /// - Returns: folded words; empty when the parameter is absent.
    static func read(_ parameters: QueryParameters) throws(ParameterError) -> [[String]] {
        guard let text = try parameters.value("q") else { return [] }
        let alternatives = text.split(separator: ",").map { alternative in
            SearchText.folded(String(alternative)).split(separator: " ").map(String.init)
        }
        let words = alternatives.filter { !$0.isEmpty }
        guard !words.isEmpty, text.count <= maximumLength else {
            throw ParameterError(
                parameter: "q", value: String(text.prefix(maximumLength)),
                expected: "words, \(maximumLength) characters at most; a comma separates alternatives")
        }
        return words
    }
}

/// `true` or `false`.
enum FlagParameter {
    static func read(_ name: String, _ parameters: QueryParameters, default value: Bool) throws(ParameterError) -> Bool
    {
        switch try parameters.value(name) {
        case nil: return value
        case "true": return true
        case "false": return false
        case .some(let text): throw ParameterError(parameter: name, value: text, expected: "true or false")
        }
    }
}

/// `resultType` as WFS and GDAL have it: `hits` counts and sends no features.
enum ResultTypeParameter {
    static let names = ["resultType", "resulttype"]

    static func isHits(_ parameters: QueryParameters) throws(ParameterError) -> Bool {
        for name in names {
            guard let text = try parameters.value(name) else { continue }
            guard ["hits", "results"].contains(text) else {
                throw ParameterError(parameter: name, value: text, expected: "hits or results")
            }
            return text == "hits"
        }
        return false
    }
}

/// `zoom-level=12`: geometries simplified to what is seen at that zoom of the map.
enum ZoomLevelParameter {
    /// Half a pixel of the finest zoom is less than a centimetre.
    static let range = 0...24

    /// - Returns: how far a line may move, in units of the storage CRS: half a pixel of a 512-pixel tile.
    static func tolerance(
        _ parameters: QueryParameters, collection: PublishedCollection
    ) throws -> Double? {
        guard let text = try parameters.value("zoom-level") else { return nil }
        guard let zoom = Int(text), range.contains(zoom), text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            throw ParameterError(
                parameter: "zoom-level", value: text,
                expected: "a whole number from \(range.lowerBound) to \(range.upperBound)")
        }
        let degrees = 360.0 / 512 / Double(1 << zoom) / 2
        if try CRSAxes.of(collection.storageCRS).isGeographic { return degrees }
        let metres = degrees * metresPerDegree
        // Web Mercator draws degrees as wide everywhere.
        if collection.storageCRS == .epsg(3857) { return metres }
        let latitude = collection.envelope?.centre.y ?? 0
        return metres * cos(latitude * .pi / 180)
    }

    /// Along the equator of WGS 84: 40,075,016.686 m.
    private static let metresPerDegree = 111_319.490_793
}

extension ParameterError {
    static func unknownProperty(_ name: String, in parameter: String, known: [String]) -> ParameterError {
        let near = NearMatches.of(name, among: known)
        return ParameterError(
            parameter: parameter, value: name,
            expected: near.isEmpty
                ? "one of the properties \(known.joined(separator: ", "))"
                : "a property; did you mean \(near.joined(separator: ", "))?",
            suggestions: near)
    }
}
