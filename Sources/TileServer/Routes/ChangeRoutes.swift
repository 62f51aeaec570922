import Foundation
import GeoStore
import HTTPTypes
import Hummingbird
import Reprojection
import SimpleFeatures
import TileEngine

/// `/collections/{collectionId}/changes`: what whoever keeps a copy of a collection must do to it.
struct ChangeRoutes: Sendable {
    let services: Services
    private let reader: FeatureReader

    init(services: Services) {
        self.services = services
        reader = FeatureReader(store: services.store)
    }

    func add(to router: some RouterMethods<ServerRequestContext>) {
        router.read("/collections/{collectionId}/changes") { request, context in
            try await services.answer { try await changes(request, context, id: context.path("collectionId")) }
        }
    }

    private func changes(_ request: Request, _ context: ServerRequestContext, id: String) async throws -> Response {
        let inquiry = try await Inquiry(request, context, services)
        let collection = try inquiry.catalog.collection(id)
        // What was hidden and is not any more, or the other way about, would come and go as though it were changed.
        guard collection.view == nil else { throw AccessError.seenInPart(collection: id) }
        let parameters = try ChangesParameters(inquiry, collection: collection)
        let store = services.store
        let page = try await services.executor.run {
            try store.changes(
                of: collection, since: parameters.since, token: parameters.token, behind: parameters.cursor,
                limit: parameters.limit)
        }
        // A page is what two versions and a place make it, for ever; but whether it is still kept must be looked up.
        let tag = tag(page, collection, inquiry)
        var fields = headers(parameters)
        fields[.eTag] = tag.text
        fields[.datasetVersion] = "\(page.version.number)"
        let document = ChangesDocument(
            page: page, collection: collection, parameters: parameters, inquiry: inquiry)
        if let next = document.next { fields[.link] = "<\(next)>; rel=\"next\"" }
        if tag.matches(request.headers[.ifNoneMatch]) { return Response(status: .notModified, headers: fields) }
        inquiry.notes.hand(
            .changes, of: collection, filter: "since=\(parameters.since)", count: page.changes.count)
        let reader = reader
        let bytes = try await services.executor.run {
            try reader.transforms.withTransform(from: collection.storageCRS, to: parameters.rendition.crs) {
                try document.bytes(by: $0)
            }
        }
        var answer = Answer(bytes: bytes, type: parameters.isSequence ? .geoJSONSequence : .geoJSON)
        for field in fields where field.name != .eTag { answer.headers[field.name] = field.value }
        var response = try answer.response(to: request)
        response.headers[.eTag] = tag.text
        return response
    }

    /// Weak: a document says when it was made.
    private func tag(_ page: ChangePage, _ collection: PublishedCollection, _ inquiry: Inquiry) -> EntityTag {
        let key = [
            inquiry.catalog.storeID, collection.id.name, page.token, "\(page.version.number)",
            inquiry.request.headers[.accept] ?? "", inquiry.links.base, inquiry.language.rawValue,
            inquiry.request.uri.description,
        ].joined(separator: " ")
        return EntityTag(Fingerprint(key).description, isCompressed: false, isWeak: true)
    }

    private func headers(_ parameters: ChangesParameters) -> HTTPFields {
        [
            .cacheControl: Answer.revalidate, .vary: "Accept, Accept-Language, Accept-Encoding",
            .contentCRS: "<\(parameters.rendition.crs.uri)>",
        ]
    }
}
