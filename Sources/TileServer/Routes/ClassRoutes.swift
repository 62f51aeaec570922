import GeoStore
import Hummingbird
import SimpleFeatures

/// `/collections/{collectionId}/classes`: a property divided into classes, over the whole collection or what a filter
/// leaves of it.
struct ClassRoutes: Sendable {
    let services: Services

    func add(to router: some RouterMethods<ServerRequestContext>) {
        router.read("/collections/{collectionId}/classes") { request, context in
            try await services.answer { try await classes(request, context, id: context.path("collectionId")) }
        }
    }

    private func classes(_ request: Request, _ context: ServerRequestContext, id: String) async throws -> Response {
        let start = ContinuousClock.now
        let inquiry = try await Inquiry(request, context, services)
        let collection = try inquiry.catalog.collection(id)
        let parameters = try ClassesParameters(inquiry.query, collection: collection)
        let store = services.store
        let deadline = start + .seconds(services.configuration.querySeconds)
        let document: ClassesDocument
        do {
            document = try await ClientPresence.watching(context.channel) { presence in
                let limit = ReadLimit(deadline: deadline) { presence.isGone }
                return try await services.executor.run {
                    let summary = try store.summary(
                        of: parameters.property.name, in: collection, matching: parameters.query,
                        asNumbers: parameters.method.needsNumbers, within: limit)
                    return ClassesDocument(collection: collection, parameters: parameters, summary: summary)
                }
            }
        } catch { throw parameters.located(error) }
        return try Answer(document.document).response(to: request)
    }
}
