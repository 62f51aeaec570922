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
            // An existing store knows its sectors; a newer list beside the program is added when there is one.
            if let file = try? home.path(of: "data/sectors.yaml") {
                try store.update(sectors: Sector.list(fromFile: file))
            }
        }
    }

    /// Closes the store, and removes a new one that is not to be kept.
    func finish(keep: Bool) throws {
        try store.close()
        guard isNew, !keep else { return }
        for suffix in ["", "-wal", "-shm"] where FileManager.default.fileExists(atPath: path + suffix) {
            try FileManager.default.removeItem(atPath: path + suffix)
        }
    }
}
