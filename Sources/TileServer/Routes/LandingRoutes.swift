import Hummingbird
import SimpleFeatures

/// `/`, `/conformance`, `/api`, `/sectors`.
struct LandingRoutes: Sendable {
    let services: Services

    func add(to router: some RouterMethods<ServerRequestContext>) {
        router.read("/") { request, _ in try landing(request) }
        router.read("/conformance") { request, _ in try conformance(request) }
        router.read("/api") { request, _ in try api(request) }
        router.read("/sectors") { request, _ in try sectors(request) }
    }

    private func landing(_ request: Request) throws -> Response {
        let inquiry = try Inquiry(request, configuration: services.configuration)
        try inquiry.query.allow([])
        guard try inquiry.prefersHTML() else {
            return try Answer(LandingDocument.document(inquiry, configuration: services.configuration))
                .response(to: request)
        }
        return try LandingPage.page(inquiry, services).answer(inquiry, services).response(to: request)
    }

    private func conformance(_ request: Request) throws -> Response {
        let inquiry = try Inquiry(request, configuration: services.configuration)
        try inquiry.query.allow([])
        guard try inquiry.prefersHTML() else {
            return try Answer(ConformanceDocument.document).response(to: request)
        }
        let standards = ConformanceDocument.standards.map { standard in
            ["standardTitle": standard.title, "classes": standard.classes.map { ["classURI": $0] }] as [String: Any]
        }
        let page = Page(
            template: "conformance", title: services.pages.word("conformance", inquiry.language),
            breadcrumbs: services.homeCrumb(inquiry.language), context: ["standards": standards])
        return try page.answer(inquiry, services).response(to: request)
    }

    private func api(_ request: Request) throws -> Response {
        let inquiry = try Inquiry(request, configuration: services.configuration)
        try inquiry.query.allow([])
        guard try inquiry.prefersHTML(json: .openAPI) else {
            let document = OpenAPIDocument(
                links: inquiry.links, configuration: services.configuration, catalog: services.catalog)
            return try Answer(document.document, type: .openAPI).response(to: request)
        }
        let groups = ["Capabilities", "Data", "Tiles", "Styles", "Map", "Operation"].map { tag in
            let operations = OpenAPIDocument.operations.filter { $0.tag == tag }.map { operation in
                var entry = [
                    "operationMethod": "GET", "operationPath": operation.path, "operationSummary": operation.summary,
                ]
                if !operation.parameters.isEmpty {
                    entry["operationParameters"] = operation.parameters.joined(separator: ", ")
                }
                return entry
            }
            return ["groupTitle": tag, "operations": operations] as [String: Any]
        }
        let page = Page(
            template: "api", title: services.pages.word("apiTitle", inquiry.language),
            breadcrumbs: services.homeCrumb(inquiry.language),
            context: [
                "documentURL": inquiry.links.url("/api?f=json"), "versionText": OpenAPIDocument.version,
                "groups": groups,
            ])
        return try page.answer(inquiry, services).response(to: request)
    }

    private func sectors(_ request: Request) throws -> Response {
        let inquiry = try Inquiry(request, configuration: services.configuration)
        try inquiry.query.allow([])
        try FormatParameter.requireJSON(inquiry.query, accept: request.headers[.accept], as: .json)
        return try Answer(SectorsDocument.document(services.catalog, links: inquiry.links)).response(to: request)
    }
}

extension Services {
    func homeCrumb(_ language: Language) -> [(title: String, path: String)] {
        [(title: pages.word("home", language), path: "/")]
    }
}
