import HTTPTypes
import Hummingbird

extension RouterMethods where Context == ServerRequestContext {
    typealias Handler = @Sendable (Request, ServerRequestContext) async throws -> Response

    /// A resource that is read.
    func read(_ path: RouterPath, use handler: @escaping Handler) { resource(path, [(.get, handler)]) }

    /// A resource with methods of its own. HEAD follows from GET, OPTIONS says what there is, and any other method is
    /// refused with it, where the router alone would say that there is nothing.
    func resource(_ path: RouterPath, _ handlers: [(method: HTTPRequest.Method, use: Handler)]) {
        let methods = handlers.map(\.method)
        let allowed = methods.flatMap { $0 == .get ? ["GET", "HEAD"] : [$0.rawValue] }
        for handler in handlers { on(path, method: handler.method, use: handler.use) }
        on(path, method: .options) { _, _ in Self.methods(allowed + ["OPTIONS"]) }
        for method in Self.known where !methods.contains(method) {
            on(path, method: method) { request, _ -> Response in
                throw RequestError.methodNotAllowed(method: request.method.rawValue, allowed: allowed)
            }
        }
    }

    /// Of the register of methods (RFC 9110, 16.1), those that a client may send to a resource that does not have them.
    private static var known: [HTTPRequest.Method] {
        [.post, .put, .patch, .delete, .trace] + [HTTPRequest.Method("QUERY")].compactMap { $0 }
    }

    /// OPTIONS: what a browser asks before a request from another site, and QGIS before it offers editing.
    private static func methods(_ names: [String]) -> Response {
        let list = names.joined(separator: ", ")
        return Response(
            status: .noContent,
            headers: [
                .allow: list, .accessControlAllowMethods: list,
                .accessControlAllowHeaders: "Accept, Accept-Language, Content-Type, If-None-Match, Range",
                .accessControlMaxAge: "86400",
            ])
    }
}
