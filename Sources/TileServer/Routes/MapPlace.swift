import GeoStore

/// Where the API has maps: the paths that lie before `/tiles`, or are maps themselves.
enum MapPlace: String, CaseIterable {
    case dataset = "/map"
    case collection = "/collections/{collectionId}/map"
    case style = "/styles/{styleId}/map"

    /// What the map of a request is made from, when it takes no other parameters than those.
    /// - Throws: `ParameterError`, `GeoStoreError.collectionNotFound`, `RequestError.styleNotFound`.
    func origin(
        _ inquiry: Inquiry, _ context: ServerRequestContext, _ services: Services, allowed: Set<String>
    ) throws -> MapOrigin {
        try inquiry.query.allow(self == .dataset ? allowed.union(["collections"]) : allowed)
        switch self {
        case .dataset:
            let chosen = try CollectionsParameter.read(inquiry.query, links: inquiry.links, catalog: inquiry.catalog)
            return .dataset(title: services.configuration.title, chosen: chosen)
        case .collection:
            return .collection(try inquiry.catalog.collection(context.path("collectionId")))
        case .style:
            let id = try context.path("styleId")
            guard services.styles.ids.contains(id) else {
                throw RequestError.styleNotFound(id, known: services.styles.ids)
            }
            let title = services.styles.styles.first { $0.id == id }?.title(in: inquiry.language)
            return .style(id: id, title: title ?? services.pages.word("map", inquiry.language))
        }
    }
}
