import GeoStore
import Hummingbird
import SimpleFeatures

/// `/search`: features, collections, administrative units and coordinates by what people type.
struct SearchRoutes: Sendable {
    let services: Services

    func add(to router: some RouterMethods<ServerRequestContext>) {
        router.read("/search") { request, _ in
            try await services.answer { try await search(request) }
        }
    }

    private func search(_ request: Request) async throws -> Response {
        let inquiry = try Inquiry(request, configuration: services.configuration)
        try FormatParameter.requireJSON(inquiry.query, accept: request.headers[.accept], as: .geoJSON)
        let catalog = services.catalog
        let parameters = try SearchParameters(inquiry.query, catalog: catalog)
        let (store, units) = (services.store, services.units)
        let answer = try await services.executor.run { try store.search(parameters.query, units: units) }
        let document = SearchDocument(links: inquiry.links, language: inquiry.language, catalog: catalog)
        return try Answer(document.document(answer, inquiry: inquiry), type: .geoJSON).response(to: request)
    }
}
