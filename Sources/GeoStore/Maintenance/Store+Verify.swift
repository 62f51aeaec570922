internal import GRDB
internal import SimpleFeatures

/// What a check of a store found.
public struct VerificationReport: Hashable, Sendable {
    public struct Finding: Hashable, Sendable {
        /// Nil when it concerns the whole file.
        public let collection: String?
        public let check: String
        /// Nil when the check passed.
        public let problem: String?
        /// Whether it is about something made from the data, which 'geoimport rebuild-overviews' or
        /// 'geoimport rebuild-search' makes again.
        public var isDerived = false
    }

    public let findings: [Finding]
    /// What is wrong with the data.
    public var problems: [Finding] { findings.filter { $0.problem != nil && !$0.isDerived } }
    /// What is wrong with what is made from them.
    public var derivedProblems: [Finding] { findings.filter { $0.problem != nil && $0.isDerived } }
}

extension Store {
    /// Checks the file's pages, each collection's count, ids, geometry column, spatial index and search index.
    /// - Throws: `GeoStoreError` when a check could not run; what is wrong with the data is a finding.
    public func verify() throws(GeoStoreError) -> VerificationReport {
        try read("verifying the store") { database in
            let catalog = try CatalogSQL.catalog(in: database)
            var findings: [VerificationReport.Finding] = []
            let pages = try String.fetchAll(database, sql: "PRAGMA integrity_check(10)")
            findings.append(
                VerificationReport.Finding(
                    collection: nil, check: "file integrity",
                    problem: pages == ["ok"] ? nil : pages.joined(separator: "; ")))
            for collection in catalog.collections {
                findings += try checks(of: collection, in: database)
                findings.append(overviewFinding(of: collection, storeID: catalog.storeID))
                findings.append(
                    VerificationReport.Finding(
                        collection: collection.id.name, check: "search index",
                        problem: try SearchIndexCheck.fault(of: collection, in: database), isDerived: true))
            }
            return VerificationReport(findings: findings)
        }
    }

    private func overviewFinding(of collection: PublishedCollection, storeID: String) -> VerificationReport.Finding {
        var problem: String?
        do throws(OverviewLookup.Fault) {
            _ = try OverviewLookup(of: collection, storeID: storeID, in: overviewFolder).open()
        } catch {
            problem = error.reason
        }
        return VerificationReport.Finding(
            collection: collection.id.name, check: "overview", problem: problem, isDerived: true)
    }

    private func checks(
        of collection: PublishedCollection, in database: Database
    ) throws -> [VerificationReport.Finding] {
        let table = SQLIdentifier(collection.id)
        let index = SQLIdentifier.spatialIndex(of: collection.id)
        let geometry = LayerTable.geometryColumn
        let srid = SpatialReferenceTable.srid(of: collection.storageCRS)
        func number(_ sql: String) throws -> Int { try Int.fetchOne(database, sql: sql) ?? 0 }
        func finding(_ check: String, _ problem: String?) -> VerificationReport.Finding {
            VerificationReport.Finding(collection: collection.id.name, check: check, problem: problem)
        }
        let rows = try number("SELECT count(*) FROM \(table)")
        let isPending = collection.state.pendingEdit != 0
        let countProblem =
            rows == collection.featureCount || isPending
            ? nil : "the table has \(rows) rows, the catalogue says \(collection.featureCount)"
        // An empty geometry has a box turned inside out and is in no index.
        let missing = try number(
            "SELECT count(*) FROM \(table) t WHERE MbrMinX(t.\(geometry)) <= MbrMaxX(t.\(geometry))"
                + " AND t.\(LayerTable.idColumn) NOT IN (SELECT pkid FROM \(index))")
        let superfluous = try number(
            "SELECT count(*) FROM \(index) WHERE pkid NOT IN"
                + " (SELECT \(LayerTable.idColumn) FROM \(table) WHERE \(geometry) IS NOT NULL)")
        let misplaced = try number(
            "SELECT count(*) FROM \(index) i CROSS JOIN \(table) t ON t.\(LayerTable.idColumn) = i.pkid"
                + " WHERE MbrMinX(t.\(geometry)) < i.xmin OR MbrMaxX(t.\(geometry)) > i.xmax"
                + " OR MbrMinY(t.\(geometry)) < i.ymin OR MbrMaxY(t.\(geometry)) > i.ymax")
        let structure = try String.fetchOne(
            database, sql: "SELECT rtreecheck(?)", arguments: ["idx_\(collection.id.name)_\(geometry)"])
        let indexProblems = [
            structure == "ok" ? nil : structure ?? "no answer",
            missing == 0 ? nil : "\(missing) features are not in it",
            superfluous == 0 ? nil : "\(superfluous) entries have no feature",
            misplaced == 0 ? nil : "\(misplaced) entries do not hold their feature",
        ].compactMap { $0 }
        let strange = try number(
            "SELECT count(*) FROM \(table) WHERE \(geometry) IS NOT NULL AND (ST_IsEmpty(\(geometry)) IS NULL"
                + " OR ST_IsEmpty(\(geometry)) < 0 OR ST_Srid(\(geometry)) <> \(srid))")
        let ids = try number(
            "SELECT count(*) FROM \(table) WHERE \(LayerTable.idColumn) NOT BETWEEN 1 AND \(FeatureID.maximum)")
        let triggers = try EditTriggers.count(of: collection.id, in: database)
        // A store that nobody has opened for writing yet has three triggers and no history.
        let isUpToDate = try Migration.applied(in: database) >= Migration.versions.number
        let expected = isUpToDate ? EditTriggers.names.count : 3
        let history = isUpToDate ? try HistoryCheck(of: collection, in: database).problems : []
        return [
            finding(
                "edit triggers",
                triggers == expected ? nil : "\(triggers) of \(expected) are there: edits may go unnoticed"),
            finding("feature count", countProblem),
            finding("spatial index", indexProblems.isEmpty ? nil : indexProblems.joined(separator: "; ")),
            finding("geometries", strange == 0 ? nil : "\(strange) are not readable or of another CRS"),
            finding("history", history.isEmpty ? nil : history.joined(separator: "; ")),
            finding("feature ids", ids == 0 ? nil : "\(ids) are outside 1…2^53−1"),
        ]
    }
}
