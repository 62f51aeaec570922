internal import CSpatiaLite
internal import Foundation
internal import GRDB

/// How connections to a store are made: SpatiaLite in each of them, readers that never wait for the writer.
enum Connections {
    /// How long a writer waits for another program's lock before it says busy.
    static let patience = Duration.seconds(5)
    /// Bytes of the file that readers map instead of copying through the page cache. What is mapped counts as memory of
    /// the server until the system wants it back; eight times as much makes reading 1,000 features 1 % faster.
    static let mappedBytes = 32 << 20

    static func configuration(readOnly: Bool, readers: Int, patience: Duration = patience) -> Configuration {
        var configuration = Configuration()
        configuration.readonly = readOnly
        configuration.maximumReaderCount = readers
        configuration.busyMode = .timeout(patience / .seconds(1))
        configuration.persistentReadOnlyConnections = true
        configuration.prepareDatabase { database in
            try loadSpatiaLite(into: database)
            FilterFunctions.register(on: database.sqliteConnection)
            BoxFunction.register(on: database.sqliteConnection)
            CoarseFunction.register(on: database.sqliteConnection)
            TextOrder.register(on: database.sqliteConnection)
            try database.execute(sql: "PRAGMA mmap_size = \(mappedBytes)")
        }
        return configuration
    }

    /// Of the connection that asks for `PRAGMA data_version` and nothing else.
    static var watchConfiguration: Configuration {
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(patience / .seconds(1))
        return configuration
    }

    /// The cache of each connection lives as long as the process: GRDB has no hook at which
    /// `spatialite_cleanup_ex` could run after the connection is closed.
    private static func loadSpatiaLite(into database: Database) throws {
        guard let cache = spatialite_alloc_connection() else {
            throw GeoStoreError.sqlite(attempted: "loading SpatiaLite", code: 0, message: "out of memory")
        }
        spatialite_init_ex(database.sqliteConnection, cache, 0)
    }
}
