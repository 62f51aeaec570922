import HTTPTypes
import Hummingbird
import SimpleFeatures

/// `/styles`, one style and what there is to know of it (OGC API Styles, draft 20-009).
struct StyleRoutes: Sendable {
    let services: Services

    func add(to router: some RouterMethods<ServerRequestContext>) {
        let writes = StyleEditRoutes(services: services)
        let list: StyleEditRoutes.Handlers = [(.get, { request, context in try await self.list(request, context) })]
        let one: StyleEditRoutes.Handlers = [
            (.get, { request, context in try await style(request, context, id: context.path("styleId")) })
        ]
        let offer: RouteOffer = { request, context, methods in self.offer(request, context, methods) }
        router.resource("/styles", list + writes.listHandlers, offered: offer)
        router.resource("/styles/{styleId}", one + writes.styleHandlers, offered: offer)
        router.read("/styles/{styleId}/metadata") { request, context in
            try await metadata(request, context, id: context.path("styleId"))
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

    /// What OPTIONS says: of the writing methods only to those who may use them.
    private func offer(
        _ request: Request, _ context: ServerRequestContext, _ methods: [String]
    ) -> ([String], [HTTPField]) {
        guard services.accounts != nil, context.notes.caller.isAdministrator else {
            return (methods.filter { ["GET", "HEAD"].contains($0) }, [])
        }
        let types = StyleEditRoutes.types.map(\.essence).joined(separator: ", ")
        return (methods, methods.contains("POST") ? [HTTPField(name: .acceptPost, value: types)] : [])
    }

    private func style(_ request: Request, _ context: ServerRequestContext, id: String) async throws -> Response {
        let inquiry = try await Inquiry(request, context, services)
        try inquiry.query.allow(["glyphs"])
        let hasGlyphs = try Self.hasGlyphs(inquiry.query)
        if try inquiry.query.value("f") == "html" { return try page(id, inquiry) }
        try FormatParameter.requireJSON(inquiry.query, accept: request.headers[.accept], as: .mapboxStyle)
        let document = try services.styles.document(
            id, catalog: inquiry.catalog, links: inquiry.links, hasGlyphs: hasGlyphs)
        var answer = Answer(document, type: .mapboxStyle)
        answer.contentTag = StyleLibrary.isComposed(id) ? nil : try services.styles.file(id).tag
        return try answer.response(to: request)
    }

    /// Whoever draws text with fonts of the page says so: MapLibre asks for glyphs as soon as a style names them.
    private static func hasGlyphs(_ query: QueryParameters) throws(ParameterError) -> Bool {
        switch try query.value("glyphs") {
        case nil, "true": return true
        case "false": return false
        case let text?: throw ParameterError(parameter: "glyphs", value: text, expected: "true or false")
        }
    }

    private func title(of id: String, _ inquiry: Inquiry) throws(RequestError) -> String {
        StyleLibrary.isComposed(id)
            ? services.pages.word("map", inquiry.language) : try services.styles.file(id).title(in: inquiry.language)
    }

    private func page(_ id: String, _ inquiry: Inquiry) throws -> Response {
        let title = try title(of: id, inquiry)
        let crumbs =
            services.homeCrumb(inquiry.language)
            + [(title: services.pages.word("styles", inquiry.language), path: "/styles")]
        let page = Page(
            template: "style", title: title, breadcrumbs: crumbs,
            context: [
                "styleID": id, "styleURL": inquiry.links.url("/styles/\(id)?f=json"),
                "metadataURL": inquiry.links.url("/styles/\(id)/metadata"),
                "legendURL": inquiry.links.url("/styles/\(id)/legend?f=svg&lang=\(inquiry.language.rawValue)"),
            ])
        return try page.answer(inquiry, services).response(to: inquiry.request)
    }

    private func metadata(_ request: Request, _ context: ServerRequestContext, id: String) async throws -> Response {
        let inquiry = try await Inquiry(request, context, services)
        try inquiry.query.allow([])
        try FormatParameter.requireJSON(inquiry.query, accept: request.headers[.accept], as: .json)
        let style = try services.styles.document(
            id, catalog: inquiry.catalog, links: inquiry.links, hasGlyphs: false)
        let document = StyleMetadataDocument(
            id: id, title: try title(of: id, inquiry), style: style, catalog: inquiry.catalog,
            language: inquiry.language, links: inquiry.links)
        return try Answer(document.document).response(to: request)
    }
}
