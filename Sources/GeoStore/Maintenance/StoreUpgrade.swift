internal import Foundation
internal import GRDB

/// A store of an older schema that was brought up to date.
public struct StoreUpgrade: Hashable, Sendable {
    public let from: Int
    public let to: Int
    /// The store as it was: a copy beside it, which the former release opens. Nobody removes it but a person.
    public let copy: String

    /// Room beside the copy itself: the steps write into the log.
    private static let spareBytes: Int64 = 16 << 20

    /// Copies the store, then applies the steps it lacks: nobody else writes meanwhile, and a failure leaves it as it was.
    /// - Returns: nil when another program was faster.
    /// - Throws: `GeoStoreError.noRoomToUpgrade` before anything is written, and others.
    static func run(on pool: DatabasePool, path: String) throws -> StoreUpgrade? {
        try pool.write { database in
            let schema = try Migration.applied(in: database)
            guard schema < Migration.latest else { return nil }
            let copy = freeName("\(path).before-schema-\(Migration.latest)")
            try requireRoom(for: database, beside: path)
            // A reader of its own: it sees what was committed, while the lock keeps everybody from committing more.
            let source = try DatabaseQueue(path: path, configuration: Connections.watchConfiguration)
            try StoreCopy.make(of: source, at: copy)
            try source.close()
            try Migration.apply(to: database, now: Timestamp.now)
            return StoreUpgrade(from: schema, to: Migration.latest, copy: copy)
        }
    }

    /// An earlier attempt may have left its copy: none is ever written over.
    private static func freeName(_ name: String) -> String {
        guard FileManager.default.fileExists(atPath: name) else { return name }
        let number = (2...).first { !FileManager.default.fileExists(atPath: "\(name)-\($0)") } ?? 2
        return "\(name)-\(number)"
    }

    private static func requireRoom(for database: Database, beside path: String) throws {
        let pages = try Int64.fetchOne(database, sql: "PRAGMA page_count") ?? 0
        let size = try Int64.fetchOne(database, sql: "PRAGMA page_size") ?? 0
        let needed = pages * size + spareBytes
        guard let free = StoreDisk(path: path).freeBytes, free < needed else { return }
        throw GeoStoreError.noRoomToUpgrade(path: path, neededBytes: needed, freeBytes: Int64(free))
    }
}
