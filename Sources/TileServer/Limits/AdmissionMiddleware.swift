import GeoStore
import HTTPTypes
import Hummingbird

/// Counts a request for whoever makes it, and gives it its place. It goes behind the one that finds out who asks.
struct AdmissionMiddleware: RouterMiddleware {
    typealias Context = ServerRequestContext

    let limits: RequestLimits

    /// Supervisors of this machine must be answered when nobody else is.
    private static let ofSupervisors: Set<String> = ["/health", "/ready"]

    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        var context = context
        guard request.head.path?.utf8.count ?? 0 <= limits.settings.urlBytes else {
            throw LimitError.targetTooLong(most: limits.settings.urlBytes)
        }
        context.client = LimitedClient(context.principal) ?? limits.client(of: request, context)
        if !(Self.ofSupervisors.contains(request.uri.path) && limits.origin.isFromHere(request, context)) {
            try limits.take(of: context.client)
        }
        guard let kind = WorkKind.of(request.method, context.endpointPath), let gate = limits.gate(kind) else {
            return try await next(request, context)
        }
        let place = try await gate.place(for: context.client, watching: context.channel)
        defer { place.release() }
        return try await next(request, context)
    }
}
