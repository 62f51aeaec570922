import SimpleFeatures
import StyleSpec
import TileEngine

/// A MapLibre style that came with a request: its layers draw collections of this server, and GeoJSON that came along.
struct SentStyle: Hashable, Sendable {
    /// Nobody's sheet waits for minutes behind it.
    static let mostLayers = 500
    static let mostFeatures = 20_000

    let name: String?
    /// The source of each is a collection, or one of `drawings` by its name.
    let compiled: CompiledStyle
    /// What came along.
    let drawings: [FeatureTiles]
    private let fingerprint: Fingerprint

    var layers: [JSONValue] { compiled.layers }

    /// Those that are drawn, in the order of drawing.
    var collections: [String] {
        let own = Set(drawings.map(\.name))
        var names: [String] = []
        for name in layers.compactMap({ $0["source"]?.string }) where !own.contains(name) && !names.contains(name) {
            names.append(name)
        }
        return names
    }

    /// - Parameter document: a source of type `geojson` holds its features; which collection a layer of any other source
    ///   draws, its source layer says, as in the styles that this server writes.
    /// - Throws: `StyleErrors`; whether there are such collections is for whoever draws.
    init(_ document: JSONObject) throws {
        var issues: [StyleIssue] = []
        let sources = document["sources"]?.object ?? JSONObject()
        drawings = try Self.drawings(sources, &issues)
        let layers = document["layers"]?.array ?? []
        if !(1...Self.mostLayers).contains(layers.count) {
            issues.append(StyleIssue(key: "layers", message: "expected 1 to \(Self.mostLayers) layers"))
        }
        let drawn = layers.enumerated().map { index, layer in
            Self.placed(layer, key: "layers[\(index)]", sources, &issues)
        }
        guard issues.isEmpty else { throw StyleErrors(all: issues) }
        compiled = try CompiledStyle(layers: drawn)
        name = document["name"]?.string
        fingerprint = Fingerprint(JSONValue.object(document).serialized)
    }

    static func == (one: Self, other: Self) -> Bool { one.fingerprint == other.fingerprint }

    func hash(into hasher: inout Hasher) { hasher.combine(fingerprint) }

    /// A layer with a collection, or what came along, as its source.
    private static func placed(
        _ layer: JSONValue, key: String, _ sources: JSONObject, _ issues: inout [StyleIssue]
    ) -> JSONValue {
        if let type = layer["type"]?.string.flatMap(LayerType.init(rawValue:)), !type.isDrawn {
            issues.append(.notDrawn(type, layer: key))
        }
        issues += StyleCheck.issues(
            ofLegend: layer["metadata"]?["geosector:legend"], key: "\(key).metadata.geosector:legend")
        guard var members = layer.object, let name = members["source"]?.string else { return layer }
        switch sources[name]?["type"]?.string {
        case "geojson":
            members["source"] = .string(drawingName(name))
            members["source-layer"] = .string(drawingName(name))
            return .object(members)
        case "vector", nil:
            if members["source-layer"] == nil { members["source-layer"] = .string(name) }
            return JSONValue.object(members).namingItsCollection
        case let type?:
            issues.append(
                StyleIssue(
                    key: "\(key).source",
                    message: "sources of type \"\(type)\" are not drawn; \"vector\" and \"geojson\" are"))
            return layer
        }
    }

    /// No collection has a blank in its id.
    private static func drawingName(_ source: String) -> String { "sent \(source)" }

    // MARK: GeoJSON

    private static func drawings(_ sources: JSONObject, _ issues: inout [StyleIssue]) throws -> [FeatureTiles] {
        var drawings: [FeatureTiles] = []
        var room = mostFeatures
        for (name, source) in sources.members where source["type"] == "geojson" {
            let key = "sources.\(name).data"
            do {
                let features = try features(of: source["data"] ?? .null, key: key)
                room -= features.count
                guard room >= 0 else {
                    throw StyleErrors(all: [StyleIssue(key: key, message: "more than \(mostFeatures) features in all")])
                }
                drawings.append(try FeatureTiles(name: drawingName(name), features: features))
            } catch let error as StyleErrors {
                issues += error.all
            }
        }
        return drawings
    }

    private static func features(
        of data: JSONValue, key: String
    ) throws(StyleErrors) -> [(geometry: Geometry, properties: JSONObject)] {
        switch data["type"]?.string {
        case "FeatureCollection":
            var features: [(geometry: Geometry, properties: JSONObject)] = []
            for (index, feature) in (data["features"]?.array ?? []).enumerated() {
                features += try self.feature(feature, key: "\(key).features[\(index)]")
            }
            return features
        case "Feature": return try feature(data, key: key)
        case nil:
            throw StyleErrors(all: [StyleIssue(key: key, message: "expected GeoJSON itself: nothing is fetched")])
        default: return [(try geometry(data, key: key), [:])]
        }
    }

    /// None where it has no place.
    private static func feature(
        _ feature: JSONValue, key: String
    ) throws(StyleErrors) -> [(geometry: Geometry, properties: JSONObject)] {
        guard feature["type"] == "Feature" else {
            throw StyleErrors(all: [StyleIssue(key: "\(key).type", message: "expected \"Feature\"")])
        }
        guard let geometry = feature["geometry"], geometry != .null else { return [] }
        return [(try self.geometry(geometry, key: "\(key).geometry"), feature["properties"]?.object ?? [:])]
    }

    private static func geometry(_ value: JSONValue, key: String) throws(StyleErrors) -> Geometry {
        do throws(GeoJSONFault) { return try GeoJSONGeometryReader.read(value) } catch {
            let place = error.path.map { "." + $0 }.joined()
            throw StyleErrors(all: [StyleIssue(key: key + place, message: error.reason.description)])
        }
    }
}
