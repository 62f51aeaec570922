import GeoStore
import Hummingbird

/// Tiles of maps as pictures: by XYZ names, and by OGC API Tiles with the tilesets they belong to.
struct MapTileRoutes: Sendable {
    let services: Services

    func add(to router: some RouterMethods<ServerRequestContext>) {
        router.read("/styles/{styleId}/{z}/{x}/{y}") { request, context in
            try await services.answer { try await named(request, context) }
        }
        for place in MapPlace.allCases {
            router.read("\(place.rawValue)/tiles") { request, context in
                let inquiry = try await Inquiry(request, context, services)
                let origin = try place.origin(inquiry, context, services, allowed: [])
                try FormatParameter.requireJSON(inquiry.query, accept: request.headers[.accept], as: .json)
                return try Answer(documents(inquiry).list(origin, inquiry: inquiry)).response(to: request)
            }
            router.read("\(place.rawValue)/tiles/{tileMatrixSetId}") { request, context in
                let inquiry = try await Inquiry(request, context, services)
                let origin = try place.origin(inquiry, context, services, allowed: [])
                try TileSetRoutes.checkTileMatrixSet(context.path("tileMatrixSetId"))
                try FormatParameter.requireJSON(inquiry.query, accept: request.headers[.accept], as: .json)
                return try Answer(documents(inquiry).document(origin, inquiry: inquiry)).response(to: request)
            }
            router.read("\(place.rawValue)/tiles/{tileMatrixSetId}/{tileMatrix}/{tileRow}/{tileCol}") {
                request, context in
                try await services.answer { try await numbered(place, request, context) }
            }
        }
    }

    private func documents(_ inquiry: Inquiry) -> MapTileSetDocument {
        MapTileSetDocument(links: inquiry.links, language: inquiry.language)
    }

    /// `/styles/map/14/13100/7400@2x.png`.
    private func named(_ request: Request, _ context: ServerRequestContext) async throws -> Response {
        let generation = services.recall.generation
        let inquiry = try await Inquiry(request, context, services)
        let origin = try MapPlace.style.origin(inquiry, context, services, allowed: [])
        let name = try PictureTileName(context.path("y"))
        let tile = PictureTile(
            content: origin.content,
            index: try TileParameters.index(
                matrix: context.path("z"), row: name.number, column: context.path("x")),
            pixelRatio: name.pixelRatio, format: name.format)
        let picture = try await services.maps.tile(tile, in: inquiry.catalog)
        return PictureAnswer(picture: picture)
            .response(to: request, remembering: RecallTicket(services, context, generation))
    }

    private func numbered(
        _ place: MapPlace, _ request: Request, _ context: ServerRequestContext
    ) async throws -> Response {
        let generation = services.recall.generation
        let inquiry = try await Inquiry(request, context, services)
        let origin = try place.origin(inquiry, context, services, allowed: [])
        try TileSetRoutes.checkTileMatrixSet(context.path("tileMatrixSetId"))
        let tile = PictureTile(
            content: origin.content,
            index: try TileParameters.index(
                matrix: context.path("tileMatrix"), row: context.path("tileRow"), column: context.path("tileCol")),
            format: try PictureNegotiation.format(inquiry.query, accept: request.headers[.accept]))
        let picture = try await services.maps.tile(tile, in: inquiry.catalog)
        return PictureAnswer(picture: picture, vary: PictureNegotiation.vary)
            .response(to: request, remembering: RecallTicket(services, context, generation))
    }
}
