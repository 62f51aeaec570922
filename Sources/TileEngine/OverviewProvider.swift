internal import Foundation
public import GeoStore

/// Overviews of a store: beside it, or in a temporary folder where its own cannot be written.
public final class OverviewProvider: TileSourceProvider {
    private let store: Store
    private let temporary: TemporaryOverviewFolder

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
        do {
            try store.rebuildOverview(of: collection, progress: isWanted)
        } catch GeoStoreError.overviewNotWritten, GeoStoreError.diskFull {
            try temporary.make()
            try store.rebuildOverview(of: collection, in: temporary.path, progress: isWanted)
        }
        guard let source = try open(collection) else {
            throw GeoStoreError.collectionChanged(collection.id.name)
        }
        return (collection, source)
    }

    public func isIntact(_ source: any TileSource) -> Bool {
        guard let source = source as? OverviewSource, let file = source.file else { return false }
        return FileIdentity(path: source.overview.path) == file
    }
}
