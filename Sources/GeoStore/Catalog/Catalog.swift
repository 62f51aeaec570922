/// The store's table of contents at one moment.
public struct Catalog: Hashable, Sendable {
    /// Made once for each store, so that a cached answer of one is never taken for another's.
    public let storeID: String
    /// In the order of `data/sectors.yaml`.
    public let sectors: [Sector]
    /// By sector, then by id.
    public let collections: [PublishedCollection]

    public init(storeID: String, sectors: [Sector], collections: [PublishedCollection]) {
        self.storeID = storeID
        self.sectors = sectors
        self.collections = collections
    }

    /// - Throws: `GeoStoreError.collectionNotFound` with the ids there are.
    public func collection(_ id: String) throws(GeoStoreError) -> PublishedCollection {
        guard let found = collections.first(where: { $0.id.name == id }) else {
            throw GeoStoreError.collectionNotFound(id, known: collections.map(\.id.name))
        }
        return found
    }

    public func sector(_ id: String) -> Sector? {
        sectors.first { $0.id == id }
    }
}
