internal import GRDB
internal import Reprojection
internal import SimpleFeatures

/// Writes the catalogue's entry and the version of a collection whose table is as it should be.
struct Publication {
    var definition: LayerDefinition
    let number: Int
    let origin: DatasetVersion.Origin
    let provenance: Provenance
    var changes: VersionChanges
    var keyProperty: String?
    var oldestVersion: Int
    var rolledBackTo: Int?
    /// What is known of the table, where all its rows have just been written.
    var tally: LayerTally?
    /// Counts and boxes of the table, where they are known.
    var measure: LayerMeasure?

    /// - Parameter changes: `unchanged` is worked out from the others when nil.
    func publish(in database: Database, transforms: TransformPool) throws -> DatasetVersion {
        let table = LayerTable(
            collection: definition.id, schema: definition.schema,
            srid: SpatialReferenceTable.srid(of: definition.storageCRS))
        let measure =
            try measure
            ?? LayerMeasure(
                of: table, crs: definition.storageCRS, in: database, transforms: transforms, tally: tally)
        let now = Timestamp.now
        try CatalogSQL.write(
            PublishedCollection(
                id: definition.id, sector: definition.sector, title: definition.title,
                description: definition.description, licence: definition.licence,
                attribution: definition.attribution, storageCRS: definition.storageCRS, schema: definition.schema,
                featureCount: measure.featureCount, nullGeometryCount: measure.nullGeometryCount,
                storageEnvelope: measure.storageEnvelope, envelope: measure.envelope,
                state: CollectionState(version: number, pendingEdit: 0), updatedAt: now, keyProperty: keyProperty,
                oldestVersion: oldestVersion),
            to: database)
        var changes = changes
        changes.unchanged = measure.featureCount - changes.added - changes.changed
        try VersionSQL.write(
            VersionSQL.Entry(
                collection: definition.id, number: number, origin: origin, publishedAt: now,
                featureCount: measure.featureCount, provenance: provenance,
                layout: DatasetVersion.Layout(
                    schema: definition.schema, storageCRS: definition.storageCRS,
                    lastFeatureID: try CatalogSQL.lastFeatureID(of: definition.id, in: database)),
                changes: changes, rolledBackTo: rolledBackTo),
            to: database)
        if let published = try CatalogSQL.collection(definition.id, in: database) {
            try SearchIndexUpdate(of: published, in: database).follow()
        }
        // Edits by other programs are part of what was published before.
        try database.execute(sql: "DELETE FROM gs_edit WHERE collection = ?", arguments: [definition.id.name])
        try HistorySQL.deletePending(of: definition.id, in: database)
        try measure.writeStatistics(of: table, to: database)
        guard let version = try VersionSQL.versions(of: definition.id, in: database).first else {
            throw GeoStoreError.versionNotFound(number, collection: definition.id.name, known: [])
        }
        return version
    }
}

extension LayerDefinition {
    /// The collection as the catalogue has it.
    init(_ collection: PublishedCollection) {
        self.init(
            id: collection.id, sector: collection.sector, title: collection.title,
            description: collection.description, licence: collection.licence, attribution: collection.attribution,
            storageCRS: collection.storageCRS, schema: collection.schema)
    }
}
