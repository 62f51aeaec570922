import HTTPTypes
import Hummingbird

typealias RouteHandler = @Sendable (Request, ServerRequestContext) async throws -> Response
/// Names of methods, and fields that say more, for one who asks which there are.
typealias RouteOffer = @Sendable (Request, ServerRequestContext, [String]) async throws -> ([String], [HTTPField])

extension RouterMethods where Context == ServerRequestContext {
    /// A resource that is read.
    func read(_ path: RouterPath, use handler: @escaping RouteHandler) { resource(path, [(.get, handler)]) }

    /// A resource with methods of its own. HEAD follows from GET, OPTIONS says what there is, and any other method is
    /// refused with it, where the router alone would say that there is nothing.
    /// - Parameter offered: what of the methods OPTIONS tells one who asks, and further fields; all of them when nil.
    func resource(
        _ path: RouterPath, _ handlers: [(method: HTTPRequest.Method, use: RouteHandler)], offered: RouteOffer? = nil
    ) {
        let methods = handlers.map(\.method)
        let allowed = methods.flatMap { $0 == .get ? ["GET", "HEAD"] : [$0.rawValue] }
        for handler in handlers { on(path, method: handler.method, use: handler.use) }
        on(path, method: .options) { request, context in
            let (names, fields) = try await offered?(request, context, allowed) ?? (allowed, [])
            var response = Self.methods(names + ["OPTIONS"])
            for field in fields { response.headers.append(field) }
            return response
        }
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
