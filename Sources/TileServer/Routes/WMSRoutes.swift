import GeoStore
import HTTPTypes
import Hummingbird

/// The Web Map Service, versions 1.1.1 and 1.3.0. What is wrong with a request is told as the version has it, with
/// status 200, as other servers do: programs that draw maps show no text of any other.
struct WMSRoutes: Sendable {
    private enum Operation: String, CaseIterable {
        case getCapabilities = "GetCapabilities"
        case getMap = "GetMap"
        case getFeatureInfo = "GetFeatureInfo"
        case getLegendGraphic = "GetLegendGraphic"
    }

    let services: Services
    private let extents = MapExtents()
    private let reader: FeatureReader

    init(services: Services) {
        self.services = services
        reader = FeatureReader(store: services.store)
    }

    func add(to router: some RouterMethods<ServerRequestContext>) {
        router.read("/wms") { request, context in
            let parameters = ServiceParameters(request.uri.query)
            do {
                return try await services.answer { try await answer(parameters, request, context) }
            } catch {
                return try await refusal(because: error, parameters, request)
            }
        }
    }

    private func answer(
        _ parameters: ServiceParameters, _ request: Request, _ context: ServerRequestContext
    ) async throws -> Response {
        let generation = services.recall.generation
        try parameters.requireService("WMS")
        let operation = try Self.operation(parameters)
        let inquiry = try await Inquiry(request, context, services)
        let layers = MapLayers(catalog: inquiry.catalog, styles: services.styles)
        switch operation {
        case .getCapabilities: return try await capabilities(parameters, layers, inquiry)
        case .getMap:
            return try await map(parameters, layers, inquiry, RecallTicket(services, context, generation))
        case .getFeatureInfo: return try await featureInfo(parameters, layers, inquiry)
        case .getLegendGraphic: return try await legend(parameters, layers, inquiry)
        }
    }

    private static func operation(_ parameters: ServiceParameters) throws(ServiceFault) -> Operation {
        let names = Operation.allCases.map(\.rawValue).joined(separator: ", ")
        let text = try parameters.required("REQUEST", expected: "one of \(names)")
        // Version 1.0.0 called it so, and some programs still do.
        let former = ["capabilities": Operation.getCapabilities, "map": .getMap]
        let named = Operation.allCases.first { $0.rawValue.lowercased() == text.lowercased() }
        guard let operation = named ?? former[text.lowercased()] else {
            throw ServiceFault(.operationNotSupported, "REQUEST", text, expected: "one of \(names)")
        }
        return operation
    }

    private func capabilities(
        _ parameters: ServiceParameters, _ layers: MapLayers, _ inquiry: Inquiry
    ) async throws -> Response {
        let document = WMSCapabilities(
            version: try .negotiated(parameters), layers: layers, uses: layers.styleUses, links: inquiry.links,
            language: try .ofService(inquiry.query),
            configuration: services.configuration, extents: extents)
        return try await services.executor.run { try document.answer() }.response(to: inquiry.request)
    }

    private func map(
        _ parameters: ServiceParameters, _ layers: MapLayers, _ inquiry: Inquiry, _ ticket: RecallTicket
    ) async throws -> Response {
        _ = try parameters.required("FORMAT", expected: "image/png, image/jpeg or image/webp")
        let map = try GetMapParameters(
            parameters, version: .read(parameters), layers: layers, limit: services.configuration.mapSize)
        do {
            let picture = try await services.maps.picture(map.order, in: inquiry.catalog)
            return PictureAnswer(picture: picture).response(to: inquiry.request, remembering: ticket)
        } catch MapError.beyondCRS {
            // Where a CRS has no coordinates, there is nothing to be seen (OGC 06-042, 7.3.3.6).
            return try await fault(parameters, text: nil, inquiry.request)
        }
    }

    private func featureInfo(
        _ parameters: ServiceParameters, _ layers: MapLayers, _ inquiry: Inquiry
    ) async throws -> Response {
        let wanted = try FeatureInfoParameters(
            parameters, version: .read(parameters), layers: layers, limit: services.configuration.mapSize)
        let surroundings = FeatureSurroundings(reader: reader, styles: services.styles)
        let limit = ReadLimit(deadline: .now + .seconds(services.configuration.querySeconds))
        let hits = try await services.executor.run {
            try surroundings.hits(wanted, in: inquiry.catalog, within: limit)
        }
        for hit in hits {
            inquiry.notes.hand(.items, of: hit.collection, filter: "GetFeatureInfo", count: hit.features.count)
        }
        return try FeatureInfoDocument(hits: hits, language: try .ofService(inquiry.query), pages: services.pages)
            .answer(as: wanted.format).response(to: inquiry.request)
    }

    /// Pixels of the style: what programs have beside a map.
    private static let legendWidth = 280.0

    private func legend(
        _ parameters: ServiceParameters, _ layers: MapLayers, _ inquiry: Inquiry
    ) async throws -> Response {
        let wanted = try LegendGraphicParameters(parameters, layers: layers)
        let question = LegendQuestion(
            layers.content(of: [wanted.choice]),
            zoom: wanted.scaleDenominator.map { PictureScale(denominator: $0).zoom })
        let legend = try await services.answer {
            try await services.legends.legend(question, in: services.audiences.catalog(for: inquiry.principal))
        }
        let (language, fonts) = (try Language.ofService(inquiry.query), services.fonts.library)
        let picture = try await services.executor.run {
            let drawn = LegendPicture(legend: legend, language: language, fonts: fonts)
            return try MapPicture(
                drawn.image(width: Self.legendWidth, columns: 1, scale: wanted.pixelRatio), as: wanted.format)
        }
        return PictureAnswer(picture: picture).response(to: inquiry.request)
    }

    /// What is no fault of the request is told as everywhere else.
    private func refusal(
        because error: any Error, _ parameters: ServiceParameters, _ request: Request
    ) async throws -> Response {
        guard Problem(error, path: request.uri.path).status.kind == .clientError else { throw error }
        let report = ServiceExceptionReport(error, path: request.uri.path)
        switch ExceptionForm.read(parameters) {
        case .xml: break
        case .inImage: return try await fault(parameters, text: report.text, request)
        case .blank: return try await fault(parameters, text: nil, request)
        }
        var answer = report.answer(.ofFault(parameters))
        answer.cacheControl = "no-store"
        return try answer.response(to: request)
    }

    /// - Parameter text: nil for a blank picture.
    private func fault(_ parameters: ServiceParameters, text: String?, _ request: Request) async throws -> Response {
        let fault = FaultPicture(parameters, limit: services.configuration.mapSize, text: text)
        let picture = try await services.maps.document { artist in try fault.picture(with: artist.shaper) }
        return PictureAnswer(picture: picture, cacheControl: "no-store").response(to: request)
    }
}
