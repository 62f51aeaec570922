import GeoStore

extension Store {
    /// How SQLite would run a query, line by line.
    func queryPlan(of collection: PublishedCollection, matching query: FeatureQuery) throws -> [String] {
        try explain(query, of: collection).pages.flatMap(\.plan)
    }
}
