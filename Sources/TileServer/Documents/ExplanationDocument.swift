import GeoStore
import NIOCore
import SimpleFeatures
import TileEngine
import Tiling

/// What `explain=1` answers an administrator instead of the data: how the answer comes about.
struct ExplanationDocument: Sendable {
    let principal: Principal
    let services: Services

    /// Runs the query as it would be answered.
    /// - Throws: as reading does.
    func items(
        _ parameters: ItemsParameters, of collection: PublishedCollection, within limit: ReadLimit
    ) async throws -> JSONValue {
        let (store, query) = (services.store, parameters.query)
        let executor = query.mayScan ? services.queries : services.executor
        let (explanation, rows, elapsed) = try await executor.run {
            let explanation = try store.explain(query, of: collection)
            var rows = 0
            let start = ContinuousClock.now
            try store.forEachFeature(of: collection, matching: query, within: limit) { _ in rows += 1 }
            return (explanation, rows, start.duration(to: .now))
        }
        return [
            "collection": .string(collection.id.name), "state": .string(collection.stateTag),
            "access": access(to: collection), "rows": JSONValue(rows), "milliseconds": milliseconds(elapsed),
            "mayScan": .boolean(query.mayScan), "expectedRows": JSONValue(explanation.expectedCount),
            "pages": .array(explanation.pages.map(Self.statement)),
            "count": explanation.count.map(Self.statement) ?? "known",
        ]
    }

    /// Builds the tile anew, whether it is kept or not.
    func tile(_ set: TileSet, at index: TileIndex) async throws -> JSONValue {
        let selection = set[index.matrix]
        let key = selection.key(of: index)
        let isKept = services.tiles.cached(key, .gzip) != nil || services.tiles.cached(key, .identity) != nil
        let (tile, elapsed) = try await services.executor.run {
            let start = ContinuousClock.now
            let tile = try TileBuilder.build(selection, index, .identity)
            return (tile, start.duration(to: .now))
        }
        return [
            "key": .string(key.text), "state": .string(set.state), "isKept": .boolean(isKept),
            "isOutside": .boolean(selection.isOutside(index)), "milliseconds": milliseconds(elapsed),
            "bytes": JSONValue(tile.bytes(.identity)?.readableBytes ?? 0), "shows": .string(tile.counts),
            "layers": .array(
                selection.layers.map { layer in
                    [
                        "name": .string(layer.name), "collection": .string(layer.collection.id.name),
                        "state": .string(layer.collection.stateTag), "access": access(to: layer.collection),
                    ]
                }),
        ]
    }

    /// The rule that decides, and what it leaves of the collection.
    private func access(to collection: PublishedCollection) -> JSONValue {
        let everything = services.audiences.everything
        return [
            "permission": .string(everything.permission(of: principal, for: collection.id).rawValue),
            "isWhole": .boolean(collection.view == nil),
            "rule": everything.rule(of: collection.id, for: principal)
                .flatMap { AccessPolicy(rules: [$0]).json["rules"]?.array?.first } ?? .null,
            "view": JSONValue(collection.view?.fingerprint),
        ]
    }

    private func milliseconds(_ duration: Duration) -> JSONValue {
        .real((duration / .milliseconds(1) * 1000).rounded() / 1000)
    }

    private static func statement(_ statement: QueryExplanation.Statement) -> JSONValue {
        [
            "sql": .string(statement.sql), "bindings": .array(statement.bindings.map { .string($0) }),
            "plan": .array(statement.plan.map { .string($0) }),
        ]
    }
}

extension Caller {
    /// Whether an administrator asks how the answer comes about. For everybody else there is no such parameter.
    func wantsExplanation(in query: QueryParameters) throws -> Bool {
        guard isAdministrator, let text = try query.value("explain") else { return false }
        guard text == "1" else { throw ParameterError(parameter: "explain", value: text, expected: "1") }
        return true
    }
}

extension Inquiry {
    /// The query without it.
    var explainedQuery: QueryParameters { QueryParameters(query.setting([("explain", nil)])) }
}
