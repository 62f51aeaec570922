import GeoStore
import HTTPTypes
import Hummingbird
import NIOCore
import SimpleFeatures
import TileEngine

/// `/collections/{collectionId}/export`: a whole collection, or what a filter leaves of it, as a file.
///
/// GET sends the file; POST with the same query makes a job of it.
struct ExportRoutes: Sendable {
    let services: Services

    func add(to router: some RouterMethods<ServerRequestContext>) {
        router.resource(
            "/collections/{collectionId}/export",
            [
                (.get, { request, context in try await self.get(request, context, id: context.path("collectionId")) }),
                (
                    .post,
                    { request, context in try await self.post(request, context, id: context.path("collectionId")) }
                ),
            ])
    }

    private func get(_ request: Request, _ context: ServerRequestContext, id: String) async throws -> Response {
        let inquiry = try await Inquiry(request, context, services)
        switch try inquiry.query.value("f") {
        case nil, "json", "html": return try formats(inquiry, id: id)
        case "xsd": return try schema(inquiry, id: id)
        default: return try await services.answer { try await file(inquiry, id: id, context.channel) }
        }
    }

    private func file(_ inquiry: Inquiry, id: String, _ channel: any Channel) async throws -> Response {
        let export = try await Export(inquiry, id: id, services: services)
        let headers = export.headers
        if export.tag.matches(inquiry.request.headers[.ifNoneMatch]) {
            return Response(status: .notModified, headers: headers)
        }
        // Nothing is built for it.
        if inquiry.request.method == .head { return Response(status: .ok, headers: headers) }
        guard export.parameters.format.isStreamed else { return try await built(export) }
        let body = try await services.exportStreams.body(
            export.parameters, of: export.collection, title: export.title, schemaURL: export.schemaURL,
            handed: export.hand(count: 0), for: inquiry.client, watching: channel)
        return Response(status: .ok, headers: headers, body: body)
    }

    /// Waits for the file, sends it, and forgets it. A client that goes away meanwhile ends the work.
    private func built(_ export: Export) async throws -> Response {
        let jobs = services.exports
        let job = try await export.submit(to: jobs)
        let finished = try await export.inquiry.request.body.consumeWithInboundCloseHandler { _ in
            try await jobs.finished(job.id)
        } onInboundClosed: {
            // Also told when the wait is over: the job is, too, then.
            Task { await jobs.abandon(job.id) }
        }
        if let failure = finished.failure {
            await jobs.forget(job.id)
            throw failure
        }
        var headers = export.headers
        // A newer state than the one that was asked about has another tag.
        if finished.result?.origin?.state != export.collection.stateTag { headers[.eTag] = nil }
        let (_, path) = try await jobs.file(job.id)
        export.hand(count: finished.rows, digest: finished.result?.digest)
        headers[.representationDigest] = finished.result?.digestField
        return try JobFile(path: path, executor: services.executor).response(to: nil, headers: headers) {
            await jobs.forget(job.id)
        }
    }

    private func post(_ request: Request, _ context: ServerRequestContext, id: String) async throws -> Response {
        let inquiry = try await Inquiry(request, context, services)
        return try await services.answer {
            let export = try await Export(inquiry, id: id, services: services)
            let job = try await export.submit(to: services.exports)
            // `f` names the format of the file: only Accept says how the job is to be told about.
            let accepted = AcceptHeader(request.headers[.accept])
            let asHTML = accepted.quality(of: .html) > accepted.quality(of: .json)
            let page = asHTML ? ExportPages(inquiry: inquiry, services: services).job(job) : nil
            return try JobDocument(links: inquiry.links, language: inquiry.language)
                .accepted(job, page: page?.answer(inquiry, services)).response(to: request)
        }
    }

    /// What there is to choose from, each with its link.
    private func formats(_ inquiry: Inquiry, id: String) throws -> Response {
        let collection = try inquiry.catalog.collection(id)
        try inquiry.query.allow([])
        if try inquiry.prefersHTML() {
            return try ExportPages(inquiry: inquiry, services: services).formats(of: collection)
                .answer(inquiry, services).response(to: inquiry.request)
        }
        let path = "/collections/\(collection.id)/export"
        let formats = ExportFormat.allCases.map { format -> JSONValue in
            [
                "f": .string(format.rawValue), "title": .string(format.title),
                "type": .string(format.mediaType.value), "streamed": .boolean(format.isStreamed),
                "crs": .string(format.defaultCRS(storage: collection.storageCRS).uri),
                "href": .string(inquiry.links.url("\(path)?f=\(format.rawValue)")),
            ]
        }
        let document: JSONValue = [
            "title": .string(collection.title.text(in: inquiry.language)),
            "numberOfFeatures": JSONValue(collection.featureCount), "formats": .array(formats),
            "crs": .array(OfferedCRS.ofFiles(stored: collection.storageCRS).map { .string($0.uri) }),
            "links": [
                inquiry.links.link(path, rel: "self", type: .json),
                inquiry.links.link("/collections/\(collection.id)", rel: "collection", type: .json),
            ],
        ]
        return try Answer(document).response(to: inquiry.request)
    }

