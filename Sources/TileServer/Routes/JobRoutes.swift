import HTTPTypes
import Hummingbird

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
                        return try await self.status(request) { try await services.exports.job(id) }
                    }
                ),
                (
                    .delete,
                    { request, context in
                        let id = try context.path("jobId")
                        return try await self.status(request) { try await services.exports.cancel(id) }
                    }
                ),
            ])
        router.read("/jobs/{jobId}/file") { request, context in
            try await file(request, id: context.path("jobId"))
        }
    }

    private func status(_ request: Request, _ job: () async throws -> ExportJob) async throws -> Response {
        let inquiry = try Inquiry(request, configuration: services.configuration)
        try inquiry.query.allow([])
        let asHTML = try inquiry.prefersHTML()
        let job = try await job()
        let page = asHTML ? ExportPages(inquiry: inquiry, services: services).job(job) : nil
        return try JobDocument(links: inquiry.links, language: inquiry.language)
            .status(job, page: page?.answer(inquiry, services)).response(to: request)
    }

    private func file(_ request: Request, id: String) async throws -> Response {
        let (job, path) = try await services.exports.file(id)
        let headers: HTTPFields = [
            .contentType: job.format.mediaType.value, .contentDisposition: job.fileName.disposition,
            // The file of a job never changes.
            .eTag: EntityTag(job.id, isCompressed: false).text, .cacheControl: "private, no-cache",
        ]
        return try JobFile(path: path, executor: services.executor).response(to: request, headers: headers)
    }
}
