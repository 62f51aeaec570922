import Hummingbird
import SimpleFeatures

/// `/`, `/conformance`, `/api`, `/api.html`, `/sectors`.
struct LandingRoutes: Sendable {
    let services: Services

    func add(to router: some RouterMethods<ServerRequestContext>) {
        router.read("/") { request, context in try await landing(request, context) }
        router.read("/conformance") { request, context in try await conformance(request, context) }
        router.read("/api") { request, context in try await api(request, context) }
        router.read("/api.html") { request, context in try await swagger(request, context) }
        router.read("/sectors") { request, context in try await sectors(request, context) }
    }

    private func landing(_ request: Request, _ context: ServerRequestContext) async throws -> Response {
        let inquiry = try await Inquiry(request, context, services)
        try inquiry.query.allow([])
        guard try inquiry.prefersHTML() else {
            let documentation = services.assets.hasAPIBrowser ? "/api.html" : "/api?f=html"
            return try Answer(
                LandingDocument.document(
                    inquiry, configuration: services.configuration, documentation: documentation)
            ).response(to: request)
        }
        return try LandingPage.page(inquiry, services).answer(inquiry, services).response(to: request)
    }

    private func conformance(_ request: Request, _ context: ServerRequestContext) async throws -> Response {
        let inquiry = try await Inquiry(request, context, services)
        try inquiry.query.allow([])
        guard try inquiry.prefersHTML() else {
            return try Answer(ConformanceDocument.document(of: services)).response(to: request)
        }
        let standards = ConformanceDocument.standards(of: services).map { standard in
            ["standardTitle": standard.title, "classes": standard.classes.map { ["classURI": $0] }] as [String: Any]
        }
        let page = Page(
            template: "conformance", title: services.pages.word("conformance", inquiry.language),
            breadcrumbs: services.homeCrumb(inquiry.language), context: ["standards": standards])
        return try page.answer(inquiry, services).response(to: request)
    }

    private func api(_ request: Request, _ context: ServerRequestContext) async throws -> Response {
        let inquiry = try await Inquiry(request, context, services)
        try inquiry.query.allow([])
        guard try inquiry.prefersHTML(json: .openAPI) else {
            let document = OpenAPIDocument(
                links: inquiry.links, configuration: services.configuration, catalog: inquiry.catalog,
                styleIDs: services.styles.ids,
                archiveIDs: services.archives.archives.map(\.name).filter {
                    services.audiences.shows(archive: $0, to: context.principal)
                })
            return try Answer(document.document, type: .openAPI).response(to: request)
        }
        let groups = OpenAPIDocument.tags.map { tag in
            let operations = OpenAPIDocument.operations.filter { $0.tag == tag }.map { operation in
                var entry = [
                    "operationMethod": operation.method.rawValue, "operationPath": operation.path,
                    "operationSummary": operation.summary,
                ]
                if !operation.parameters.isEmpty {
                    entry["operationParameters"] = operation.parameters.joined(separator: ", ")
                }
                return entry
            }
            return ["groupTitle": tag, "operations": operations] as [String: Any]
        }
        var context: [String: Any] = [
            "documentURL": inquiry.links.url("/api?f=json"), "versionText": OpenAPIDocument.version, "groups": groups,
        ]
        if services.assets.hasAPIBrowser {
            context["tryURL"] = inquiry.links.url("/api.html?lang=\(inquiry.language.rawValue)")
        }
        let page = Page(
            template: "api", title: services.pages.word("apiTitle", inquiry.language),
            breadcrumbs: services.homeCrumb(inquiry.language), context: context)
        return try page.answer(inquiry, services).response(to: request)
    }

    /// The definition in Swagger UI: HTML only, because the definition itself is at `/api`.
    private func swagger(_ request: Request, _ context: ServerRequestContext) async throws -> Response {
        guard services.assets.hasAPIBrowser else { throw RequestError.notFound(path: request.uri.path) }
        let inquiry = try await Inquiry(request, context, services)
        try inquiry.query.allow([])
        try FormatParameter.requireHTML(inquiry.query, accept: request.headers[.accept])
        let page = Page(
            template: "swagger", title: services.pages.word("apiTitle", inquiry.language),
            breadcrumbs: services.homeCrumb(inquiry.language), hasJSON: false,
            context: [
                "documentURL": inquiry.links.url("/api?f=json"),
                "tableURL": inquiry.links.url("/api?f=html&lang=\(inquiry.language.rawValue)"),
            ])
        return try page.answer(inquiry, services).response(to: request)
    }

    private func sectors(_ request: Request, _ context: ServerRequestContext) async throws -> Response {
        let inquiry = try await Inquiry(request, context, services)
        try inquiry.query.allow([])
        guard try inquiry.prefersHTML() else {
            return try Answer(SectorsDocument.document(inquiry.catalog, links: inquiry.links)).response(to: request)
        }
        return try SectorsPage.page(inquiry, services).answer(inquiry, services).response(to: request)
    }
}

extension Services {
    func homeCrumb(_ language: Language) -> [(title: String, path: String)] {
        [(title: pages.word("home", language), path: "/")]
    }
}
