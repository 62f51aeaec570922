internal import Foundation
public import GeoStore

/// Overviews of a store: beside it, or in a temporary folder where its own cannot be written.
public final class OverviewProvider: TileSourceProvider {
    private let store: Store
    private let temporary: TemporaryOverviewFolder
    /// Features that are read for each state of an overlay: a tenth of a second.
    private static let mostOverlaid = 5_000

    /// - Parameter temporaryFolder: where temporary files lie; the system's place for them when nil.
    public init(store: Store, temporaryFolder: String? = nil) {
        self.store = store
        temporary = TemporaryOverviewFolder(in: temporaryFolder ?? FileManager.default.temporaryDirectory.path)
    }

    /// Stops what is being built, and removes what lies in the temporary folder.
    public func close() { temporary.close() }

    public func open(_ collection: PublishedCollection) throws -> (any TileSource)? {
        let overview = try store.overview(of: collection) ?? store.overview(of: collection, in: temporary.path)
        return overview.map { OverviewSource($0, of: collection) }
    }

    public func build(
        _ collection: PublishedCollection, former: (any TileSource)?
    ) throws -> (collection: PublishedCollection, source: any TileSource) {
        let isWanted: (Int) throws -> Void = { [temporary] _ in try temporary.checkOpen() }
        let made: RebuiltOverview
        do {
            made = try store.rebuildOverview(of: collection, progress: isWanted)
        } catch GeoStoreError.overviewNotWritten, GeoStoreError.diskFull {
            try temporary.make()
            made = try store.rebuildOverview(of: collection, in: temporary.path, progress: isWanted)
        }
        guard let source = try open(made.collection) else {
            throw GeoStoreError.collectionChanged(collection.id.name)
        }
        return (made.collection, source)
    }

    public func overlay(
        _ collection: PublishedCollection, former: (any TileSource)?, base: (any TileSource)?
    ) throws -> (collection: PublishedCollection, source: any TileSource)? {
        let former = former ?? base
        guard let under = try Self.base(of: base) ?? Self.base(of: former) ?? self.former(of: collection),
            let found = try store.overlay(of: collection, on: under.overview, most: Self.mostOverlaid)
        else { return nil }
        return (
            found.collection,
            OverlaidSource(found.overlay, on: under, of: found.collection, former: former as? OverlaidSource)
        )
    }

    /// Some features of a collection, as if it had no others: for as long as somebody holds them, in a file without a name.
    /// - Throws: as `Store.filteredOverview`; `CancellationError` after `close`.
    public func filtered(
        _ collection: PublishedCollection, by query: FeatureQuery, within limit: ReadLimit
    ) throws -> FilteredSource {
        try temporary.make()
        let filtered = try store.filteredOverview(
            of: collection, matching: query, in: temporary.path, within: limit)
        return FilteredSource(
            served: ServedCollection(
                collection: filtered.collection,
                source: OverviewSource(filtered.overview, of: filtered.collection)),
            fingerprint: Fingerprint("\(collection.token) \(collection.stateTag) \(query)"),
            byteCount: filtered.overview.byteCount)
    }

    private static func base(of source: (any TileSource)?) -> OverviewSource? {
        source as? OverviewSource ?? (source as? OverlaidSource)?.base
    }

    /// What was made before this program began.
    private func former(of collection: PublishedCollection) throws -> OverviewSource? {
        let overview =
            try store.formerOverview(of: collection) ?? store.formerOverview(of: collection, in: temporary.path)
        return overview.map { OverviewSource($0, of: collection) }
    }

    public func isIntact(_ source: any TileSource) -> Bool {
        // It is about to be replaced, and was made from a copy.
        if source is OverlaidSource { return true }
        guard let source = source as? OverviewSource, let file = source.file else { return false }
        return FileIdentity(path: source.overview.path) == file
    }
}

/// What tiles of some features of a collection are made of.
public struct FilteredSource: Sendable {
    public let served: ServedCollection
    /// Another one for every other filter or state.
    public let fingerprint: Fingerprint
    /// Of the file that it keeps.
    public let byteCount: Int
}
