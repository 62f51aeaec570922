internal import GRDB
internal import SimpleFeatures

extension Store {
    /// Changes what is said of a collection. Its features, versions and tiles stay as they are; servers that have the
    /// store open follow without a restart.
    /// - Parameters:
    ///   - isRehearsal: looks whether the change would be taken, and changes nothing.
    ///   - change: made to what is said now, in the same transaction.
    /// - Returns: the collection as it is then, or would be.
    /// - Throws: `GeoStoreError.collectionNotFound`, `.invalidMetadata` for the `MetadataFault` that `change` throws,
    ///   or whatever else it throws.
    @discardableResult
    public func describe(
        _ collection: CollectionID, isRehearsal: Bool = false,
        _ change: (inout CollectionMetadata) throws -> Void
    ) throws -> PublishedCollection {
        if isRehearsal {
            let existing = try catalog().collection(collection.name)
            return existing.described(by: try Self.changed(existing, by: change))
        }
        return try write("describing \(collection)") { database in
            let existing = try found(collection, in: database)
            let metadata = try Self.changed(existing, by: change)
            guard metadata != existing.metadata else { return existing }
            try CatalogSQL.write(metadata, of: collection, now: Timestamp.now, to: database)
            return try found(collection, in: database)
        }
    }

    private static func changed(
        _ collection: PublishedCollection, by change: (inout CollectionMetadata) throws -> Void
    ) throws -> CollectionMetadata {
        var metadata = collection.metadata
        do {
            try change(&metadata)
            try metadata.check()
        } catch let fault as MetadataFault {
            throw GeoStoreError.invalidMetadata(fault, collection: collection.id.name)
        }
        return metadata
    }

    /// The record of a collection: what is said of it, and how it came to be.
    /// - Throws: `GeoStoreError`.
    public func metadataRecord(of collection: PublishedCollection, in catalog: Catalog) throws(GeoStoreError)
        -> MetadataRecord
    {
        MetadataRecord(
            of: collection, sector: catalog.sector(collection.sector),
            // Its counts are those of all features and columns.
            lineage: collection.view == nil ? try versions(of: collection.id).map(LineageStep.init) : [])
    }

    /// Looks through a collection's features for what its record says of them.
    /// - Throws: `GeoStoreError`, `.collectionChanged` when the collection has another state by now; `ProjError`.
    public func survey(
        of collection: PublishedCollection, units: UnitDirectory = .empty, within limit: ReadLimit = .none
    ) throws -> DatasetSurvey {
        let statement = SurveySQL(of: collection).completeness
        let counts = try read("looking through \(collection.id)") { database in
            try CatalogSQL.check(collection, in: database)
            return try limit.watch(database) {
                try Row.fetchOne(database, sql: statement.sql, arguments: statement.arguments)
            }
        }
        let features = counts?[0] as Int? ?? 0
        let completeness = collection.schema.properties.enumerated().map { number, property in
            DatasetSurvey.Completeness(
                property: property.name, filled: counts?[number + 1] as Int? ?? 0, features: features)
        }
        return DatasetSurvey(
            completeness: completeness, communes: try communes(of: collection, among: units, within: limit))
    }

    /// The communes that features lie in the middle of, as far as the directory can tell.
    private func communes(
        of collection: PublishedCollection, among units: UnitDirectory, within limit: ReadLimit
    ) throws -> [AdministrativeUnit] {
        guard let extent = collection.envelope else { return [] }
        return try units.presentCommunes(in: extent).filter { commune in
            var query = FeatureQuery()
            query.envelopes = [commune.middle]
            query.precision = .envelope
            query.matchesFeaturesWithoutGeometry = false
            query.limit = 1
            var isCovered = false
            try forEachFeature(of: collection, matching: query, within: limit) { _ in isCovered = true }
            return isCovered
        }
    }
}

extension PublishedCollection {
    /// As it would be with other metadata.
    fileprivate func described(by metadata: CollectionMetadata) -> PublishedCollection {
        var described = self
        described.title = LocalizedText(
            vi: metadata[.titleVI] ?? title.vi, en: metadata[.titleEN] ?? title.en)
        described.description = metadata[.abstractVI]
        described.licence = metadata[.licence]
        described.attribution = metadata[.attribution]
        described.statements = metadata
        return described
    }
}

extension AdministrativeUnit {
    /// A square inside the circle that stands for its area: what lies there hardly lies in a neighbour.
    fileprivate var middle: Envelope {
        let reach = max(radiusInKilometres, 0.5) / 111.2 / 2.0.squareRoot()
        return Envelope(
            minX: centre.x - reach, minY: centre.y - reach, maxX: centre.x + reach, maxY: centre.y + reach,
            crs: .crs84)
    }
}

extension UnitDirectory {
    /// Communes of the present list whose centre lies in a box of CRS84.
    fileprivate func presentCommunes(in box: Envelope) -> [AdministrativeUnit] {
        units.filter { unit in
            unit.level == .commune && !unit.isFormer && (box.minX...box.maxX).contains(unit.centre.x)
                && (box.minY...box.maxY).contains(unit.centre.y)
        }
    }
}
