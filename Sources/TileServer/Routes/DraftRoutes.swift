import Accounts
import GeoStore
import HTTPTypes
import Hummingbird
import Reprojection
import SimpleFeatures

/// `/collections/{collectionId}/drafts` and one of them: edits that wait for approval. PATCH with a `status` decides.
struct DraftRoutes: Sendable {
    /// Drafts in one list.
    private static let mostDrafts = 200

    let services: Services

    func add(to router: some RouterMethods<ServerRequestContext>) {
        guard let editing = services.editing else { return }
        router.read("/collections/{collectionId}/drafts") { request, context in
            try await list(request, context, editing)
        }
        router.resource(
            "/collections/{collectionId}/drafts/{draftId}",
            [
                (.get, { request, context in try await show(request, context, editing) }),
                (.patch, { request, context in try await decide(request, context, editing) }),
            ])
    }

    private func list(
        _ request: Request, _ context: ServerRequestContext, _ editing: EditingService
    ) async throws -> Response {
        let inquiry = try await Inquiry(request, context, services)
        try inquiry.query.allow(["status"])
        let collection = try inquiry.catalog.collection(context.path("collectionId"))
        _ = try editing.require(.edit, in: collection, request, context)
        let status = try inquiry.query.value("status").map { text throws(ParameterError) in
            guard let status = EditDraft.Status(rawValue: text) else {
                let known = EditDraft.Status.allCases.map(\.rawValue).joined(separator: ", ")
                throw ParameterError(parameter: "status", value: text, expected: "one of \(known)")
            }
            return status
        }
        let asHTML = try inquiry.prefersHTML()
        let store = services.store
        let drafts = try await services.executor.run {
            try store.drafts(of: collection.id, status: status, limit: Self.mostDrafts)
        }
        return asHTML
            ? try DraftPages(inquiry: inquiry, services: services).list(drafts, of: collection)
                .answer(inquiry, services).response(to: request)
            : try DraftDocument(inquiry: inquiry).list(drafts, of: collection).response(to: request)
    }

    private func show(
        _ request: Request, _ context: ServerRequestContext, _ editing: EditingService
    ) async throws -> Response {
        try await services.answer {
            let inquiry = try await Inquiry(request, context, services)
            try inquiry.query.allow([])
            let collection = try inquiry.catalog.collection(context.path("collectionId"))
            _ = try editing.require(.edit, in: collection, request, context)
            let id = try Self.id(context, collection)
            let reader = FeatureReader(store: services.store)
            let asHTML = try inquiry.prefersHTML()
            let document = DraftDocument(inquiry: inquiry)
            let (draft, preview, answer) = try await services.executor.run {
                let (draft, preview) = try reader.store.draft(id, of: collection)
                let answer = try reader.transforms.withTransform(from: collection.storageCRS, to: .crs84) {
                    try document.whole(draft, preview, of: collection, by: $0)
                }
                return (draft, preview, answer)
            }
            return asHTML
                ? try DraftPages(inquiry: inquiry, services: services).single(draft, preview, of: collection)
                    .answer(inquiry, services).response(to: request)
                : try answer.response(to: request)
        }
    }

    /// A merge patch of the draft: `{"status": "approved"}`, or `{"status": "rejected", "reason": "…"}`.
    private func decide(
        _ request: Request, _ context: ServerRequestContext, _ editing: EditingService
    ) async throws -> Response {
        let inquiry = try await Inquiry(request, context, services)
        try inquiry.query.allow([])
        let collection = try inquiry.catalog.collection(context.path("collectionId"))
        let principal = try editing.require(.publish, in: collection, request, context)
        let id = try Self.id(context, collection)
        let write = try WriteRequest(request, collection: collection)
        try write.requireType([.mergePatch, .json], isPatch: true)
        let body = try await write.body(atMost: editing.bodyLimit).value
        let (name, subject) = (principal.name, collection.id)
        let document = DraftDocument(inquiry: inquiry)
        switch body["status"]?.string.flatMap(EditDraft.Status.init(rawValue:)) {
        case .approved:
            let outcome = try await editing.write { try $0.approve(draft: id, of: subject, by: name) }
            context.notes.note(
                .approval, in: subject,
                [
                    "draft": .integer(id), "decision": "approved",
                    "version": outcome.version.map { JSONValue($0.number) } ?? .null,
                ])
            try await services.catalogs.refresh()
        case .rejected:
            guard let reason = body["reason"]?.string, !reason.isEmpty else {
                throw EditingError.malformed(reason: "rejecting takes a 'reason', a text", pointer: "/reason")
            }
            _ = try await editing.write { try $0.reject(draft: id, of: subject, by: name, reason: reason) }
            context.notes.note(.approval, in: subject, ["draft": .integer(id), "decision": "rejected"])
        case .open, nil:
            throw EditingError.malformed(reason: "expected \"approved\" or \"rejected\"", pointer: "/status")
        }
        let store = services.store
        let draft = try await services.executor.run { try store.draft(id, of: subject) }
        return try document.short(draft).response(to: request)
    }

    private static func id(_ context: ServerRequestContext, _ collection: PublishedCollection) throws -> Int64 {
        let text = try context.path("draftId")
        guard let id = FeatureID(text) else {
            throw EditingError.draftNotFound(collection: collection.id.name, id: text)
        }
        return id.value
    }
}
