internal import CSpatiaLite

extension Store {
    /// Called once by a program that loads data, before anything opens a database: PROJ's is one too.
    ///
    /// SQLite then does not count the memory it takes, which nobody asks for: each piece would be counted under a lock.
    /// 7 % of the CPU of an import (300,000 parcels, median of three pairs in turn).
    public static func prepareProcess() {
        // sqlite3_config: SQLITE_OK, or SQLITE_MISUSE when a database was opened before; all goes on as it was then.
        _ = cspatialite_config_memory_status(0)
    }
}
