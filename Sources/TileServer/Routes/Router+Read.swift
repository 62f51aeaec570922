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
}
