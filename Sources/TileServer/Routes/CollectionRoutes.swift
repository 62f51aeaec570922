import GeoStore
import Hummingbird
import SimpleFeatures

/// `/collections`, one collection, its schema, queryables and sortables.
struct CollectionRoutes: Sendable {
    let services: Services

    func add(to router: some RouterMethods<ServerRequestContext>) {
        router.read("/collections") { request, context in try await list(request, context) }
        router.read("/collections/{collectionId}") { request, context in
            try await one(request, context, id: context.path("collectionId"))
        }
        router.read("/collections/{collectionId}/schema") { request, context in
            try await properties(
                request, context, id: context.path("collectionId"), page: CollectionPages.schema,
                document: SchemaDocument.schema(of:))
        }
        router.read("/collections/{collectionId}/queryables") { request, context in
            try await properties(
                request, context, id: context.path("collectionId"), page: CollectionPages.queryables,
                document: SchemaDocument.queryables(of:))
        }
        router.read("/collections/{collectionId}/sortables") { request, context in
            try await properties(
                request, context, id: context.path("collectionId"), page: CollectionPages.sortables,
                document: SchemaDocument.sortables(of:))
        }
    }

    private func list(_ request: Request, _ context: ServerRequestContext) async throws -> Response {
        let inquiry = try await Inquiry(request, context, services)
        let parameters = try CatalogParameters(inquiry.query)
        let catalog = inquiry.catalog
        // Clients of Features expect plain JSON; who asks for a catalogue gets the same under its own name.
        let isCatalog = request.headers[.accept]?.contains(RecordDocument.catalogType.essence) == true
        let json = isCatalog ? RecordDocument.catalogType : .json
        if try inquiry.prefersHTML(json: json) {
            return try CollectionPages(inquiry: inquiry, services: services)
                .list(parameters.select(from: catalog).page, in: catalog)
                .answer(inquiry, services).response(to: request)
        }
        let documents = CollectionDocument(
            links: inquiry.links, language: inquiry.language, configuration: services.configuration)
        return try Answer(documents.list(catalog, parameters, inquiry: inquiry), type: json).response(to: request)
    }

    private func one(_ request: Request, _ context: ServerRequestContext, id: String) async throws -> Response {
        let inquiry = try await Inquiry(request, context, services)
        try inquiry.query.allow([])
        let catalog = inquiry.catalog
        let collection = try catalog.collection(id)
        if try inquiry.prefersHTML() {
            return try CollectionPages(inquiry: inquiry, services: services).collection(collection, catalog: catalog)
                .answer(inquiry, services).response(to: request)
        }
        let documents = CollectionDocument(
            links: inquiry.links, language: inquiry.language, configuration: services.configuration)
        return try Answer(documents.single(collection, in: catalog, inquiry: inquiry)).response(to: request)
    }

    /// Schema, queryables and sortables: JSON Schemas of one collection, each with its page.
    private func properties(
        _ request: Request, _ context: ServerRequestContext, id: String,
        page: (CollectionPages) -> (PublishedCollection) -> Page,
        document: (SchemaDocument) -> (PublishedCollection) -> JSONValue
    ) async throws -> Response {
        let inquiry = try await Inquiry(request, context, services)
        try inquiry.query.allow([])
        let collection = try inquiry.catalog.collection(id)
        if try inquiry.prefersHTML(json: .jsonSchema) {
            let pages = CollectionPages(inquiry: inquiry, services: services)
            return try page(pages)(collection).answer(inquiry, services).response(to: request)
        }
        let documents = SchemaDocument(links: inquiry.links, language: inquiry.language)
        return try Answer(document(documents)(collection), type: .jsonSchema).response(to: request)
    }
}
