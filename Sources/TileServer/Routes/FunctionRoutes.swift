import CQL2
import Hummingbird

/// `/functions`: what filters may call.
struct FunctionRoutes: Sendable {
    let services: Services

    func add(to router: some RouterMethods<ServerRequestContext>) {
        router.read("/functions") { request, context in try await functions(request, context) }
    }

    private func functions(_ request: Request, _ context: ServerRequestContext) async throws -> Response {
        let inquiry = try await Inquiry(request, context, services)
        try inquiry.query.allow([])
        guard try inquiry.prefersHTML() else {
            return try Answer(FunctionsDocument.document(in: inquiry.language)).response(to: request)
        }
        let rows = FilterFunction.all.map { function in
            [
                "functionName": function.name.rawValue,
                "functionArguments": function.arguments.map(\.name).joined(separator: ", "),
                "functionReturns": function.returns.documentType,
                "functionDescription": FunctionsDocument.description(function, inquiry.language),
            ]
        }
        let page = Page(
            template: "functions", title: services.pages.word("functions", inquiry.language),
            breadcrumbs: services.homeCrumb(inquiry.language), context: ["functions": rows])
        return try page.answer(inquiry, services).response(to: request)
    }
}
