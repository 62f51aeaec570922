internal import Foundation
internal import GRDB

extension Store {
    /// Copies the store page by page while others read and write; the copy is checked before it gets its name.
    /// - Parameter progress: pages done and pages in all; what it throws ends the backup, and nothing is left of it.
    /// - Throws: `GeoStoreError.storeExists` when there is a file of that name, `.diskFull`, `.sqlite`.
    public func backup(
        to destination: String, progress: @escaping (_ done: Int, _ total: Int) throws -> Void
    ) throws {
        guard !FileManager.default.fileExists(atPath: destination) else {
            throw GeoStoreError.storeExists(path: destination)
        }
        let draft = destination + ".new"
        do {
            try? FileManager.default.removeItem(atPath: draft)
            let copy = try DatabaseQueue(path: draft)
            try pool.backup(to: copy, pagesPerStep: Self.pagesPerStep) { state in
                try progress(state.completedPageCount, state.totalPageCount)
            }
            try copy.writeWithoutTransaction { database in
                // Another store: once restored, its versions must not pass for those that were made after the backup.
                try database.execute(
                    sql: "UPDATE gs_store SET value = ? WHERE key = 'id'", arguments: [UUID().uuidString.lowercased()])
                // One file, nothing beside it: what a copy on a stick or a share must be.
                try database.execute(sql: "PRAGMA journal_mode = DELETE")
                let answer = try String.fetchOne(database, sql: "PRAGMA quick_check")
                guard answer == "ok" else {
                    throw GeoStoreError.notAStore(path: draft, reason: "the copy is damaged: \(answer ?? "no answer")")
                }
            }
            try copy.close()
            guard rename(draft, destination) == 0 else {
                throw GeoStoreError.sqlite(
                    attempted: "naming the backup", code: errno, message: String(cString: strerror(errno)))
            }
        } catch {
            for leftover in [draft, draft + "-journal"] { try? FileManager.default.removeItem(atPath: leftover) }
            guard error is DatabaseError else { throw error }
            throw GeoStoreError.wrapping(error, attempted: "writing the backup", path: destination)
        }
    }

    /// 16 MB between two reports of progress.
    private static let pagesPerStep: CInt = 4096
}
