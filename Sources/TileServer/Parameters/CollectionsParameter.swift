import GeoStore

/// `collections` (OGC 20-057, /req/collections-selection/query-collections): ids, or URLs of collections of this
/// server, with commas between.
enum CollectionsParameter {
    /// - Returns: each once, in the order asked for; nil when the parameter is absent.
    /// - Throws: `ParameterError`, `GeoStoreError.collectionNotFound`.
    static func read(
        _ parameters: QueryParameters, links: LinkBuilder, catalog: Catalog
    ) throws -> [PublishedCollection]? {
        guard let text = try parameters.value("collections") else { return nil }
        let prefix = links.url("/collections/")
        var chosen: [PublishedCollection] = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            let id = part.hasPrefix(prefix) ? part.dropFirst(prefix.count) : part
            guard !id.isEmpty else {
                throw ParameterError(parameter: "collections", value: text, expected: "ids with commas between")
            }
            let collection = try catalog.collection(String(id))
            if !chosen.contains(where: { $0.id == collection.id }) { chosen.append(collection) }
        }
        return chosen
    }
}
