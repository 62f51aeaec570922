import GeoStore
import HTTPTypes
import Hummingbird

/// The Web Map Tile Service 1.0.0, by parameters and by paths. What is wrong with a request is told as OWS Common has it,
/// with status 400.
struct WMTSRoutes: Sendable {
    let services: Services

    func add(to router: some RouterMethods<ServerRequestContext>) {
        router.read("/wmts") { request, context in
            try await told(request) { try await answer(ServiceParameters(request.uri.query), request, context) }
        }
        router.read("/wmts/1.0.0/WMTSCapabilities.xml") { request, context in
            try await told(request) { try await capabilities(Inquiry(request, context, services)) }
        }
        router.read("/wmts/1.0.0/{layer}/{style}/{tileMatrixSet}/{tileMatrix}/{tileRow}/{tileCol}") {
            request, context in
            try await told(request) { try await tile(request, context) }
        }
    }

    private func answer(
        _ parameters: ServiceParameters, _ request: Request, _ context: ServerRequestContext
    ) async throws -> Response {
        let generation = services.recall.generation
        try parameters.requireService("WMTS")
        let offered = "GetCapabilities or GetTile"
        let operation = try parameters.required("REQUEST", expected: offered)
        let inquiry = try await Inquiry(request, context, services)
        switch operation.lowercased() {
        case "getcapabilities": return try capabilities(inquiry)
        case "gettile":
            let wanted = try WMTSParameters(layers: layers(of: inquiry)) { name throws(ServiceFault) in
                try parameters.value(name)
            }
            return try await picture(wanted.tile, inquiry, RecallTicket(services, context, generation))
        default: throw ServiceFault(.operationNotSupported, "REQUEST", operation, expected: offered)
        }
    }

    private func tile(_ request: Request, _ context: ServerRequestContext) async throws -> Response {
        let generation = services.recall.generation
        let inquiry = try await Inquiry(request, context, services)
        let name = try PictureTileName(context.path("tileCol"))
        let parts = [
            "LAYER": try context.path("layer"), "STYLE": try context.path("style"),
            "TILEMATRIXSET": try context.path("tileMatrixSet"), "TILEMATRIX": try context.path("tileMatrix"),
            "TILEROW": try context.path("tileRow"), "TILECOL": name.number, "FORMAT": name.format.type.essence,
        ]
        var wanted = try WMTSParameters(layers: layers(of: inquiry)) { name throws(ServiceFault) in parts[name] }.tile
        wanted.pixelRatio = name.pixelRatio
        return try await picture(wanted, inquiry, RecallTicket(services, context, generation))
    }

    private func layers(of inquiry: Inquiry) -> MapLayers {
        MapLayers(catalog: inquiry.catalog, styles: services.styles)
    }

    private func capabilities(_ inquiry: Inquiry) throws -> Response {
        let layers = layers(of: inquiry)
        return try WMTSCapabilities(
            layers: layers, uses: layers.styleUses, links: inquiry.links, language: .ofService(inquiry.query),
            configuration: services.configuration
        ).answer.response(to: inquiry.request)
    }

    private func picture(
        _ tile: PictureTile, _ inquiry: Inquiry, _ ticket: RecallTicket
    ) async throws -> Response {
        PictureAnswer(picture: try await services.maps.tile(tile, in: inquiry.catalog))
            .response(to: inquiry.request, remembering: ticket)
    }

    /// What is no fault of the request is told as everywhere else.
    private func told(_ request: Request, _ body: () async throws -> Response) async throws -> Response {
        do { return try await services.answer(body) } catch {
            let path = request.uri.path
            guard Problem(error, path: path).status.kind == .clientError else { throw error }
            var answer = ServiceExceptionReport(error, path: path).owsAnswer
            answer.status = .badRequest
            answer.cacheControl = "no-store"
            return try answer.response(to: request)
        }
    }
}

extension MapService {
    func tile(_ tile: PictureTile, in catalog: Catalog) async throws -> MapPicture {
        try await self.tile(
            tile.content, tile.index, pixels: tile.pixels, pixelRatio: tile.pixelRatio, format: tile.format,
            in: catalog)
    }
}
