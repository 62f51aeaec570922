import Foundation
import GeoStore

/// The store of a load: an existing one, or a new one that goes again when nothing was published.
struct OpenedStore {
    let store: Store
    private let path: String
    private let isNew: Bool

    /// - Parameter isRehearsal: a store that does not exist is then made elsewhere, and never kept.
    /// - Throws: `GeoStoreError`, `HomeFolder.Missing` when the sectors are not found.
    init(path: String, isRehearsal: Bool) throws {
        isNew = !FileManager.default.fileExists(atPath: path)
        let home = HomeFolder()
        if isNew {
            let sectors = try Sector.list(fromFile: home.path(of: "data/sectors.yaml"))
            let name = "geosector-rehearsal-\(ProcessInfo.processInfo.processIdentifier).sqlite"
            self.path = isRehearsal ? FileManager.default.temporaryDirectory.appendingPathComponent(name).path : path
            store = try Store.create(path: self.path, sectors: sectors)
        } else {
            self.path = path
            store = try Store(path: path, access: .readWrite)
            // An existing store knows its sectors; a newer list beside the program is taken over when there is one.
            guard !isRehearsal, let file = try? home.path(of: "data/sectors.yaml") else { return }
            let sectors = try Sector.list(fromFile: file)
            let known = try store.catalog().sectors
            if Array(known.prefix(sectors.count)) != sectors { try store.update(sectors: sectors) }
        }
    }

    /// Closes the store after a load that did not publish, and takes a new one away unless somebody else has begun to
    /// use it. Says nothing: why the load failed is what the user must read.
    func abandon() {
        let isEmpty = (try? store.catalog().collections.isEmpty) ?? false
        try? store.close()
        // The last to close a store removes its log; a log that is still there belongs to another program.
        guard isNew, isEmpty, !FileManager.default.fileExists(atPath: path + "-wal") else { return }
        try? FileManager.default.removeItem(atPath: path)
    }
}
