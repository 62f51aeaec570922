import Hummingbird
import MapRender
import SimpleFeatures

extension MediaType {
    /// The messages of node-fontnik, which have no registered type.
    static let glyphs = MediaType("application/x-protobuf")
    static let svg = MediaType("image/svg+xml")
}

/// What clients letter maps with.
struct FontRoutes: Sendable {
    let services: Services

    /// Fonts of a server change when somebody installs others.
    private static let cacheControl = "public, max-age=604800"

    func add(to router: some RouterMethods<ServerRequestContext>) {
        router.read("/fonts.json") { request, context in try await list(request, context) }
        router.read("/fonts/{fontstack}/{range}") { request, context in try await glyphs(request, context) }
    }

    private func list(_ request: Request, _ context: ServerRequestContext) async throws -> Response {
        let inquiry = try await Inquiry(request, context, services)
        try inquiry.query.allow([])
        try FormatParameter.requireJSON(inquiry.query, accept: request.headers[.accept], as: .json)
        return try Answer(.array(services.fonts.library.names.map(JSONValue.string))).response(to: request)
    }

    private func glyphs(_ request: Request, _ context: ServerRequestContext) async throws -> Response {
        try QueryParameters(request.uri.query).allow([])
        let stack = try GlyphParameters.stack(context.path("fontstack"))
        let first = try GlyphParameters.first(context.path("range"))
        var answer = Answer(bytes: try await services.fonts.glyphs(stack, first: first), type: .glyphs)
        answer.cacheControl = Self.cacheControl
        answer.vary = ""
        return try answer.response(to: request)
    }
}
