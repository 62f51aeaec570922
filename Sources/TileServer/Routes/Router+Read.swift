import Hummingbird

extension RouterMethods where Context == ServerRequestContext {
    /// A resource that is read. HEAD follows from GET; other methods are refused with what is allowed, where the
    /// router alone would say that there is nothing.
    func read(
        _ path: RouterPath, use handler: @Sendable @escaping (Request, ServerRequestContext) async throws -> Response
    ) {
        on(path, method: .get, use: handler)
        for method in [HTTPRequest.Method.post, .put, .patch, .delete] {
            on(path, method: method) { request, _ -> Response in
                throw RequestError.methodNotAllowed(method: request.method.rawValue)
            }
        }
    }

    /// A resource with methods of its own; HEAD follows from GET.
    func resource(
        _ path: RouterPath,
        _ handlers: [(
            method: HTTPRequest.Method, use: @Sendable (Request, ServerRequestContext) async throws -> Response
        )]
    ) {
        let methods = handlers.map(\.method)
        let allowed = methods.flatMap { $0 == .get ? ["GET", "HEAD"] : [$0.rawValue] }
        for handler in handlers { on(path, method: handler.method, use: handler.use) }
        for method in [HTTPRequest.Method.post, .put, .patch, .delete] where !methods.contains(method) {
            on(path, method: method) { request, _ -> Response in
                throw RequestError.methodNotAllowed(method: request.method.rawValue, allowed: allowed)
            }
        }
    }
}
