import GeoStore
import SimpleFeatures

/// A request's body as edits: a Feature, a FeatureCollection, or a merge patch of a Feature (RFC 7946, RFC 7396).
struct FeatureBody: Sendable {
    let value: JSONValue
    /// Whether coordinates come north first.
    let isNorthFirst: Bool

    /// - Throws: `EditingError.notJSON`.
    init(_ bytes: [UInt8], isNorthFirst: Bool) throws(EditingError) {
        do throws(JSONError) { value = try JSONReader.read(bytes) } catch {
            throw EditingError.notJSON(reason: error.reason, byte: error.byteOffset)
        }
        self.isNorthFirst = isNorthFirst
    }

    /// Whether it is a list of features, which is answered as one.
    var isCollection: Bool { value["type"]?.string == "FeatureCollection" }

    /// New features. An `id` is passed over: the store gives one.
    func created() throws(EditingError) -> [FeatureEdit] {
        guard isCollection else { return [try created(value, "")] }
        guard let features = value["features"]?.array else {
            throw EditingError.malformed(reason: "a FeatureCollection has 'features', an array", pointer: "/features")
        }
        guard !features.isEmpty else {
            throw EditingError.malformed(reason: "there is no feature to create", pointer: "/features")
        }
        var edits: [FeatureEdit] = []
        for (index, feature) in features.enumerated() { edits.append(try created(feature, "/features/\(index)")) }
        return edits
    }

    private func created(_ feature: JSONValue, _ place: String) throws(EditingError) -> FeatureEdit {
        let (geometry, properties) = try whole(feature, place)
        return .create(geometry: geometry, properties: properties)
    }

    func replacement(of id: FeatureID, expecting tags: Set<String>?) throws(EditingError) -> FeatureEdit {
        let (geometry, properties) = try whole(value, "")
        try requireSameID(id)
        return .replace(id, geometry: geometry, properties: properties, expecting: tags)
    }

    func patch(of id: FeatureID, expecting tags: Set<String>?) throws(EditingError) -> FeatureEdit {
        guard let object = value.object else {
            throw EditingError.malformed(reason: "a merge patch of a feature is an object", pointer: "")
        }
        let known = ["type", "id", "geometry", "properties", "bbox", "links"]
        if let stranger = object.members.first(where: { !known.contains($0.key) }) {
            throw EditingError.malformed(
                reason: "a feature has no member '\(stranger.key)'; properties stand in 'properties'",
                pointer: "/\(stranger.key)")
        }
        if let type = object["type"], type.string != "Feature" {
            throw EditingError.malformed(reason: "the type of a feature stays 'Feature'", pointer: "/type")
        }
        try requireSameID(id)
        var change = FeatureEdit.GeometryChange.kept
        if let geometry = object["geometry"] { change = .set(try self.geometry(geometry, "/geometry")) }
        return .merge(
            id, geometry: change, properties: try properties(object["properties"] ?? [:], "/properties"),
            expecting: tags)
    }

    /// - Parameter place: pointer to the feature.
    private func whole(
        _ feature: JSONValue, _ place: String
    ) throws(EditingError) -> (geometry: Geometry?, properties: JSONObject) {
        guard feature["type"]?.string == "Feature" else {
            throw EditingError.malformed(reason: "expected a GeoJSON Feature", pointer: "\(place)/type")
        }
        guard let geometry = feature["geometry"] else {
            throw EditingError.malformed(
                reason: "a Feature has a 'geometry', null where there is none", pointer: "\(place)/geometry")
        }
        // RFC 7946, 3.2: an object or null.
        let properties = feature["properties"] == .null ? [:] : feature["properties"] ?? .null
        return (
            try self.geometry(geometry, "\(place)/geometry"), try self.properties(properties, "\(place)/properties")
        )
    }

    private func properties(_ value: JSONValue, _ place: String) throws(EditingError) -> JSONObject {
        guard let object = value.object else {
            throw EditingError.malformed(reason: "'properties' is an object of names and values", pointer: place)
        }
        return object
    }

    private func geometry(_ value: JSONValue, _ place: String) throws(EditingError) -> Geometry? {
        if value == .null { return nil }
        do throws(GeoJSONFault) {
            let geometry = try GeoJSONGeometryReader.read(value)
            return isNorthFirst ? geometry.axesSwapped : geometry
        } catch {
            let pointer = place + error.path.map { "/\($0)" }.joined()
            throw EditingError.malformed(reason: error.reason.description, pointer: pointer)
        }
    }

    private func requireSameID(_ id: FeatureID) throws(EditingError) {
        guard let given = value["id"], given != .null else { return }
        guard given.integer == id.value || given.string == id.description else {
            throw EditingError.malformed(
                reason: "the id of a feature stays what it is: here it is \(id)", pointer: "/id")
        }
    }
}
