import Compression
import GeoStore
import HTTPTypes
import Hummingbird
import NIOCore
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
        let editing = EditRoutes(services: services)
        let page: EditRoutes.Handlers = [
            (
                .get,
                { request, context in
                    let start = ContinuousClock.now
                    return try await services.answer {
                        try await items(
                            request, context, id: context.path("collectionId"), context.channel, since: start)
                    }
                }
            )
        ]
        router.resource(
            "/collections/{collectionId}/items", page + editing.itemsHandlers, offered: editing.offer)
        let single: EditRoutes.Handlers = [
            (
                .get,
                { request, context in
                    try await services.answer {
                        try await item(
                            request, context, id: context.path("collectionId"), featureID: context.path("featureId"))
                    }
                }
            )
        ]
        router.resource(
            "/collections/{collectionId}/items/{featureId}", single + editing.itemHandlers, offered: editing.offer)
    }

    private func items(
        _ request: Request, _ context: ServerRequestContext, id: String, _ channel: any Channel,
        since start: ContinuousClock.Instant
    ) async throws -> Response {
        let inquiry = try await Inquiry(request, context, services)
        let collection = try inquiry.catalog.collection(id)
        if try inquiry.notes.caller.wantsExplanation(in: inquiry.query) {
            return try await explanation(inquiry, collection, since: start)
        }
        let parameters = try ItemsParameters(inquiry.query, collection: collection)
        let asHTML = try inquiry.prefersHTML(json: .geoJSON)
        try await requireOrder(of: collection, since: parameters.former, inquiry)
        let tag = entityTag(collection, inquiry)
        if !asHTML, tag.matches(request.headers[.ifNoneMatch]) {
            return Response(status: .notModified, headers: headers(tag, parameters.rendition, collection, inquiry))
        }
        let deadline = start + .seconds(services.configuration.querySeconds)
        let page = ItemsPage(
            collection: collection, parameters: parameters, inquiry: inquiry, services: services, reader: reader)
        func answer(within limit: ReadLimit) async throws -> Response {
            do {
                return asHTML
                    ? try await page.html(within: limit)
                    : try await page.json(
                        headers: headers(tag, parameters.rendition, collection, inquiry), within: limit)
            } catch { throw parameters.located(error) }
        }
        guard parameters.query.mayScan else { return try await answer(within: ReadLimit(deadline: deadline)) }
        return try await ClientPresence.watching(channel) { presence in
            try await answer(within: ReadLimit(deadline: deadline) { presence.isGone })
        }
    }

    private func explanation(
        _ inquiry: Inquiry, _ collection: PublishedCollection, since start: ContinuousClock.Instant
    ) async throws -> Response {
        let parameters = try ItemsParameters(inquiry.explainedQuery, collection: collection)
        let limit = ReadLimit(deadline: start + .seconds(services.configuration.querySeconds))
        do {
            let document = try await ExplanationDocument(principal: inquiry.principal, services: services)
                .items(parameters, of: collection, within: limit)
            var answer = Answer(document)
            answer.cacheControl = "no-store"
            return try answer.response(to: inquiry.request)
        } catch { throw parameters.located(error) }
    }

    /// - Throws: `RequestError.orderChanged`.
    private func requireOrder(
        of collection: PublishedCollection, since former: CollectionState?, _ inquiry: Inquiry
    ) async throws {
        guard let former, former != collection.state else { return }
        let store = services.store
        let hasChanged = try await services.executor.run {
            try store.hasChangedFeatures(of: collection, since: former)
        }
        guard hasChanged else { return }
        let start = inquiry.query.setting([("cursor", nil)])
        throw RequestError.orderChanged(start: "/collections/\(collection.id)/items?\(start)")
    }

    private func item(_ request: Request, _ context: ServerRequestContext, id: String, featureID: String) async throws
        -> Response
    {
        let inquiry = try await Inquiry(request, context, services)
        let collection = try inquiry.catalog.collection(id)
        let parameters = try ItemParameters(inquiry.query, collection: collection)
        let reader = reader
        let store = services.store
        let found = try await FeatureID(featureID).asyncMap { id in
            try await services.executor.run {
                let feature = try reader.feature(
                    id, of: collection, matching: parameters.query, as: parameters.rendition)
                return try feature.map { (feature: $0, tag: try Self.tag(of: id, in: collection, store)) }
            }
        }
        guard let found = found ?? nil else {
            throw RequestError.featureNotFound(collection: id, id: featureID)
        }
        inquiry.notes.hand(.items, of: collection, filter: "id=\(found.feature.id)", count: 1)
        if try inquiry.prefersHTML(json: .geoJSON) {
            var page = try FeaturePages(inquiry: inquiry, services: services)
                .single(found.feature, collection, parameters.rendition).answer(inquiry, services)
            page.contentTag = found.tag
            return try page.response(to: request)
        }
        return try FeatureDocument.answer(
            found.feature, of: collection, as: parameters.rendition, inquiry, tag: found.tag
        ).response(to: request)
    }

    /// Of the content of a feature. What of it is not seen must not be guessed by it: of a view it is that of the state.
    private static func tag(of id: FeatureID, in collection: PublishedCollection, _ store: Store) throws -> String? {
        guard collection.view == nil else { return Fingerprint("\(collection.stateTag) \(id)").description }
        return try store.tag(of: id, in: collection)
    }

    /// Known before any work: the state of the data and the words of the request decide the answer.
    private func entityTag(_ collection: PublishedCollection, _ inquiry: Inquiry) -> EntityTag {
        let key = [
            inquiry.catalog.storeID, collection.id.name, collection.stateTag, inquiry.links.base,
            inquiry.language.rawValue, inquiry.request.uri.description,
        ].joined(separator: " ")
        return EntityTag(Fingerprint(key).description, isCompressed: false, isWeak: true)
    }

    private func headers(
        _ tag: EntityTag, _ rendition: FeatureRendition, _ collection: PublishedCollection, _ inquiry: Inquiry
    ) -> HTTPFields {
        let queryables = inquiry.links.url("/collections/\(collection.id)/queryables")
        return [
            .eTag: tag.text, .cacheControl: Answer.revalidate, .vary: "Accept, Accept-Language, Accept-Encoding",
            .contentType: MediaType.geoJSON.value, .contentCRS: "<\(rendition.crs.uri)>",
            // OGC 19-079r2, requirement queryables-link.
            .link:
                "<\(queryables)>; rel=\"\(CollectionDocument.queryablesRelation)\"; type=\"\(MediaType.jsonSchema.value)\"",
        ]
    }
}

extension HTTPField.Name {
    /// RFC 8288.
    static let link = HTTPField.Name("Link")!
}

extension Optional where Wrapped: Sendable {
    fileprivate func asyncMap<Result>(_ transform: (Wrapped) async throws -> Result) async rethrows -> Result? {
        guard let self else { return nil }
        return try await transform(self)
    }
}
