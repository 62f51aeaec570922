internal import Foundation
public import GeoStore

/// Overviews of a store: beside it, or in a temporary folder where its own cannot be written.
public final class OverviewProvider: TileSourceProvider {
    private let store: Store
    private let temporaryFolder: String

    public init(store: Store) {
        self.store = store
        temporaryFolder = FileManager.default.temporaryDirectory
            .appending(path: "geosector-overviews-\(UUID().uuidString)").path
    }

    deinit {
        // Derived files of this process alone; a folder that was never made is no fault.
        try? FileManager.default.removeItem(atPath: temporaryFolder)
    }

    public func open(_ collection: PublishedCollection) throws -> (any TileSource)? {
        let overview = try store.overview(of: collection) ?? store.overview(of: collection, in: temporaryFolder)
        return overview.map { OverviewSource($0, of: collection) }
    }

    public func build(
        _ collection: PublishedCollection, former: (any TileSource)?
    ) throws -> (collection: PublishedCollection, source: any TileSource) {
        do {
            try store.rebuildOverview(of: collection)
        } catch GeoStoreError.overviewNotWritten, GeoStoreError.diskFull {
            try FileManager.default.createDirectory(atPath: temporaryFolder, withIntermediateDirectories: true)
            try store.rebuildOverview(of: collection, in: temporaryFolder)
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