    /// The application schema of a GML file.
    private func schema(_ inquiry: Inquiry, id: String) throws -> Response {
        let collection = try inquiry.catalog.collection(id)
        try inquiry.query.allow(["properties"])
        let properties = try PropertiesParameter.read(inquiry.query, schema: collection.schema)
        let written = FeatureRendition(
            crs: collection.storageCRS, axes: .crs84, schema: collection.schema, properties: properties)
        let layer = try TextExport.layer(
            of: collection, schema: written.schema, title: collection.title.text(in: inquiry.language),
            crs: collection.storageCRS)
        return try Answer(bytes: GMLText.schemaDocument(of: layer), type: MediaType("application/xml"))
            .response(to: inquiry.request)
    }
}

/// One request for an export, read and checked.
struct Export: Sendable {
    let inquiry: Inquiry
    let collection: PublishedCollection
    let parameters: ExportParameters
    let tag: EntityTag
    private let store: String

    /// - Throws: `ParameterError`, `GeoStoreError`, `ExportError.formatLimit` for what is known before any work.
    init(_ inquiry: Inquiry, id: String, services: Services) async throws {
        self.inquiry = inquiry
        collection = try inquiry.catalog.collection(id)
        parameters = try ExportParameters(inquiry.query, collection: collection)
        store = services.store.path
        let key = [
            inquiry.catalog.storeID, collection.id.name, collection.stateTag, inquiry.links.base,
            inquiry.language.rawValue, inquiry.request.uri.description,
        ].joined(separator: " ")
        // Weak: a GeoPackage says when it was made.
        tag = EntityTag(Fingerprint(key).description, isCompressed: false, isWeak: true)
        let (filtered, query, known) = (services.store, parameters.query, collection)
        do { try await services.queries(for: inquiry.client).run { try filtered.check(query, of: known) } } catch {
            throw parameters.located(error)
        }
        if let most = parameters.format.mostFeatures, collection.featureCount > most {
            let limit = ReadLimit(deadline: .now + .seconds(services.configuration.querySeconds))
            let found = try await services.queries(for: inquiry.client).run {
                try filtered.count(of: known, matching: query, within: limit)
            }
            let wanted = min(found, query.limit ?? found)
            if wanted > most {
                throw ExportError.formatLimit(parameters.format, .features(found: wanted, most: most))
            }
        }
    }

    /// The answer holds the file.
    @discardableResult
    func hand(count: Int, digest: String? = nil) -> HandedFeatures {
        inquiry.notes.hand(
            .export, of: collection, filter: inquiry.query.narrowing, count: count,
            file: HandedFeatures.File(format: parameters.format.rawValue, digest: digest))
    }

    var title: String { collection.title.text(in: inquiry.language) }

    var schemaURL: String {
        let schema = inquiry.links.url("/collections/\(collection.id)/export?f=xsd")
        guard let names = parameters.query.properties else { return schema }
        let kept = collection.schema.properties.map(\.name).filter(names.contains).joined(separator: ",")
        return "\(schema)&properties=\(QueryParameters.encode(kept))"
    }

    var fileName: FileName {
        FileName(id: collection.id.name, title: title, fileExtension: parameters.format.fileExtension)
    }

    var headers: HTTPFields {
        [
            .contentType: parameters.format.mediaType.value, .contentDisposition: fileName.disposition,
            .contentCRS: "<\(parameters.crs.uri)>", .eTag: tag.text, .cacheControl: Answer.revalidate,
            .vary: "Accept-Language",
        ]
    }

    /// - Throws: `ExportError`.
    func submit(to jobs: ExportJobs) async throws(ExportError) -> ExportJob {
        let order = ExportOrder(
            store: store, collection: collection.id.name, rule: collection.view?.rule.text,
            query: inquiry.request.uri.query ?? "",
            language: inquiry.language.rawValue, schemaURL: schemaURL, file: "", workFolder: "",
            limits: ExportOrder.Limits(memory: 0, file: 0, seconds: 0))
        return try await jobs.submit(
            order, of: collection, format: parameters.format, fileName: fileName,
            owner: inquiry.principal, client: inquiry.client)
    }
}

extension HTTPField.Name {
    static let contentDisposition = HTTPField.Name("Content-Disposition")!
    /// RFC 9530.
    static let representationDigest = HTTPField.Name("Repr-Digest")!
}
