internal import GRDB
internal import SimpleFeatures

/// Whether every version that is said to be restorable is.
struct HistoryCheck {
    /// What is wrong, in words; empty when nothing is.
    let problems: [String]

    init(of collection: PublishedCollection, in database: Database) throws {
        let name = collection.id.name
        func number(_ condition: String, _ arguments: StatementArguments = []) throws -> Int {
            try Int.fetchOne(
                database, sql: "SELECT count(*) FROM gs_feature_history h WHERE collection = ? AND \(condition)",
                arguments: [name] + arguments) ?? 0
        }
        let versions = try VersionSQL.versions(of: collection.id, in: database)
        let unknown = try number(
            "version <> ? AND version NOT IN (SELECT version FROM gs_dataset_version v WHERE v.collection = h.collection)",
            [HistorySQL.pending])
        let needless = try number("version <= ?", [collection.oldestVersion])
        let ids = try number(
            "feature_id NOT BETWEEN 1 AND ? AND version <> ?", [FeatureID.maximum, HistorySQL.pending])
        let unreadable = try number(
            "geometry IS NOT NULL AND (ST_IsEmpty(geometry) IS NULL OR ST_IsEmpty(geometry) < 0)")
        var problems = [
            unknown == 0 ? nil : "\(unknown) entries are of no version",
            needless == 0 ? nil : "\(needless) entries serve no version that can be restored",
            ids == 0 ? nil : "\(ids) entries have ids outside 1…2^53−1",
            unreadable == 0 ? nil : "\(unreadable) geometries are not readable",
        ].compactMap { $0 }
        let known = Set(versions.map(\.number))
        if let gap = (collection.oldestVersion...collection.state.version).first(where: { !known.contains($0) }) {
            problems.append("version \(gap) is missing")
        }
        let counts = problems.isEmpty ? try VersionReader(of: collection, in: database).featureCounts() : [:]
        for version in versions {
            if let count = counts[version.number], count != version.featureCount {
                problems.append("version \(version.number) has \(count) features instead of \(version.featureCount)")
            }
        }
        self.problems = problems
    }
}
