import GeoStore
import HTTPTypes
import Hummingbird
import SimpleFeatures

/// Writes to `/collections/{collectionId}/items` and to one of them (OGC API Features 4, draft 20-002). Without editing
/// there are none.
struct EditRoutes: Sendable {
    typealias Handlers = [(method: HTTPRequest.Method, use: RouteHandler)]

    private static let wholeTypes = [MediaType.geoJSON, .json]

    let services: Services

    var itemsHandlers: Handlers {
        guard let editing = services.editing else { return [] }
        return [(.post, { request, context in try await create(request, context, editing) })]
    }

    var itemHandlers: Handlers {
        guard let editing = services.editing else { return [] }
        return [
            (
                .put,
                { request, context in
                    try await edit(request, context, editing, types: Self.wholeTypes) { body, id, expected in
                        try body.replacement(of: id, expecting: expected)
                    }
                }
            ),
            (
                .patch,
                { request, context in
                    try await edit(request, context, editing, types: [.mergePatch]) { body, id, expected in
                        try body.patch(of: id, expecting: expected)
                    }
                }
            ),
            (.delete, { request, context in try await delete(request, context, editing) }),
        ]
    }

    /// What OPTIONS says: of the writing methods only to those who may use them, because QGIS offers editing by it.
    var offer: RouteOffer? {
        guard let editing = services.editing else { return nil }
        return { request, context, methods in
            let catalog = try await services.audiences.catalog(for: context.principal)
            let collection = try catalog.collection(context.path("collectionId"))
            guard editing.right(of: editing.principal(of: request, context), in: collection) >= .edit else {
                return (methods.filter { ["GET", "HEAD"].contains($0) }, [])
            }
            var fields: [HTTPField] = []
            if methods.contains("POST") {
                fields.append(HTTPField(name: .acceptPost, value: Self.list(Self.wholeTypes)))
            }
            if methods.contains("PATCH") {
                fields.append(HTTPField(name: .acceptPatch, value: Self.list([.mergePatch])))
            }
            return (methods, fields)
        }
    }

    private static func list(_ types: [MediaType]) -> String { types.map(\.essence).joined(separator: ", ") }

    private func create(
        _ request: Request, _ context: ServerRequestContext, _ editing: EditingService
    ) async throws -> Response {
        let inquiry = try await Inquiry(request, context, services)
        try inquiry.query.allow([])
        let collection = try inquiry.catalog.collection(context.path("collectionId"))
        let principal = try editing.require(.edit, in: collection, request, context)
        let write = try WriteRequest(request, collection: collection)
        try write.requireType(Self.wholeTypes)
        let body = try await write.body(atMost: editing.bodyLimit)
        let answer = EditAnswer(write: write, inquiry: inquiry, services: services)
        switch try await answer.submit(body.created(), to: collection, by: principal, editing) {
        case .draft(let response): return response
        case .published(let outcome):
            return body.isCollection
                ? try answer.created(outcome, in: collection)
                : try await answer.one(outcome, in: collection, status: .created)
        }
    }

    private func edit(
        _ request: Request, _ context: ServerRequestContext, _ editing: EditingService, types: [MediaType],
        _ made: (FeatureBody, FeatureID, Set<String>?) throws -> FeatureEdit
    ) async throws -> Response {
        let subject = try await Subject(request, context, services, editing)
        try subject.write.requireType(types, isPatch: request.method == .patch)
        let expected = try subject.write.expectation(editing.condition)
        let body = try await subject.write.body(atMost: editing.bodyLimit)
        return try await finish(try made(body, subject.id, expected), subject, editing)
    }

    private func delete(
        _ request: Request, _ context: ServerRequestContext, _ editing: EditingService
    ) async throws -> Response {
        let subject = try await Subject(request, context, services, editing)
        let expected = try subject.write.expectation(editing.condition)
        return try await finish(.delete(subject.id, expecting: expected), subject, editing)
    }

    private func finish(
        _ edit: FeatureEdit, _ subject: Subject, _ editing: EditingService
    ) async throws -> Response {
        let answer = EditAnswer(write: subject.write, inquiry: subject.inquiry, services: services)
        switch try await answer.submit([edit], to: subject.collection, by: subject.principal, editing) {
        case .draft(let response): return response
        case .published(let outcome): return try await answer.one(outcome, in: subject.collection, status: .ok)
        }
    }

    /// The feature that a request is about, and who asks.
    private struct Subject {
        let inquiry: Inquiry
        let collection: PublishedCollection
        let id: FeatureID
        let principal: Principal
        let write: WriteRequest

        init(
            _ request: Request, _ context: ServerRequestContext, _ services: Services, _ editing: EditingService
        ) async throws {
            inquiry = try await Inquiry(request, context, services)
            try inquiry.query.allow([])
            collection = try inquiry.catalog.collection(context.path("collectionId"))
            principal = try editing.require(.edit, in: collection, request, context)
            let text = try context.path("featureId")
            guard let id = FeatureID(text) else {
                throw RequestError.featureNotFound(collection: collection.id.name, id: text)
            }
            self.id = id
            write = try WriteRequest(request, collection: collection)
        }
    }
}
