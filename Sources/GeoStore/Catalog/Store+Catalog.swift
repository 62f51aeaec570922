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

    /// Whether features have other values now than they had in an earlier state, beside those that came and went.
    /// - Throws: `GeoStoreError`.
    public func hasChangedFeatures(
        of collection: PublishedCollection, since state: CollectionState
    ) throws(GeoStoreError) -> Bool {
        guard state != collection.state else { return false }
        // What other programs edit has no number yet that tells.
        guard collection.state.pendingEdit == 0, state.version < collection.state.version else { return true }
        let later = try versions(of: collection.id).filter {
            $0.number > state.version && $0.number <= collection.state.version
        }
        let isKnown = later.count == collection.state.version - state.version
        return !isKnown
            || later.contains { version in
                // Edits that were seen before they had a number.
                let isSeen = state.pendingEdit != 0 && version.number == state.version + 1
                return isSeen ? version.provenance.adoptedState != state : version.changes?.changed != 0
            }
    }

    /// The versions of a collection, the newest first.
    /// - Throws: `GeoStoreError`.
    public func versions(of collection: CollectionID) throws(GeoStoreError) -> [DatasetVersion] {
        try read("reading the versions of \(collection)") { try VersionSQL.versions(of: collection, in: $0) }
    }
}
