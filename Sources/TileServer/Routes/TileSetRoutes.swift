import GeoStore
import Hummingbird
import SimpleFeatures
import Tiling

/// Tilesets and tile matrix sets: what OGC API Tiles (20-057) tells about tiles. The tiles are `TileRoutes`'.
struct TileSetRoutes: Sendable {
    let services: Services

    func add(to router: some RouterMethods<ServerRequestContext>) {
        router.read("/tileMatrixSets") { request, context in try await tileMatrixSets(request, context) }
        router.read("/tileMatrixSets/{tileMatrixSetId}") { request, context in
            try await tileMatrixSet(request, context, id: context.path("tileMatrixSetId"))
        }
        router.read("/tiles") { request, context in
            let inquiry = try await Inquiry(request, context, services)
            try inquiry.query.allow([])
            return try list(.dataset(title: services.configuration.title, chosen: nil), inquiry)
        }
        router.read("/collections/{collectionId}/tiles") { request, context in
            let inquiry = try await Inquiry(request, context, services)
            try inquiry.query.allow([])
            return try list(.collection(inquiry.catalog.collection(context.path("collectionId"))), inquiry)
        }
        router.read("/collections/{collectionId}/tiles/{tileMatrixSetId}") { request, context in
            let inquiry = try await Inquiry(request, context, services)
            try inquiry.query.allow([])
            let collection = try inquiry.catalog.collection(context.path("collectionId"))
            try Self.checkTileMatrixSet(context.path("tileMatrixSetId"))
            return try await tileSet(.collection(collection), inquiry)
        }
    }

    static func checkTileMatrixSet(_ id: String) throws(RequestError) {
        guard id == TileMatrixSet.webMercatorQuad.id else { throw RequestError.tileMatrixSetNotFound(id) }
    }

    /// `/tiles/WebMercatorQuad`, whose path is `/tiles/{collectionIds}` to the router.
    func datasetTileSet(_ request: Request, _ context: ServerRequestContext) async throws -> Response {
        let inquiry = try await Inquiry(request, context, services)
        try inquiry.query.allow(["collections"])
        let chosen = try CollectionsParameter.read(inquiry.query, links: inquiry.links, catalog: inquiry.catalog)
        return try await tileSet(
            .dataset(title: services.configuration.title, chosen: chosen?.map(\.id)), inquiry)
    }

    private func tileMatrixSets(_ request: Request, _ context: ServerRequestContext) async throws -> Response {
        let inquiry = try await Inquiry(request, context, services)
        try inquiry.query.allow([])
        if try inquiry.prefersHTML() {
            return try TilePages(inquiry: inquiry, services: services).matrixSets.answer(inquiry, services)
                .response(to: request)
        }
        return try Answer(TileMatrixSetDocument(links: inquiry.links).list(inquiry)).response(to: request)
    }

    private func tileMatrixSet(_ request: Request, _ context: ServerRequestContext, id: String) async throws -> Response
    {
        let inquiry = try await Inquiry(request, context, services)
        try inquiry.query.allow([])
        try Self.checkTileMatrixSet(id)
        if try inquiry.prefersHTML() {
            return try TilePages(inquiry: inquiry, services: services).matrixSet(.webMercatorQuad)
                .answer(inquiry, services).response(to: request)
        }
        let documents = TileMatrixSetDocument(links: inquiry.links)
        return try Answer(documents.document(.webMercatorQuad, inquiry: inquiry)).response(to: request)
    }

    private func list(_ origin: TileSetOrigin, _ inquiry: Inquiry) throws -> Response {
        if try inquiry.prefersHTML() {
            return try TilePages(inquiry: inquiry, services: services).list(origin).answer(inquiry, services)
                .response(to: inquiry.request)
        }
        let documents = TileSetDocument(links: inquiry.links, language: inquiry.language)
        return try Answer(documents.list(origin, inquiry: inquiry)).response(to: inquiry.request)
    }

    private func tileSet(_ origin: TileSetOrigin, _ inquiry: Inquiry) async throws -> Response {
        let asHTML = try inquiry.prefersHTML()
        let set = try await services.answer { try await services.directory.set(origin.names, in: inquiry.catalog) }
        if asHTML {
            return try TilePages(inquiry: inquiry, services: services).tileSet(set, of: origin)
                .answer(inquiry, services).response(to: inquiry.request)
        }
        let documents = TileSetDocument(links: inquiry.links, language: inquiry.language)
        return try Answer(documents.document(set, of: origin, inquiry: inquiry)).response(to: inquiry.request)
    }
}
