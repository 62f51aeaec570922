import GeoStore
import Hummingbird
import SimpleFeatures

/// The map, as a page and as a picture, and the files that the page is made of.
struct MapRoutes: Sendable {
    let services: Services
    let pictures: MapPictureRoutes

    func add(to router: some RouterMethods<ServerRequestContext>) {
        router.read("/map") { request, context in try await map(request, context) }
        router.read("/assets/{hash}/**") { request, context in try asset(request, hash: context.path("hash")) }
    }

    /// The viewer reads the rest of its query itself, and ignores what it does not know.
    private func map(_ request: Request, _ context: ServerRequestContext) async throws -> Response {
        let query = QueryParameters(request.uri.query)
        if try PictureNegotiation.prefersPicture(query, accept: request.headers[.accept]) {
            return try await pictures.picture(.dataset, request, context)
        }
        let asked = try query.value("ngon").flatMap(Language.init(rawValue:))
        let language =
            try asked ?? Language.read(QueryParameters(nil), acceptLanguage: request.headers[.acceptLanguage])
        let links = LinkBuilder(request: request, configured: services.configuration.baseURL)
        var page = services.siteContext(links, language: language)
        page["initialBounds"] = initialBounds(try await services.audiences.catalog(for: context.principal))
        let answer = Answer(html: try services.pages.render("map", page, language: language))
        return try answer.response(to: request)
    }

    /// The province where data lies there, else everything there is.
    private func initialBounds(_ catalog: Catalog) -> String {
        let envelopes = catalog.collections.compactMap(\.envelope)
        let home = services.configuration.homeBounds
        var everything = EnvelopeAccumulator()
        for envelope in envelopes { everything.add(envelope) }
        let opening = envelopes.contains(where: home.intersects) ? home : everything.envelope(in: .crs84) ?? home
        return [opening.minX, opening.minY, opening.maxX, opening.maxY].map { "\($0)" }.joined(separator: ",")
    }

    private func asset(_ request: Request, hash: String) throws -> Response {
        let prefix = "/assets/\(hash)/"
        let path = request.uri.path
        guard path.hasPrefix(prefix), let file = services.assets.file(at: String(path.dropFirst(prefix.count))) else {
            throw RequestError.notFound(path: path)
        }
        var answer = Answer(bytes: file.bytes, type: file.type)
        answer.vary = ""
        // A page of before an update asks under the old name: it gets the new file, but must not keep it.
        answer.cacheControl = hash == services.assets.hash ? Answer.immutable : "no-store"
        return try answer.response(to: request)
    }
}
