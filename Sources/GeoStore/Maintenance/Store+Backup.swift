internal import Foundation
internal import GRDB

extension Store {
    /// Copies the store page by page while others read and write; the copy is checked before it gets its name. It is
    /// another store: once restored, its versions must not pass for those that were made after the backup.
    /// - Parameter progress: pages done and pages in all; what it throws ends the backup, and nothing is left of it.
    /// - Throws: `GeoStoreError.storeExists` when there is a file of that name, `.diskFull`, `.sqlite`.
    public func backup(
        to destination: String, progress: (_ done: Int, _ total: Int) throws -> Void
    ) throws {
        try StoreCopy.make(of: pool, at: destination, completion: Self.giveNewID, progress: progress)
    }

    /// As `backup`, and the same store: its pages are those of the original, so that copies of two moments share what
    /// has not changed between them. Before it is served, `renewID` is called.
    /// - Throws: `GeoStoreError`, and what `progress` throws.
    public func snapshot(
        to destination: String, progress: (_ done: Int, _ total: Int) throws -> Void
    ) throws {
        try StoreCopy.make(of: pool, at: destination, progress: progress)
    }

    /// Makes a copy that nobody has open another store, whose tiles nobody takes for those of the one that it was copied
    /// from. Nothing else of it changes, its schema neither.
    /// - Throws: `GeoStoreError`.
    public static func renewID(at path: String) throws(GeoStoreError) {
        do {
            let copy = try DatabaseQueue(path: path)
            try copy.write(giveNewID)
            try copy.close()
        } catch {
            throw GeoStoreError.wrapping(error, attempted: "giving the store an id of its own", path: path)
        }
    }

    private static func giveNewID(_ database: Database) throws {
        try database.execute(
            sql: "UPDATE gs_store SET value = ? WHERE key = 'id'", arguments: [UUID().uuidString.lowercased()])
    }
}
