import GeoStore
import HTTPTypes
import Hummingbird
import TileEngine

/// One page of features that was asked for: counted, read and answered.
struct ItemsPage: Sendable {
    let collection: PublishedCollection
    let parameters: ItemsParameters
    let inquiry: Inquiry
    let services: Services
    let reader: FeatureReader

    /// Queries that may look at every feature have threads of their own, so that tiles and plain pages go on beside them.
    private var executor: SharedThreads {
        parameters.query.mayScan
            ? services.queries(for: inquiry.client)
            : SharedThreads(executor: services.executor, gate: nil, client: inquiry.client)
    }

    func json(headers: HTTPFields, within limit: ReadLimit) async throws -> Response {
        let matched = try await matched(within: limit)
        return try await FeatureCollectionStream(
            collection: collection, parameters: parameters, matched: matched, inquiry: inquiry, reader: reader,
            executor: executor, patience: .seconds(services.configuration.querySeconds)
        ).response(headers: headers, within: limit)
    }

    func html(within limit: ReadLimit) async throws -> Response {
        let matched = try await matched(within: limit)
        let (reader, collection, parameters) = (reader, collection, parameters)
        let page = try await executor.run {
            try reader.read(
                parameters.tableQuery, of: collection, as: parameters.rendition, limit: parameters.limit, within: limit,
                into: []
            ) { $0.append($1) }
        }
        inquiry.notes.hand(.items, of: collection, filter: inquiry.query.narrowing, count: page.content.count)
        return try FeaturePages(inquiry: inquiry, services: services)
            .list(page, of: collection, parameters, matched: matched).answer(inquiry, services)
            .response(to: inquiry.request)
    }

    /// What decides how many features match: the state of the data, and the query without what only pages have.
    private var selection: Fingerprint {
        let ofPages = ItemsParameters.ofPages.union(QueryParameters.common).union(["properties", "sortby"])
        let query = inquiry.query.setting(ofPages.map { (name: $0, value: String?.none) })
        return Fingerprint("\(inquiry.catalog.storeID) \(collection.id) \(collection.stateTag) \(query)")
    }

    /// How many features match; nil when that is not asked for, or takes longer than it is worth. Where nothing else is
    /// asked for it has all the time there is.
    private func matched(within limit: ReadLimit) async throws -> Int? {
        guard parameters.counts else { return nil }
        var brief = limit
        if !parameters.isHits {
            let deadline = ContinuousClock.now + .seconds(services.configuration.countSeconds)
            brief.deadline = min(limit.deadline ?? deadline, deadline)
        }
        let (store, collection, query, patience) = (services.store, collection, parameters.query, brief)
        if query.isUnfiltered, collection.state.pendingEdit == 0 { return collection.featureCount }
        do {
            return try await services.counts.count(of: selection) {
                try await executor.run { try store.count(of: collection, matching: query, within: patience) }
            }
        } catch GeoStoreError.deadlineExceeded where !parameters.isHits {
            return nil
        }
    }
}
