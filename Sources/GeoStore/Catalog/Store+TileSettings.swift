extension Store {
    /// Gives a collection other tile settings. Servers that have the store open follow without a restart. Where the
    /// settings show in the overview file, a new one is written with them.
    /// - Parameter progress: told how many features are read for the overview; what it throws leaves everything as it
    ///   was.
    /// - Returns: the collection as it is then.
    /// - Throws: `GeoStoreError.collectionNotFound`, `.propertyNotFound`, `.invalidTileSettings`, or what `progress`
    ///   throws.
    @discardableResult
    public func configure(
        _ collection: CollectionID, _ settings: TileSettings, progress: (Int) throws -> Void = { _ in }
    ) throws -> PublishedCollection {
        try publish("configuring \(collection)", toleratesFullDisk: true, progress: progress) { database in
            let existing = try found(collection, in: database)
            try settings.check(for: existing)
            guard existing.tileSettings != settings else { return (existing, false) }
            try CatalogSQL.write(settings, of: collection, to: database)
            return (try found(collection, in: database), true)
        }.result
    }

    /// Whether settings would be taken, without changing anything.
    /// - Throws: as `configure`.
    public func check(_ settings: TileSettings, for collection: CollectionID) throws(GeoStoreError) {
        try settings.check(for: try catalog().collection(collection.name))
    }
}
