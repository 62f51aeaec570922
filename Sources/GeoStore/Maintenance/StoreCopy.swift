internal import Foundation
internal import GRDB

/// A copy of a store's pages, made while others read and write: it is of one moment, and one file.
struct StoreCopy {
    /// 16 MB between two reports of progress.
    private static let pagesPerStep: CInt = 4096

    /// Copies, checks the copy, and gives it its name only then.
    /// - Parameters:
    ///   - source: its transaction lasts as long as the copying, so that no commit makes it begin again.
    ///   - completion: changes the copy, before it is checked.
    ///   - progress: pages done and pages in all; what it throws ends it, and nothing is left.
    /// - Throws: `GeoStoreError`, and what `progress` throws.
    static func make(
        of source: any DatabaseReader, at destination: String, completion: (Database) throws -> Void = { _ in },
        progress: (_ done: Int, _ total: Int) throws -> Void = { _, _ in }
    ) throws {
        guard !FileManager.default.fileExists(atPath: destination) else {
            throw GeoStoreError.storeExists(path: destination)
        }
        let draft = destination + ".new"
        do {
            for leftover in [draft, draft + "-journal"] { try? FileManager.default.removeItem(atPath: leftover) }
            let copy = try DatabaseQueue(path: draft)
            try withoutActuallyEscaping(progress) { progress in
                try source.backup(to: copy, pagesPerStep: pagesPerStep) { state in
                    try progress(state.completedPageCount, state.totalPageCount)
                }
            }
            try copy.writeWithoutTransaction { database in
                try completion(database)
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
                    attempted: "naming the copy", code: errno, message: String(cString: strerror(errno)))
            }
        } catch {
            for leftover in [draft, draft + "-journal"] { try? FileManager.default.removeItem(atPath: leftover) }
            guard error is DatabaseError else { throw error }
            throw GeoStoreError.wrapping(error, attempted: "copying the store", path: destination)
        }
    }
}
