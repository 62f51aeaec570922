import SimpleFeatures

@testable import StyleSpec

/// A feature whose parts are given.
final class FixtureFeature: StyleFeature {
    let properties: StyleObject
    let id: StyleValue
    let geometryType: StyleGeometryType
    let tileGeometry: [[TilePoint]]?
    private let states: JSONObject

    init(
        _ properties: JSONObject = JSONObject(), id: JSONValue = .null, type: StyleGeometryType = .unknown,
        geometry: [[TilePoint]]? = nil, states: JSONObject = JSONObject()
    ) {
        self.properties = StyleObject(properties.members.map { (key: $0.key, value: StyleValue($0.value)) })
        self.id = StyleValue(id)
        geometryType = type
        tileGeometry = geometry
        self.states = states
    }

    func value(of property: PropertyName) -> StyleValue? { properties[property.text] }

    func state(of key: String) -> StyleValue? { states[key].map(StyleValue.init) }
}
