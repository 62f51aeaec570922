internal import GRDB
internal import Reprojection
public import SimpleFeatures

extension Store {
    /// Edits features of a collection, all of them or none, and publishes the result as one dataset version. Nothing is
    /// published when nothing differs. Edits by other programs that are pending are adopted first, as a version.
    ///
    /// A geometry that is not sent, or sent back as it was read, keeps its stored coordinates to the last bit.
    /// - Parameters:
    ///   - crs: of the geometries, x east and y north.
    ///   - isRehearsal: does everything, then takes it back.
    /// - Throws: `EditRefusal` with what is wrong with each edit; `GeoStoreError.collectionNotFound`, `.busy` when another
    ///   program keeps its lock, `.diskFull`; `ProjError` for an unknown CRS. Nothing is changed then.
    public func edit(
        _ collection: CollectionID, _ edits: [FeatureEdit], in crs: CRS = .crs84, by statement: EditStatement,
        limits: EditLimits = .standard, isRehearsal: Bool = false
    ) throws -> EditOutcome {
        try publishEdits("editing \(collection)", of: collection, isRehearsal: isRehearsal) { database in
            let outcome = try edit(collection, edits, in: crs, by: statement, limits: limits, in: database)
            return (outcome, outcome.version != nil || outcome.adopted != nil)
        }
    }

    /// One transaction that makes a version of edits. Of a large collection no overview is made in it: that would keep
    /// everybody else from editing for seconds, and whoever shows the collection makes it.
    func publishEdits(
        _ attempted: String, of collection: CollectionID, isRehearsal: Bool = false,
        _ body: (Database) throws -> (outcome: EditOutcome, hasWritten: Bool)
    ) throws -> EditOutcome {
        let (outcome, overviews) = try publish(
            attempted, isRehearsal: isRehearsal, largestOverview: Self.largestOverviewOfEdits
        ) { database in
            let (outcome, hasWritten) = try body(database)
            return (outcome, hasWritten)
        }
        var published = outcome
        published.overview = overviews[collection]
        return published
    }

    /// Features whose overview is made within a tenth of a second.
    static let largestOverviewOfEdits = 5_000

    /// The same inside the caller's transaction.
    /// - Parameters:
    ///   - report: what else is to be known of the version.
    ///   - publishes: whether a version is made; without one the caller takes everything back.
    func edit(
        _ id: CollectionID, _ edits: [FeatureEdit], in crs: CRS, by statement: EditStatement, limits: EditLimits,
        report: JSONValue = .null, publishes: Bool = true, in database: Database
    ) throws -> EditOutcome {
        let adopted = try adoptPendingEdits(of: id, in: database)
        var existing = try found(id, in: database)
        if try !EditTriggers.areComplete(of: id, in: database) {
            try EditTriggers.renew(of: existing, in: database)
            existing = try found(id, in: database)
        }
        return try withSession(of: existing, in: crs, limits: limits, database) { session in
            try session.apply(edits)
            guard session.faults.isEmpty else { throw EditRefusal(collection: id, faults: session.faults) }
            let version =
                publishes
                ? try publish(session, of: existing, by: statement, report: report, in: database) : nil
            return EditOutcome(
                version: version, adopted: adopted, features: session.features,
                featureCount: version?.featureCount ?? existing.featureCount)
        }
    }

    func withSession<Result>(
        of collection: PublishedCollection, in crs: CRS, limits: EditLimits, _ database: Database,
        _ body: (inout EditSession) throws -> Result
    ) throws -> Result {
        let isGeographic = try crs == .crs84 || CRSDefinition(crs).isGeographic
        return try transforms.withTransform(from: collection.storageCRS, to: .crs84) { toEarth in
            try transforms.withTransform(from: collection.storageCRS, to: crs) { transform in
                var session = try EditSession(
                    of: collection, limits: limits, transform: transform, toEarth: toEarth,
                    decimals: isGeographic ? .ofDegrees : .ofMetres, in: database)
                return try body(&session)
            }
        }
    }

    private func publish(
        _ session: EditSession, of existing: PublishedCollection, by statement: EditStatement, report: JSONValue,
        in database: Database
    ) throws -> DatasetVersion? {
        guard !session.changes.isEmpty else { return nil }
        let number = existing.state.version + 1
        let reader = try VersionReader(of: existing, in: database)
        // The triggers have recorded each row as it was.
        try HistorySQL.adoptPending(of: existing.id, as: number, lastID: reader.current.lastFeatureID, in: database)
        return try Publication(
            definition: LayerDefinition(existing), number: number, origin: .edited,
            provenance: Provenance(report: report, author: statement.author, comment: statement.comment),
            changes: session.changes, keyProperty: existing.keyProperty, oldestVersion: existing.oldestVersion,
            measure: session.measure.measure
        ).publish(in: database, transforms: transforms)
    }
}
