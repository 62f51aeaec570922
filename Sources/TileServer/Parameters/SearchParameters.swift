import GeoStore
import SimpleFeatures

/// The query of a search.
struct SearchParameters: Sendable {
    static let defaultLimit = 10
    static let maximumLimit = 50
    static let names: Set<String> = ["q", "collections", "bbox", "limit"]

    let query: SearchQuery

    /// - Throws: `ParameterError`, `GeoStoreError.collectionNotFound`.
    init(_ parameters: QueryParameters, links: LinkBuilder, catalog: Catalog) throws {
        try parameters.allow(Self.names)
        let text = try parameters.value("q") ?? ""
        guard text.contains(where: { $0.isLetter || $0.isNumber }) else {
            throw ParameterError(parameter: "q", value: text, expected: "a text with a letter or a digit")
        }
        guard text.count <= SearchQuery.maximumLength else {
            throw ParameterError(
                parameter: "q", value: String(text.prefix(20)) + "…",
                expected: "at most \(SearchQuery.maximumLength) characters")
        }
        // A form sends a choice that was not made as an empty text.
        let isChosen = try parameters.value("collections")?.isEmpty == false
        let chosen = isChosen ? try CollectionsParameter.read(parameters, links: links, catalog: catalog) : nil
        var query = SearchQuery(text, in: chosen ?? catalog.collections)
        query.answersPlaces = chosen == nil
        query.near = try BBoxParameter.read(parameters)?.first
        query.limit = try Self.limit(parameters)
        self.query = query
    }

    private static func limit(_ parameters: QueryParameters) throws(ParameterError) -> Int {
        guard let text = try parameters.value("limit") else { return defaultLimit }
        guard let limit = Int(text), limit > 0 else {
            throw ParameterError(parameter: "limit", value: text, expected: "a whole number from 1")
        }
        return min(limit, maximumLimit)
    }
}
