import GeoStore
import HTTPTypes
import Hummingbird
import SimpleFeatures
import TileEngine

/// `/collections/{collectionId}/versions`, and `/diff`: how two of them differ.
struct VersionRoutes: Sendable {
    let services: Services

    func add(to router: some RouterMethods<ServerRequestContext>) {
        router.read("/collections/{collectionId}/versions") { request, context in
            try await services.answer { try await versions(request, context, id: context.path("collectionId")) }
        }
        router.read("/collections/{collectionId}/diff") { request, context in
            try await services.answer { try await difference(request, context, id: context.path("collectionId")) }
        }
    }

    private func versions(_ request: Request, _ context: ServerRequestContext, id: String) async throws -> Response {
        let inquiry = try await Inquiry(request, context, services)
        let collection = try whole(id, inquiry)
        try inquiry.query.allow([])
        let store = services.store
        let versions = try await services.executor.run { try store.versions(of: collection.id) }
        let document = VersionsDocument(
            collection: collection, versions: versions, namesPeople: inquiry.principal.kind != .anonymous)
        return try answer(
            document.document(links: [link(to: "versions", rel: "self", collection, inquiry)]).serialized,
            collection, inquiry
        ).response(to: request)
    }

    private func difference(_ request: Request, _ context: ServerRequestContext, id: String) async throws -> Response {
        let inquiry = try await Inquiry(request, context, services)
        let collection = try whole(id, inquiry)
        let parameters = try DifferenceParameters(inquiry.query, collection: collection)
        let store = services.store
        let (document, bytes) = try await services.executor.run {
            let document = DifferenceDocument(
                collection: collection, parameters: parameters,
                difference: try store.changes(of: collection.id, from: parameters.from, to: parameters.to),
                changes: try store.changes(
                    of: collection.id, from: parameters.from, to: parameters.to, behind: parameters.cursor,
                    limit: parameters.limit))
            let links =
                [link(to: "diff", rel: "self", collection, inquiry)]
                + (document.next.map { place in
                    [link(to: "diff", rel: "next", collection, inquiry, [("cursor", "\(place)")])]
                } ?? [])
            return (document, try document.bytes(links: links))
        }
        inquiry.notes.hand(
            .changes, of: collection, filter: "from=\(parameters.from)&to=\(parameters.to)",
            count: document.changes.count)
        return try answer(bytes, collection, inquiry).response(to: request)
    }

    /// What was hidden and is not any more, or the other way about, would come and go as though it were changed.
    /// - Throws: `GeoStoreError.collectionNotFound`, `AccessError.seenInPart`.
    private func whole(_ id: String, _ inquiry: Inquiry) throws -> PublishedCollection {
        let collection = try inquiry.catalog.collection(id)
        guard collection.view == nil else { throw AccessError.seenInPart(collection: id) }
        return collection
    }

    private func answer(_ bytes: [UInt8], _ collection: PublishedCollection, _ inquiry: Inquiry) -> Answer {
        var answer = Answer(bytes: bytes, type: .json)
        answer.headers[.datasetVersion] = "\(collection.state.version)"
        if inquiry.principal.kind != .anonymous { answer.cacheControl = Answer.privately(answer.cacheControl) }
        return answer
    }

    private func link(
        to name: String, rel: String, _ collection: PublishedCollection, _ inquiry: Inquiry,
        _ changes: [(name: String, value: String?)] = []
    ) -> JSONValue {
        let query = inquiry.query.setting(changes)
        return inquiry.links.link(
            "/collections/\(collection.id)/\(name)\(query.isEmpty ? "" : "?\(query)")", rel: rel, type: .json)
    }
}
