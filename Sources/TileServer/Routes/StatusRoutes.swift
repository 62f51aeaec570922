import GeoStore
import Hummingbird
import SimpleFeatures

/// `/status`: what data there is, how old it is, and what its last import came to.
struct StatusRoutes: Sendable {
    let services: Services

    func add(to router: some RouterMethods<ServerRequestContext>) {
        router.read("/status") { request, context in
            try await services.answer { try await status(request, context) }
        }
    }

    private func status(_ request: Request, _ context: ServerRequestContext) async throws -> Response {
        let inquiry = try await Inquiry(request, context, services)
        try inquiry.query.allow([])
        let catalog = inquiry.catalog
        let store = services.store
        let records = try await services.executor.run {
            try catalog.collections.map { try store.metadataRecord(of: $0, in: catalog) }
        }
        let status = DataStatus(records: records)
        guard try inquiry.prefersHTML() else {
            let links = inquiry.links.selfAndAlternate(inquiry.path, query: inquiry.query, json: .json, isHTML: false)
            return try Answer(status.document(links: links)).response(to: request)
        }
        return try StatusPage(inquiry: inquiry, services: services).page(status).answer(inquiry, services)
            .response(to: request)
    }
}
