import GeoStore
import SimpleFeatures

/// What `/collections/{collectionId}/diff` is asked with.
struct DifferenceParameters: Sendable {
    static let names: Set<String> = ["from", "to", "limit", "cursor"]
    static let defaultLimit = 1_000

    let from: Int
    let to: Int
    let limit: Int
    /// The last feature of the page before.
    let cursor: FeatureID?

    /// - Throws: `ParameterError`.
    init(_ parameters: QueryParameters, collection: PublishedCollection) throws(ParameterError) {
        try parameters.allow(Self.names)
        guard let from = try Self.version("from", parameters) else {
            throw ParameterError(parameter: "from", value: "", expected: "the number of a version of the collection")
        }
        self.from = from
        to = try Self.version("to", parameters) ?? collection.state.version
        limit = try LimitParameter.read(parameters, default: Self.defaultLimit)
        cursor = try parameters.value("cursor").map { text throws(ParameterError) in
            guard let id = FeatureID(text) else {
                throw ParameterError(parameter: "cursor", value: text, expected: "a cursor from a 'next' link")
            }
            return id
        }
    }

    private static func version(_ name: String, _ parameters: QueryParameters) throws(ParameterError) -> Int? {
        guard let text = try parameters.value(name) else { return nil }
        guard let number = Int(text), number > 0 else {
            throw ParameterError(
                parameter: name, value: text, expected: "the number of a version of the collection, from 1")
        }
        return number
    }
}
