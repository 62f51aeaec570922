import Hummingbird
import SimpleFeatures
import TileEngine

/// `/metrics` for Prometheus, and `/cache/stats` for `tileserver cache stats` on this machine.
struct MetricRoutes: Sendable {
    let services: Services

    func add(to router: some RouterMethods<ServerRequestContext>) {
        router.read("/metrics") { request, context in try await metrics(request, context) }
        router.read("/cache/stats") { request, context in try stats(request, context) }
    }

    private func metrics(_ request: Request, _ context: ServerRequestContext) async throws -> Response {
        let catalog = try await services.audiences.catalog(for: context.principal)
        let text = ServerMetrics(services: services, catalog: catalog).text
        var answer = Answer(bytes: Array(text.utf8), type: .metrics)
        answer.cacheControl = "no-store"
        return try answer.response(to: request)
    }

    /// For programs on this machine only: a proxy says for whom it asks.
    private func stats(_ request: Request, _ context: ServerRequestContext) throws -> Response {
        guard services.limits.origin.isFromHere(request, context) else {
            throw RequestError.notFound(path: request.uri.path)
        }
        var answer = Answer(CacheStatsDocument.document(services.tiles.statistics))
        answer.cacheControl = "no-store"
        return try answer.response(to: request)
    }
}
