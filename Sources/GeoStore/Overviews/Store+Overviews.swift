internal import CMalloc
internal import Foundation
internal import GRDB
internal import Glibc
internal import VectorTile

extension Store {
    /// The folder of derived files beside the store, there or not: `<store>-overviews`.
    public var overviewFolderPath: String { overviewFolder.path }

    var overviewFolder: OverviewFolder { OverviewFolder(ofStore: path) }

    /// The overview of a collection in exactly this state and under these settings, checked to the last byte, in a copy
    /// that stays as it is whatever becomes of the file.
    /// - Parameter folder: where to look; beside the store when nil.
    /// - Returns: nil when there is none, or when it is damaged, of another release or of another store.
    /// - Throws: `GeoStoreError` when the store itself cannot be read.
    public func overview(
        of collection: PublishedCollection, in folder: String? = nil
    ) throws(GeoStoreError) -> Overview? {
        let storeID = try read("reading the store's id") { try CatalogSQL.storeID(in: $0) }
        let place = (folder.map(OverviewFolder.init(path:)) ?? overviewFolder).folder(of: collection)
        return try? OverviewLookup(of: collection, storeID: storeID, in: place).open(copyingTo: Self.copyFolders(place))
    }

    /// Where the copies of overviews that are served may be kept, the best place first.
    static func copyFolders(_ place: OverviewFolder) -> [OverviewFolder] {
        [place, OverviewFolder(path: FileManager.default.temporaryDirectory.path)]
    }

    /// Makes the overview of a collection anew from one snapshot of the store, edits that no version holds yet
    /// included: of the present state, when the collection has another one by now and is still seen in the same way. Several programs may do it at once: the last one's file stays, and all are alike.
    /// - Parameters:
    ///   - folder: where to put it, beside the store when nil. Of a folder that is not the store's own, what belongs to
    ///     former states of the collection is removed.
    ///   - progress: told how many features are read; what it throws ends the work, and nothing is left of it.
    /// - Throws: `GeoStoreError.collectionChanged` when the collection is gone or seen in another way, `.diskFull`,
    ///   `.overviewNotWritten`, or what `progress` throws.
    @discardableResult
    public func rebuildOverview(
        of collection: PublishedCollection, in folder: String? = nil, progress: (Int) throws -> Void = { _ in }
    ) throws -> RebuiltOverview {
        // The allocator would keep what the work took: 100 MB after 300,000 parcels.
        defer { malloc_trim(0) }
        let place = (folder.map(OverviewFolder.init(path:)) ?? overviewFolder).folder(of: collection)
        do {
            let made: MadeOverview
            do { made = try makeOverview(of: collection, in: place, progress) } catch let failure as FileFailure {
                // Somebody removed the folder meanwhile, which is allowed at any time: it is made again.
                guard failure.code == ENOENT else { throw failure }
                made = try makeOverview(of: collection, in: place, progress)
            }
            if folder != nil || collection.view != nil {
                let present = made.collection.overviewName
                for name in place.names where name.collection == collection.id.name && name != present {
                    place.remove(name)
                }
            }
            return RebuiltOverview(
                collection: made.collection, unplacedCount: made.unplacedCount,
                featureCount: made.overview.header.featureCount,
                byteCount: made.byteCount)
        } catch let failure as FileFailure {
            throw GeoStoreError(failure, of: collection.id, in: place.path)
        } catch let error as DatabaseError {
            throw GeoStoreError.wrapping(
                error, attempted: "making the overview of \(collection.id)", path: path)
        }
    }

    private func makeOverview(
        of collection: PublishedCollection, in place: OverviewFolder, _ progress: (Int) throws -> Void
    ) throws -> MadeOverview {
        try pool.read { database in
            guard let collection = try collection.present(in: database) else {
                throw GeoStoreError.collectionChanged(collection.id.name)
            }
            let storeID = try CatalogSQL.storeID(in: database)
            let former = try FormerOverview.newest(before: collection, storeID: storeID, place, database)
            return try OverviewMaking(
                collection: collection, storeID: storeID, former: former, folder: place, transforms: transforms
            ).make(reading: database, progress: progress)
        }
    }

    /// Removes overviews that nobody will look for: of former versions, of dropped collections, drafts of programs
    /// that were killed. Does nothing while another program writes to the store.
    /// - Throws: `GeoStoreError.readOnly`.
    public func sweepOverviews() throws(GeoStoreError) {
        guard access == .readWrite else { throw GeoStoreError.readOnly(path: path) }
        pool.writeWithoutTransaction { sweepOverviews($0) }
    }
}

extension GeoStoreError {
    /// Why the overview of a collection could not be written into a folder.
    init(_ failure: FileFailure, of collection: CollectionID, in folder: String) {
        self =
            failure.isFullDisk
            ? .diskFull(path: folder) : .overviewNotWritten(collection: collection.name, reason: failure.reason)
    }
}

/// What making an overview came to.
public struct RebuiltOverview: Sendable {
    /// In the state that the overview shows.
    public let collection: PublishedCollection
    /// Features left out, because their geometry cannot be read or has no place on the map.
    public let unplacedCount: Int
    public let featureCount: Int
    public let byteCount: Int
}
