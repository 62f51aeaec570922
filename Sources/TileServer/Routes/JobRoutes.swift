import Accounts
import GeoStore
import HTTPTypes
import Hummingbird
import SimpleFeatures

/// `/jobs/{jobId}`: how far an export is, its file, and an end to it.
struct JobRoutes: Sendable {
    let services: Services

    func add(to router: some RouterMethods<ServerRequestContext>) {
        router.resource(
            "/jobs/{jobId}",
            [
                (
                    .get,
                    { request, context in
                        let id = try context.path("jobId")
                        return try await self.status(request, context, id: id) { $0 }
                    }
                ),
                (
                    .delete,
                    { request, context in
                        let id = try context.path("jobId")
                        return try await self.status(request, context, id: id) {
                            try await services.exports.cancel($0.id)
                        }
                    }
                ),
            ])
        router.read("/jobs/{jobId}/file") { request, context in
            try await file(request, context, id: context.path("jobId"))
        }
        router.read("/jobs/{jobId}/manifest") { request, context in
            try await manifest(request, context, id: context.path("jobId"))
        }
        router.read("/manifest-keys") { request, context in
            let inquiry = try await Inquiry(request, context, services)
            try inquiry.query.allow([])
            try FormatParameter.requireJSON(inquiry.query, accept: request.headers[.accept], as: .keySet)
            let keys = try await services.accounts?.signatureKeys().json ?? ["keys": []]
            return try Answer(keys, type: .keySet).response(to: request)
        }
    }

    private func status(
        _ request: Request, _ context: ServerRequestContext, id: String,
        _ change: (ExportJob) async throws -> ExportJob
    ) async throws -> Response {
        let inquiry = try await Inquiry(request, context, services)
        try inquiry.query.allow([])
        let asHTML = try inquiry.prefersHTML()
        let job = try await change(self.job(id, inquiry.principal, inquiry.catalog))
        let page = asHTML ? ExportPages(inquiry: inquiry, services: services).job(job) : nil
        return try JobDocument(links: inquiry.links, language: inquiry.language)
            .status(job, page: page?.answer(inquiry, services)).response(to: request)
    }

    /// A job of whoever asks, who still sees of the collection what they saw when they ordered it.
    private func job(_ id: String, _ principal: Principal, _ catalog: Catalog) async throws -> ExportJob {
        let job = try await services.exports.job(id)
        guard job.owner == principal, job.subject.isSeen(in: catalog) else { throw ExportError.jobNotFound(id: id) }
        return job
    }

    private func manifest(_ request: Request, _ context: ServerRequestContext, id: String) async throws -> Response {
        let inquiry = try await Inquiry(request, context, services)
        try inquiry.query.allow([])
        try FormatParameter.requireJSON(inquiry.query, accept: request.headers[.accept], as: .json)
        _ = try await job(id, inquiry.principal, inquiry.catalog)
        let (job, _) = try await services.exports.file(id)
        guard let result = job.result else { throw ExportError.notReady(id: id) }
        // A map on paper is of many versions.
        guard case .features(let features) = job.subject, let origin = result.origin else {
            throw RequestError.notFound(path: inquiry.path)
        }
        let manifest = ExportManifest(
            job: job, features: features, origin: origin, result: result, publisher: inquiry.links.base)
        var answer = Answer(try await manifest.document(signedBy: services.accounts))
        answer.cacheControl = "no-store"
        answer.headers[.contentDisposition] =
            "attachment; filename=\"\(job.fileName.plain).manifest.json\""
        return try answer.response(to: request)
    }

    private func file(_ request: Request, _ context: ServerRequestContext, id: String) async throws -> Response {
        let catalog = try await services.audiences.catalog(for: context.principal)
        _ = try await job(id, context.principal, catalog)
        let (job, path) = try await services.exports.file(id)
        if case .features(let features) = job.subject, let collection = catalog.existing(features.collection) {
            context.notes.hand(
                .export, of: collection, filter: features.narrowing, count: job.rows,
                file: HandedFeatures.File(format: features.format.rawValue, digest: job.result?.digest))
        }
        var headers: HTTPFields = [
            .contentType: job.subject.mediaType.value, .contentDisposition: job.fileName.disposition,
            // The file of a job never changes.
            .eTag: EntityTag(job.id, isCompressed: false).text, .cacheControl: "private, no-cache",
        ]
        headers[.representationDigest] = job.result?.digestField
        return try JobFile(path: path, executor: services.executor).response(to: request, headers: headers)
    }
}
