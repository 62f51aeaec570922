import Hummingbird
import SimpleFeatures

/// `/styles` and one style.
struct StyleRoutes: Sendable {
    let services: Services

    func add(to router: some RouterMethods<ServerRequestContext>) {
        router.read("/styles") { request, context in try await list(request, context) }
        router.read("/styles/{styleId}") { request, context in
            try await style(request, context, id: context.path("styleId"))
        }
    }

    private func list(_ request: Request, _ context: ServerRequestContext) async throws -> Response {
        let inquiry = try await Inquiry(request, context, services)
        try inquiry.query.allow([])
        let composed = [
            (id: StyleLibrary.composedID, title: services.pages.word("map", inquiry.language)),
            (id: StyleLibrary.darkComposedID, title: services.pages.word("mapDark", inquiry.language)),
        ]
        let files = services.styles.styles.map { (id: $0.id, title: $0.title(in: inquiry.language)) }
        let styles = composed + files
        if try inquiry.prefersHTML() {
            let rows = styles.map { style in
                ["styleTitle": style.title, "styleID": style.id, "styleURL": inquiry.links.url("/styles/\(style.id)")]
            }
            let page = Page(
                template: "styles", title: services.pages.word("styles", inquiry.language),
                breadcrumbs: services.homeCrumb(inquiry.language), context: ["hasStyles": true, "styles": rows])
            return try page.answer(inquiry, services).response(to: request)
        }
        let document: JSONValue = [
            "default": .string(StyleLibrary.composedID),
            "styles": .array(
                styles.map { style in
                    [
                        "id": .string(style.id), "title": .string(style.title),
                        "links": [
                            inquiry.links.link(
                                "/styles/\(style.id)", rel: "stylesheet", type: .mapboxStyle, title: style.title),
                            inquiry.links.link(
                                "/styles/\(style.id)/map", rel: LinkRelation.map, type: .png, title: style.title),
                            inquiry.links.link(
                                "/styles/\(style.id)/map/tiles", rel: LinkRelation.mapTilesets, type: .json,
                                title: style.title),
                        ],
                    ]
                }),
            "links": .array(
                inquiry.links.selfAndAlternate("/styles", query: inquiry.query, json: .json, isHTML: false)),
        ]
        return try Answer(document).response(to: request)
    }

    private func style(_ request: Request, _ context: ServerRequestContext, id: String) async throws -> Response {
        let inquiry = try await Inquiry(request, context, services)
        try inquiry.query.allow([])
        try FormatParameter.requireJSON(inquiry.query, accept: request.headers[.accept], as: .mapboxStyle)
        let document = try services.styles.document(id, catalog: inquiry.catalog, links: inquiry.links)
        return try Answer(document, type: .mapboxStyle).response(to: request)
    }
}
