internal import GRDB
internal import SimpleFeatures

extension Store {
    /// The table of contents as it is now.
    /// - Throws: `GeoStoreError`.
    public func catalog() throws(GeoStoreError) -> Catalog {
        try read("reading the catalogue") { try CatalogSQL.catalog(in: $0) }
    }

    /// Adds and updates sectors; none is removed, because collections may belong to it.
    /// - Throws: `GeoStoreError`.
    public func update(sectors: [Sector]) throws(GeoStoreError) {
        try write("updating the sectors") { try CatalogSQL.write(sectors, to: $0) }
    }

    /// The versions of a collection, the newest first.
    /// - Throws: `GeoStoreError`.
    public func versions(of collection: CollectionID) throws(GeoStoreError) -> [DatasetVersion] {
        try read("reading the versions of \(collection)") { try VersionSQL.versions(of: collection, in: $0) }
    }
}
