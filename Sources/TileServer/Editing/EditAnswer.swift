import Accounts
import GeoStore
import HTTPTypes
import Hummingbird
import SimpleFeatures

/// Hands edits to the store and tells the client what came of them.
struct EditAnswer: Sendable {
    let write: WriteRequest
    let inquiry: Inquiry
    let services: Services

    enum Submission {
        case published(EditOutcome)
        /// They wait for somebody to decide.
        case draft(Response)
    }

    /// - Throws: `EditRefusal`, `GeoStoreError`.
    func submit(
        _ edits: [FeatureEdit], to collection: PublishedCollection, by principal: Principal, _ editing: EditingService
    ) async throws -> Submission {
        let statement = EditStatement(author: principal.name, comment: write.comment)
        let (id, crs, limits) = (collection.id, write.crs, editing.limits)
        if collection.isModerated, editing.right(of: principal, in: collection) < .publish {
            let draft = try await editing.write { try $0.propose(id, edits, in: crs, by: statement, limits: limits) }
            inquiry.notes.note(
                .edit, in: id, ["draft": .integer(draft.id), "features": JSONValue(edits.count)])
            return .draft(try DraftDocument(inquiry: inquiry).accepted(draft).response(to: write.request))
        }
        let outcome = try await editing.write { try $0.edit(id, edits, in: crs, by: statement, limits: limits) }
        if let version = outcome.version {
            inquiry.notes.note(
                .edit, in: id, ["version": JSONValue(version.number), "features": JSONValue(edits.count)])
        }
        // Whoever asks next, asks about what was written.
        try await services.catalogs.refresh()
        return .published(outcome)
    }

    /// One feature was written or taken away.
    /// - Parameter status: of an answer that shows the feature.
    func one(
        _ outcome: EditOutcome, in collection: PublishedCollection, status: HTTPResponse.Status
    ) async throws -> Response {
        guard let edited = outcome.features.first else { return Response(status: .noContent) }
        var headers = headers(outcome)
        if status == .created { headers[.location] = url(of: edited.id, in: collection) }
        guard let tag = edited.tag else { return Response(status: .noContent, headers: headers) }
        guard write.wantsRepresentation else {
            headers[.eTag] = FeatureTags.text(tag)
            return Response(status: status == .created ? .created : .noContent, headers: headers)
        }
        headers[.preferenceApplied] = "return=representation"
        let fields = headers
        return try await services.answer {
            let present = try await services.audiences.catalog(for: inquiry.principal).collection(collection.id.name)
            let rendition = FeatureRendition(
                crs: write.crs, axes: write.axes, schema: present.schema, properties: nil)
            let reader = FeatureReader(store: services.store)
            let feature = try await services.executor.run {
                try reader.feature(edited.id, of: present, matching: FeatureQuery(), as: rendition)
            }
            guard let feature else { return Response(status: .noContent, headers: fields) }
            var answer = FeatureDocument.answer(feature, of: present, as: rendition, inquiry, tag: tag)
            answer.status = status
            answer.cacheControl = "no-store"
            for field in fields { answer.headers[field.name] = field.value }
            return try answer.response(to: write.request)
        }
    }

    /// Several features were made.
    func created(_ outcome: EditOutcome, in collection: PublishedCollection) throws -> Response {
        let features = outcome.features.map { edited -> JSONValue in
            [
                "id": .integer(edited.id.value), "etag": JSONValue(edited.tag.map(FeatureTags.text)),
                "href": .string(url(of: edited.id, in: collection)),
            ]
        }
        var answer = Answer([
            "numberCreated": JSONValue(features.count),
            "version": outcome.version.map { JSONValue($0.number) } ?? .null, "features": .array(features),
        ])
        answer.status = .created
        answer.cacheControl = "no-store"
        for field in headers(outcome) { answer.headers[field.name] = field.value }
        return try answer.response(to: write.request)
    }

    private func headers(_ outcome: EditOutcome) -> HTTPFields {
        guard let version = outcome.version else { return [:] }
        return [.datasetVersion: "\(version.number)"]
    }

    private func url(of id: FeatureID, in collection: PublishedCollection) -> String {
        inquiry.links.url("/collections/\(collection.id)/items/\(id)")
    }
}

extension HTTPField.Name {
    /// Which version of the collection an answer made or has reached.
    static let datasetVersion = HTTPField.Name("GeoSector-Version")!
}
