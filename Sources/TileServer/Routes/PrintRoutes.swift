import GeoStore
import HTTPTypes
import Hummingbird
import NIOCore
import SimpleFeatures

/// `/print`: maps on paper. GET says what there is to choose from, POST makes the sheets.
struct PrintRoutes: Sendable {
    /// Bytes of an order: a style of all layers with a filter of many ids, and what somebody drew.
    private static let mostBody = 4 << 20

    let services: Services

    func add(to router: some RouterMethods<ServerRequestContext>) {
        router.resource(
            "/print",
            [
                (.get, { request, context in try await choices(request, context) }),
                (.post, { request, context in try await print(request, context) }),
            ])
    }

    private func choices(_ request: Request, _ context: ServerRequestContext) async throws -> Response {
        let inquiry = try await Inquiry(request, context, services)
        try inquiry.query.allow([])
        if try inquiry.prefersHTML() {
            return try PrintPages(inquiry: inquiry, services: services).form
                .answer(inquiry, services).response(to: request)
        }
        return try Answer(PrintDocument(inquiry: inquiry, styles: services.styles).choices).response(to: request)
    }

    /// One sheet that a desk printer takes is answered at once; a poster, or many sheets, become a job.
    private func print(_ request: Request, _ context: ServerRequestContext) async throws -> Response {
        let inquiry = try await Inquiry(request, context, services)
        try inquiry.query.allow([])
        let order = try PrintOrder(try await body(of: request), language: inquiry.language)
        let plan = try await services.prints.plan(order, catalog: inquiry.catalog)
        guard plan.isQuick else { return try await job(plan, inquiry) }
        let bytes = try await services.prints.bytes(
            of: plan, catalog: inquiry.catalog, for: inquiry.client, watching: context.channel)
        return Response(
            status: .ok,
            headers: [
                .contentType: order.format.mediaType.value, .contentDisposition: plan.fileName.disposition,
                .cacheControl: "no-store",
            ], body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    private func job(_ plan: PrintPlan, _ inquiry: Inquiry) async throws -> Response {
        let job = try await services.prints.submit(
            plan, catalog: inquiry.catalog, owner: inquiry.principal, client: inquiry.client)
        let accepted = AcceptHeader(inquiry.request.headers[.accept])
        let asHTML = accepted.quality(of: .html) > accepted.quality(of: .json)
        let page = asHTML ? ExportPages(inquiry: inquiry, services: services).job(job) : nil
        return try JobDocument(links: inquiry.links, language: inquiry.language)
            .accepted(job, page: page?.answer(inquiry, services)).response(to: inquiry.request)
    }

    /// JSON, or the form of the page.
    private func body(of request: Request) async throws -> PrintBody {
        let type = request.headers[.contentType].map { MediaType($0.lowercased()) }
        if type?.essence == MediaType.form.essence { return try await PrintForm.read(request) }
        guard type == nil || type?.isJSON == true else {
            throw EditingError.unsupportedType(
                found: request.headers[.contentType] ?? "", accepted: [.json, .form], isPatch: false)
        }
        var bytes: [UInt8] = []
        for try await buffer in request.body {
            guard bytes.count + buffer.readableBytes <= Self.mostBody else {
                throw EditingError.tooLarge(most: Self.mostBody)
            }
            bytes.append(contentsOf: buffer.readableBytesView)
        }
        return try PrintBody(bytes, names: PrintOrder.names)
    }
}

extension MediaType {
    static let form = MediaType("application/x-www-form-urlencoded")
}
