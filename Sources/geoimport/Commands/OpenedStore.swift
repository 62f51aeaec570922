import Foundation
import GeoStore

/// The store of a command that writes: an existing one, or a new one that goes again when nothing was published. A
/// rehearsal has one of its own, which is never kept: not a byte of the store changes, and nobody waits for it.
struct OpenedStore {
    let store: Store
    private let path: String
    /// Whether the file goes when it holds no collection.
    private let isNew: Bool
    private let isRehearsal: Bool

    /// - Throws: `GeoStoreError`, `HomeFolder.Missing` when the sectors are not found.
    init(path: String, isRehearsal: Bool, makesNew: Bool = true) throws {
        isNew = makesNew && !FileManager.default.fileExists(atPath: path)
        self.isRehearsal = isRehearsal
        self.path = isRehearsal ? Self.rehearsalPath : path
        let home = HomeFolder()
        if isNew {
            let sectors = try Sector.list(fromFile: home.path(of: "data/sectors.yaml"))
            store = try Store.create(path: self.path, sectors: sectors)
        } else if isRehearsal {
            store = try Self.copy(of: path, at: self.path)
        } else {
            store = try Store(path: path, access: .readWrite)
            // An existing store knows its sectors; a newer list beside the program is taken over when there is one.
            guard makesNew, let file = try? home.path(of: "data/sectors.yaml") else { return }
            let sectors = try Sector.list(fromFile: file)
            let known = try store.catalog().sectors
            if Array(known.prefix(sectors.count)) != sectors { try store.update(sectors: sectors) }
        }
    }

    /// What a read of the store gives; nil while there is none.
    /// - Throws: `GeoStoreError`, and whatever `body` throws.
    static func reading<Result>(_ path: String, _ body: (Store) throws -> Result) throws -> Result? {
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        let store = try Store(path: path, access: .readOnly)
        let result = try body(store)
        try store.close()
        return result
    }

    private static var rehearsalPath: String {
        FileManager.default.temporaryDirectory
            .appendingPathComponent("geosector-rehearsal-\(UUID().uuidString.lowercased()).sqlite").path
    }

    private static func copy(of path: String, at copy: String) throws -> Store {
        let original = try Store(path: path, access: .readOnly)
        do {
            try original.backup(to: copy) { _, _ in }
            try original.close()
            return try Store(path: copy, access: .readWrite)
        } catch {
            remove(copy)
            throw error
        }
    }

    /// Closes the store after work that went well.
    /// - Throws: `GeoStoreError`.
    func finish() throws {
        guard !isRehearsal else { return abandon() }
        try store.close()
    }

    /// Closes the store after a load that did not publish, and takes a new one away unless somebody else has begun to
    /// use it. Says nothing: why the load failed is what the user must read.
    func abandon() {
        let isEmpty = (try? store.catalog().collections.isEmpty) ?? false
        try? store.close()
        guard !isRehearsal else { return Self.remove(path) }
        // The last to close a store removes its log; a log that is still there belongs to another program.
        guard isNew, isEmpty, !FileManager.default.fileExists(atPath: path + "-wal") else { return }
        try? FileManager.default.removeItem(atPath: path)
    }

    private static func remove(_ path: String) {
        for suffix in ["", "-wal", "-shm", "-journal"] { try? FileManager.default.removeItem(atPath: path + suffix) }
    }
}
