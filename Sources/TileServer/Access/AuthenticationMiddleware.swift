import GeoStore
import HTTPTypes
import Hummingbird

/// Puts who asks into the context of a request, before any route. What is answered to somebody is kept by nobody else.
struct AuthenticationMiddleware: RouterMiddleware {
    typealias Context = ServerRequestContext

    let authenticator: any Authenticator
    let limits: RequestLimits

    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        var context = context
        context.principal = try await principal(of: request, context)
        var response = try await next(request, context)
        guard context.principal != .anonymous else { return response }
        response.headers[CommonFields.personal.name] = CommonFields.personal.value
        guard let cached = response.headers[.cacheControl] else { return response }
        response.headers[.cacheControl] = Answer.privately(cached)
        return response
    }

    /// Who has used up an address's rate is not looked up; guesses are counted for the address they come from.
    private func principal(of request: Request, _ context: Context) async throws -> Principal {
        guard Credentials(request.headers) != nil else {
            return try await authenticator.principal(of: request, context)
        }
        let stranger = limits.client(of: request, context)
        try limits.requireAllowance(of: stranger)
        do { return try await authenticator.principal(of: request, context) } catch let error as AccessError {
            try limits.take(of: stranger)
            throw error
        }
    }
}
