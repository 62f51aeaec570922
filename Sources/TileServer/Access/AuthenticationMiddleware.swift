import GeoStore
import HTTPTypes
import Hummingbird

/// Puts who asks into the context of a request, before any route. What is answered to somebody is kept by nobody else.
struct AuthenticationMiddleware: RouterMiddleware {
    typealias Context = ServerRequestContext

    let authenticator: any Authenticator
    let cookie: SessionCookie
    let limits: RequestLimits

    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        let known = try await caller(of: request, context)
        context.notes.caller = known
        let caller = try ViewAs(cookie: cookie).caller(known, for: request)
        context.notes.caller = caller
        var response = try await next(request, context)
        // Signing in or out sets one of its own.
        if let renewed = caller.renewed, response.headers[.setCookie] == nil {
            response.headers[.setCookie] = cookie.setting(renewed)
            response.headers[.cacheControl] = "no-store"
        }
        guard caller.person != .anonymous else { return response }
        response.headers[CommonFields.personal.name] = CommonFields.personal.value
        guard let cached = response.headers[.cacheControl] else { return response }
        response.headers[.cacheControl] = Answer.privately(cached)
        return response
    }

    /// Who has used up an address's rate is not looked up; guesses are counted for the address they come from.
    private func caller(of request: Request, _ context: Context) async throws -> Caller {
        guard Credentials(request.headers) != nil else {
            return try await authenticator.caller(of: request, context)
        }
        let stranger = limits.client(of: request, context)
        try limits.requireAllowance(of: stranger)
        do { return try await authenticator.caller(of: request, context) } catch let error as AccessError {
            try limits.take(of: stranger)
            throw error
        }
    }
}
