import Accounts
import Foundation
import GeoStore
import Hummingbird
import Logging
import NIOCore

/// What travels with a request through middleware and routes.
struct ServerRequestContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    let channel: any Channel
    /// Who asks, as far as they have shown it.
    var principal: Principal { notes.caller.principal }
    let notes = RequestNotes()
    /// Whom the request is counted for.
    var client = LimitedClient.local

    init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        channel = source.channel
    }

    /// Whether the client is a program on this machine, a proxy maybe.
    var isLoopback: Bool {
        channel.remoteAddress?.ipAddress.flatMap { ClientAddress($0) }?.isLoopback ?? false
    }

    /// The value of a `{name}` in the route's path, percent-decoded: the router hands it over as it stands in the URL.
    /// What is no UTF-8 when decoded stays as it stands: it names nothing.
    func path(_ name: String) throws -> String {
        let text = try parameters.require(name)
        guard text.utf8.contains(UInt8(ascii: "%")) else { return text }
        return text.removingPercentEncoding ?? text
    }
}

/// A request with the parts that most routes read.
struct Inquiry: Sendable {
    let request: Request
    let query: QueryParameters
    let language: Language
    let links: LinkBuilder
    let principal: Principal
    let notes: RequestNotes
    /// Whom the request is counted for.
    let client: LimitedClient
    /// What the principal sees.
    let catalog: Catalog

    init(_ request: Request, _ context: ServerRequestContext, _ services: Services) async throws {
        self.request = request
        query = QueryParameters(request.uri.query)
        language = try Language.read(query, acceptLanguage: request.headers[.acceptLanguage])
        links = LinkBuilder(request: request, configured: services.configuration.baseURL)
        principal = context.principal
        notes = context.notes
        client = context.client
        catalog = try await services.audiences.catalog(for: principal)
    }

    /// For the page that says what is wrong with a request: a broken `lang` must not break it.
    init(toExplain request: Request, configuration: ServerConfiguration) {
        self.request = request
        query = QueryParameters(request.uri.query)
        do {
            language = try Language.read(query, acceptLanguage: request.headers[.acceptLanguage])
        } catch {
            language = Language.preferred(request.headers[.acceptLanguage])
        }
        links = LinkBuilder(request: request, configured: configuration.baseURL)
        principal = .anonymous
        notes = RequestNotes()
        client = .local
        catalog = Catalog(storeID: "", sectors: [], collections: [])
    }

    /// Path below the base URL, without a slash at its end.
    var path: String {
        let path = request.uri.path
        return path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    }

    func prefersHTML(json: MediaType = .json) throws -> Bool {
        try FormatParameter.prefersHTML(query, accept: request.headers[.accept], json: json)
    }
}
