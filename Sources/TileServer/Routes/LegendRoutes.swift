import GeoStore
import Hummingbird
import MapRender
import SimpleFeatures

/// `/styles/{styleId}/legend`: what the colours of a style mean.
struct LegendRoutes: Sendable {
    let services: Services

    func add(to router: some RouterMethods<ServerRequestContext>) {
        router.read("/styles/{styleId}/legend") { request, context in try await legend(request, context) }
    }

    private func legend(_ request: Request, _ context: ServerRequestContext) async throws -> Response {
        let inquiry = try await Inquiry(request, context, services)
        let parameters = try LegendParameters(style: context.path("styleId"), inquiry)
        let legend = try await services.answer {
            try await services.legends.legend(
                parameters.question, in: services.audiences.catalog(for: context.principal))
        }
        let (language, fonts, path) = (inquiry.language, services.fonts.library, inquiry.path)
        let bytes = try await services.executor.run {
            let picture = LegendPicture(legend: legend, language: language, fonts: fonts)
            switch parameters.format {
            case .png:
                return try picture.png(
                    width: parameters.width, columns: parameters.columns, scale: parameters.scale)
            case .svg: return try picture.svg(width: parameters.width, columns: parameters.columns)
            case .json:
                var document = try picture.document(scale: parameters.scale)
                document["links"] = .array(links(path, inquiry))
                return JSONValue.object(document).serialized
            }
        }
        var answer = Answer(bytes: bytes, type: parameters.format.type)
        if inquiry.principal.kind != .anonymous { answer.cacheControl = Answer.privately(answer.cacheControl) }
        return try answer.response(to: request, mayCompress: parameters.format != .png)
    }

    private func links(_ path: String, _ inquiry: Inquiry) -> [JSONValue] {
        LegendParameters.Format.allCases.map { format in
            inquiry.links.link(
                "\(path)?\(inquiry.query.setting([("f", format.rawValue)]))",
                rel: format == .json ? "self" : "alternate", type: format.type)
        }
    }
}
