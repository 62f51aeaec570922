import Compression
import GeoStore
import HTTPTypes
import Hummingbird
import SimpleFeatures
import TileEngine

/// `/collections/{collectionId}/items` and one of them.
struct ItemRoutes: Sendable {
    let services: Services
    let reader: FeatureReader

    init(services: Services) {
        self.services = services
        reader = FeatureReader(store: services.store)
    }

    func add(to router: some RouterMethods<ServerRequestContext>) {
        router.read("/collections/{collectionId}/items") { request, context in
            try await services.answer { try await items(request, id: context.path("collectionId")) }
        }
        router.read("/collections/{collectionId}/items/{featureId}") { request, context in
            try await services.answer {
                try await item(request, id: context.path("collectionId"), featureID: context.path("featureId"))
            }
        }
    }

    private func items(_ request: Request, id: String) async throws -> Response {
        let inquiry = try Inquiry(request, configuration: services.configuration)
        let collection = try services.catalog.collection(id)
        let parameters = try ItemsParameters(inquiry.query, schema: collection.schema)
        let asHTML = try inquiry.prefersHTML(json: .geoJSON)
        let tag = entityTag(collection, inquiry)
        if !asHTML, tag.matches(request.headers[.ifNoneMatch]) {
            return Response(status: .notModified, headers: headers(tag))
        }
        let store = services.store
        let matched = try await services.executor.run { try store.count(of: collection, matching: parameters.query) }
        if asHTML {
            return try await FeaturePages(inquiry: inquiry, services: services, reader: reader)
                .list(collection, parameters, matched: matched).answer(inquiry, services).response(to: request)
        }
        return try await FeatureCollectionStream(
            collection: collection, parameters: parameters, matched: matched, inquiry: inquiry, reader: reader,
            executor: services.executor
        ).response(headers: headers(tag))
    }

    private func item(_ request: Request, id: String, featureID: String) async throws -> Response {
        let inquiry = try Inquiry(request, configuration: services.configuration)
        try inquiry.query.allow([])
        let collection = try services.catalog.collection(id)
        let reader = reader
        let feature = try await FeatureID(featureID).asyncMap { id in
            try await services.executor.run { try reader.feature(id, of: collection) }
        }
        guard let feature = feature ?? nil else {
            throw RequestError.featureNotFound(collection: id, id: featureID)
        }
        if try inquiry.prefersHTML(json: .geoJSON) {
            return try FeaturePages(inquiry: inquiry, services: services, reader: reader)
                .single(feature, collection).answer(inquiry, services).response(to: request)
        }
        var writer = GeoJSONWriter(schema: collection.schema)
        let path = "/collections/\(id)/items/\(feature.id)"
        let links = inquiry.links.selfAndAlternate(path, query: inquiry.query, json: .geoJSON, isHTML: false)
        let parent = inquiry.links.link(
            "/collections/\(id)", rel: "collection", type: .json, title: collection.title.text(in: inquiry.language))
        writer.append(feature, links: .array(links + [parent]))
        var answer = Answer(bytes: writer.take(), type: .geoJSON)
        answer.headers[.contentCRS] = "<\(CRS.crs84.uri)>"
        return try answer.response(to: request)
    }

    /// Known before any work: the state of the data and the words of the request decide the answer.
    private func entityTag(_ collection: PublishedCollection, _ inquiry: Inquiry) -> EntityTag {
        let key = [
            services.catalog.storeID, collection.id.name, collection.state.description, inquiry.links.base,
            inquiry.language.rawValue, inquiry.request.uri.description,
        ].joined(separator: " ")
        return EntityTag(Fingerprint(key).description, isCompressed: false, isWeak: true)
    }

    private func headers(_ tag: EntityTag) -> HTTPFields {
        [
            .eTag: tag.text, .cacheControl: Answer.revalidate, .vary: "Accept, Accept-Language, Accept-Encoding",
            .contentType: MediaType.geoJSON.value, .contentCRS: "<\(CRS.crs84.uri)>",
        ]
    }
}

extension Optional where Wrapped: Sendable {
    fileprivate func asyncMap<Result>(_ transform: (Wrapped) async throws -> Result) async rethrows -> Result? {
        guard let self else { return nil }
        return try await transform(self)
    }
}
