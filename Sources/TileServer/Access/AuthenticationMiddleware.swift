import GeoStore
import HTTPTypes
import Hummingbird

/// Puts who asks into the context of a request, before any route. What is answered to somebody is kept by nobody else.
struct AuthenticationMiddleware: RouterMiddleware {
    typealias Context = ServerRequestContext

    let authenticator: any Authenticator

    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        var context = context
        context.principal = try await authenticator.principal(of: request, context)
        var response = try await next(request, context)
        guard context.principal != .anonymous, let cached = response.headers[.cacheControl] else { return response }
        response.headers[.cacheControl] = Answer.privately(cached)
        return response
    }
}
