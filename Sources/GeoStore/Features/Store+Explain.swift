internal import Foundation
internal import GRDB

/// How a query is run, for those who look after the store.
public struct QueryExplanation: Hashable, Sendable {
    public struct Statement: Hashable, Sendable {
        public let sql: String
        /// What its question marks stand for, in their order; geometries as their size.
        public let bindings: [String]
        /// As `EXPLAIN QUERY PLAN` says it (https://www.sqlite.org/eqp.html).
        public let plan: [String]
    }

    /// One behind the other until the page is full; none when every box lies outside the collection.
    public let pages: [Statement]
    /// Nil when the number is known without a query.
    public let count: Statement?
    /// About how many features the boxes hold.
    public let expectedCount: Int
}

extension Store {
    /// Reads no feature.
    /// - Throws: as `forEachFeature`.
    public func explain(_ query: FeatureQuery, of collection: PublishedCollection) throws -> QueryExplanation {
        guard let statement = try statement(for: query, in: collection) else {
            return QueryExplanation(pages: [], count: nil, expectedCount: 0)
        }
        let isKnown = query.isUnfiltered && collection.state.pendingEdit == 0
        return try read("explaining a query of \(collection.id)") { database in
            QueryExplanation(
                pages: try statement.stretches.map {
                    try Self.explain(statement.page($0, limit: query.limit), in: database)
                },
                count: isKnown ? nil : try Self.explain(statement.count, in: database),
                expectedCount: statement.expectedCount)
        }
    }

    private static func explain(
        _ fragment: SQLFragment, in database: Database
    ) throws -> QueryExplanation.Statement {
        let plan = try Row.fetchAll(
            database, sql: "EXPLAIN QUERY PLAN " + fragment.sql, arguments: fragment.arguments)
        return QueryExplanation.Statement(
            sql: fragment.sql,
            bindings: fragment.bindings.map { binding in
                if let data = binding as? Data { return "\(data.count) bytes" }
                return binding.databaseValue.description
            },
            plan: plan.map { $0["detail"] as String })
    }
}
