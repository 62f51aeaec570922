/// The store's table of contents at one moment.
public struct Catalog: Hashable, Sendable {
    /// Made once for each store, so that a cached answer of one is never taken for another's.
    public let storeID: String
    /// In the order of `data/sectors.yaml`.
    public let sectors: [Sector]
    /// By sector, then by id.
    public let collections: [PublishedCollection]
    /// By collection; see `policy(of:)`.
    let policies: [String: AccessPolicy]
    /// Whose catalogue it is: equal ones show the same of equal states. Empty when everything is seen.
    public let audience: String

    public init(storeID: String, sectors: [Sector], collections: [PublishedCollection], audience: String = "") {
        self.init(
            storeID: storeID, sectors: sectors, collections: collections, policies: [:], audience: audience)
    }

    init(
        storeID: String, sectors: [Sector], collections: [PublishedCollection], policies: [String: AccessPolicy],
        audience: String = ""
    ) {
        self.storeID = storeID
        self.sectors = sectors
        self.collections = collections
        self.policies = policies
        self.audience = audience
    }

    /// - Throws: `GeoStoreError.collectionNotFound` with the ids there are.
    public func collection(_ id: String) throws(GeoStoreError) -> PublishedCollection {
        guard let found = existing(id) else {
            throw GeoStoreError.collectionNotFound(id, known: collections.map(\.id.name))
        }
        return found
    }

    public func existing(_ id: String) -> PublishedCollection? { collections.first { $0.id.name == id } }

    public func sector(_ id: String) -> Sector? {
        sectors.first { $0.id == id }
    }
}
