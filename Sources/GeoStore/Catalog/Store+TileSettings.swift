extension Store {
    /// Gives a collection other tile settings. Servers that have the store open follow without a restart.
    /// - Returns: the collection as it is then.
    /// - Throws: `GeoStoreError.collectionNotFound`, `.propertyNotFound`, `.invalidTileSettings`.
    @discardableResult
    public func configure(
        _ collection: CollectionID, _ settings: TileSettings
    ) throws(GeoStoreError) -> PublishedCollection {
        try write("configuring \(collection)") { database in
            let existing = try versionReader(of: collection, in: database).collection
            try settings.check(for: existing)
            try CatalogSQL.write(settings, of: collection, to: database)
            return try versionReader(of: collection, in: database).collection
        }
    }

    /// Whether settings would be taken, without changing anything.
    /// - Throws: as `configure`.
    public func check(_ settings: TileSettings, for collection: CollectionID) throws(GeoStoreError) {
        try settings.check(for: try catalog().collection(collection.name))
    }
}
