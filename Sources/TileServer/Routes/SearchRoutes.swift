import GeoStore
import Hummingbird
import SimpleFeatures

/// `/search`: features, collections, administrative units and coordinates by what people type.
struct SearchRoutes: Sendable {
    let services: Services

    func add(to router: some RouterMethods<ServerRequestContext>) {
        router.read("/search") { request, context in
            try await services.answer { try await search(request, context) }
        }
    }

    private func search(_ request: Request, _ context: ServerRequestContext) async throws -> Response {
        let inquiry = try await Inquiry(request, context, services)
        let asHTML = try inquiry.prefersHTML(json: .geoJSON)
        if asHTML, try (inquiry.query.value("q") ?? "").isEmpty {
            try inquiry.query.allow(SearchParameters.names)
            return try SearchPage(inquiry: inquiry, services: services).form.answer(inquiry, services)
                .response(to: request)
        }
        let catalog = inquiry.catalog
        let parameters = try SearchParameters(inquiry.query, links: inquiry.links, catalog: catalog)
        let (store, units) = (services.store, services.units)
        let deadline = ContinuousClock.now + .seconds(services.configuration.querySeconds)
        let answer = try await ClientPresence.watching(context.channel) { presence in
            let limit = ReadLimit(deadline: deadline) { presence.isGone }
            return try await services.executor.run { try store.search(parameters.query, units: units, within: limit) }
        }
        note(answer, of: parameters.query.text, in: inquiry)
        let documents = SearchDocument(links: inquiry.links, language: inquiry.language, catalog: catalog)
        let document = documents.document(answer, inquiry: inquiry)
        if asHTML {
            let text = try inquiry.query.value("q") ?? ""
            return try SearchPage(inquiry: inquiry, services: services).page(document, text: text)
                .answer(inquiry, services).response(to: request)
        }
        return try Answer(document, type: .geoJSON).response(to: request)
    }

    /// The names and places of features that are among the results.
    private func note(_ answer: SearchAnswer, of text: String, in inquiry: Inquiry) {
        var counts: [CollectionID: Int] = [:]
        for case .feature(_, let collection, _) in answer.results.map(\.subject) { counts[collection, default: 0] += 1 }
        for (id, count) in counts.sorted(by: { $0.key.name < $1.key.name }) {
            guard let collection = inquiry.catalog.existing(id.name) else { continue }
            inquiry.notes.hand(
                .items, of: collection, filter: "q=\(QueryParameters.encode(text))", count: count)
        }
    }
}
