import GeoStore
import Hummingbird
import SimpleFeatures

/// Records of collections: each beside its collection, all of them in the catalogue.
struct MetadataRoutes: Sendable {
    let services: Services
    private let surveys = SurveyCache()

    init(services: Services) { self.services = services }

    func add(to router: some RouterMethods<ServerRequestContext>) {
        router.read("/collections/{collectionId}/metadata") { request, context in
            let id = try context.path("collectionId")
            return try await services.answer {
                try await one(request, context, id: id, formats: MetadataFormat.allCases)
            }
        }
        router.read("/catalog") { request, context in try await catalog(request, context) }
        router.read("/catalog/items") { request, context in try await records(request, context) }
        router.read("/catalog/items/{recordId}") { request, context in
            let id = try context.path("recordId")
            return try await services.answer { try await one(request, context, id: id, formats: [.json, .html]) }
        }
        router.read("/catalog/sortables") { request, context in try await sortables(request, context) }
        router.read("/catalog.jsonld") { request, context in try await dcat(request, context) }
    }

    private func one(_ request: Request, _ context: ServerRequestContext, id: String, formats: [MetadataFormat])
        async throws -> Response
    {
        let inquiry = try await Inquiry(request, context, services)
        try inquiry.query.allow([])
        let catalog = inquiry.catalog
        let collection = try catalog.collection(id)
        let format = try MetadataFormat.read(
            inquiry.query, accept: request.headers[.accept], offered: formats)
        let store = services.store
        var record = try await services.executor.run { try store.metadataRecord(of: collection, in: catalog) }
        record.survey = try await surveys.survey(
            of: collection, in: store, units: services.units, on: services.executor)
        return try answer(record, as: format, inquiry).response(to: request)
    }

    private func answer(_ record: MetadataRecord, as format: MetadataFormat, _ inquiry: Inquiry) throws -> Answer {
        let links = inquiry.links
        switch format {
        case .json:
            let own = ownLinks(record, inquiry)
            let documents = RecordDocument(links: links, language: inquiry.language)
            return Answer(documents.feature(record, ownLinks: own), type: .geoJSON)
        case .html:
            return try MetadataPages(inquiry: inquiry, services: services).record(record).answer(inquiry, services)
        case .iso19139:
            let document = ISO19139Document(record: record, links: links).document
            return Answer(bytes: document, type: ISO19139Document.mediaType)
        case .dcat:
            return Answer(DCATDocument(links: links).dataset(record), type: DCATDocument.mediaType)
        }
    }

    private func ownLinks(_ record: MetadataRecord, _ inquiry: Inquiry) -> [JSONValue] {
        let path = "/collections/\(record.collection.id)/metadata"
        return inquiry.links.selfAndAlternate(inquiry.path, query: inquiry.query, json: .geoJSON, isHTML: false)
            + Self.alternates(path, inquiry.links, rel: "alternate")
    }

    /// The representations of a record that are neither JSON nor HTML.
    static func alternates(_ path: String, _ links: LinkBuilder, rel: String) -> [JSONValue] {
        [
            links.link("\(path)?f=iso19139", rel: rel, type: ISO19139Document.mediaType, title: "ISO 19139"),
            links.link("\(path)?f=dcat", rel: rel, type: DCATDocument.mediaType, title: "DCAT"),
        ]
    }

    private func catalog(_ request: Request, _ context: ServerRequestContext) async throws -> Response {
        let inquiry = try await Inquiry(request, context, services)
        try inquiry.query.allow([])
        let catalog = inquiry.catalog
        if try inquiry.prefersHTML(json: RecordDocument.catalogType) { return try page(request, inquiry, catalog) }
        let documents = CatalogDocument(
            links: inquiry.links, language: inquiry.language, configuration: services.configuration)
        return try Answer(documents.catalog(catalog, inquiry: inquiry), type: RecordDocument.catalogType)
            .response(to: request)
    }

    private func records(_ request: Request, _ context: ServerRequestContext) async throws -> Response {
        let inquiry = try await Inquiry(request, context, services)
        let catalog = inquiry.catalog
        if try inquiry.prefersHTML(json: .geoJSON) { return try page(request, inquiry, catalog) }
        let parameters = try CatalogParameters(inquiry.query)
        let found = parameters.select(from: catalog)
        let documents = CatalogDocument(
            links: inquiry.links, language: inquiry.language, configuration: services.configuration)
        let document = documents.records(
            found.page.map { MetadataRecord(of: $0, sector: catalog.sector($0.sector)) }, matched: found.matched,
            hasMore: found.hasMore, parameters: parameters, inquiry: inquiry)
        return try Answer(document, type: .geoJSON).response(to: request)
    }

    private func page(_ request: Request, _ inquiry: Inquiry, _ catalog: Catalog) throws -> Response {
        let parameters = try CatalogParameters(inquiry.query)
        let found = parameters.select(from: catalog)
        let records = found.page.map { MetadataRecord(of: $0, sector: catalog.sector($0.sector)) }
        return try MetadataPages(inquiry: inquiry, services: services)
            .catalog(records, matched: found.matched, hasMore: found.hasMore, parameters: parameters)
            .answer(inquiry, services).response(to: request)
    }

    private func sortables(_ request: Request, _ context: ServerRequestContext) async throws -> Response {
        let inquiry = try await Inquiry(request, context, services)
        try inquiry.query.allow([])
        if try inquiry.prefersHTML(json: .jsonSchema) {
            return try MetadataPages(inquiry: inquiry, services: services).sortables()
                .answer(inquiry, services).response(to: request)
        }
        let documents = CatalogDocument(
            links: inquiry.links, language: inquiry.language, configuration: services.configuration)
        return try Answer(documents.sortables(), type: .jsonSchema).response(to: request)
    }

    private func dcat(_ request: Request, _ context: ServerRequestContext) async throws -> Response {
        let inquiry = try await Inquiry(request, context, services)
        try inquiry.query.allow([])
        _ = try MetadataFormat.read(inquiry.query, accept: request.headers[.accept], offered: [.dcat])
        let catalog = inquiry.catalog
        let records = catalog.collections.map { MetadataRecord(of: $0, sector: catalog.sector($0.sector)) }
        let document = DCATDocument(links: inquiry.links).catalog(
            records, title: services.configuration.title, description: services.configuration.subtitle)
        return try Answer(document, type: DCATDocument.mediaType).response(to: request)
    }
}
