import Accounts
import Backups
import Foundation
import GeoStore
import SimpleFeatures

/// Brings a backup back: made beside the store, compared with what the manifest says, then put in place in one step.
struct Restoration {
    struct Outcome {
        /// What was there before; nil when there was nothing.
        let aside: String?
        /// The accounts that came back; nil when the backup has none, or they were not wanted.
        let accounts: String?
        let others: [String]
    }

    let repository: BackupRepository
    let id: BackupID
    let manifest: BackupManifest
    /// Where the store is to be.
    let store: String
    let replaces: Bool
    /// Leaves accounts and audit log as they are.
    let storeOnly: Bool
    /// Where the other files of the backup go; nil leaves them.
    let otherFolder: String?
    let interruption: Interruption
    let progress: (_ done: Int64, _ total: Int64) -> Void

    private static let spareBytes: Int64 = 16 << 20

    /// - Throws: `BackupError`, `GeoStoreError`, `AccountError`, `RestoreRefused`, `Interrupted`; nothing has changed then.
    func run() throws -> Outcome {
        let url = URL(filePath: store).standardizedFileURL
        let accounts = AccountStore.path(besideStore: url.path)
        try FileReplacement.finish(at: url.path)
        let parts = wanted(accounts: accounts)
        let names = Set(parts.map { String($0.name.prefix { $0 != "/" }) }).sorted()
        let folder = url.deletingLastPathComponent().path
        if !replaces {
            let taken = [url.lastPathComponent] + names
            if let found = taken.first(where: { FileManager.default.fileExists(atPath: "\(folder)/\($0)") }) {
                throw RestoreRefused.exists("\(folder)/\(found)")
            }
        }
        try requireFree(url.path, accounts)
        let size = parts.reduce(0) { $0 + $1.file.size }
        try DiskSpace.require(size + Self.spareBytes, at: folder)
        let replacement = FileReplacement(of: url.path, names: names)
        // What a restore that was killed before its plan was written has left.
        try remove(replacement.staging)
        do {
            try repository.extract(parts.map { ($0.file, "\(replacement.staging)/\($0.name)") }) { done in
                try interruption.check()
                progress(done, size)
            }
            try examine(replacement.staging, storeName: url.lastPathComponent, accounts: accounts)
            let others = try extractOthers()
            try Store.renewID(at: "\(replacement.staging)/\(url.lastPathComponent)")
            try giveToOwner(of: folder, parts.map { "\(replacement.staging)/\($0.name)" })
            // It took a while: somebody may have started a server.
            try requireFree(url.path, accounts)
            let aside = try replacement.perform(at: Date())
            let hasAccounts = parts.contains { $0.file.role == .accounts }
            return Outcome(aside: aside, accounts: hasAccounts ? accounts : nil, others: others)
        } catch {
            // Once the plan is there the files belong to it.
            if !FileManager.default.fileExists(atPath: url.path + ".replacing") { try remove(replacement.staging) }
            throw error
        }
    }

    /// Files of the backup with the names that they get beside this store, which may be called otherwise.
    private func wanted(accounts: String) -> [(file: BackedUpFile, name: String)] {
        let stem = URL(filePath: accounts).deletingPathExtension().lastPathComponent
        return manifest.files.compactMap { file in
            switch file.role {
            case .store: (file, URL(filePath: store).lastPathComponent)
            case .accounts: storeOnly ? nil : (file, stem + ".sqlite")
            case .auditAnchor: storeOnly ? nil : (file, stem + ".anchor")
            case .auditSegment:
                storeOnly ? nil : (file, "\(stem)-audit/\(URL(filePath: file.name).lastPathComponent)")
            case .other: nil
            }
        }
    }

    private func requireFree(_ store: String, _ accounts: String) throws {
        try FileUse.requireFree(store)
        if !storeOnly { try FileUse.requireFree(accounts) }
    }

    private func examine(_ staging: String, storeName: String, accounts: String) throws {
        let found = try RestoredFiles(
            store: "\(staging)/\(storeName)",
            accounts: storeOnly ? nil : "\(staging)/\(URL(filePath: accounts).lastPathComponent)"
        ).differences(from: manifest, progress: { _, _ in try interruption.check() })
        guard found.isEmpty else { throw RestoreRefused.differs(found) }
    }

    private func extractOthers() throws -> [String] {
        guard let otherFolder else { return [] }
        let others = manifest.files.filter { $0.role == .other }.map { ($0, "\(otherFolder)/\($0.name)") }
        if let taken = others.first(where: { FileManager.default.fileExists(atPath: $0.1) }) {
            throw RestoreRefused.exists(taken.1)
        }
        try repository.extract(others)
        return others.map(\.1)
    }

    /// Whoever restores as root must not leave files that the server cannot open.
    private func giveToOwner(of folder: String, _ files: [String]) throws {
        guard geteuid() == 0 else { return }
        var owner = stat()
        guard stat(store, &owner) == 0 || stat(folder, &owner) == 0 else { return }
        for path in Set(files + files.map { ($0 as NSString).deletingLastPathComponent }) {
            guard chown(path, owner.st_uid, owner.st_gid) == 0 else {
                throw BackupError.system(attempted: "giving away", path: path, errno: errno)
            }
        }
    }

    private func remove(_ path: String) throws {
        guard FileManager.default.fileExists(atPath: path) else { return }
        try FileManager.default.removeItem(atPath: path)
    }
}

/// Why nothing was restored.
enum RestoreRefused: Error {
    case exists(String)
    /// What came out of the backup is not what went in.
    case differs([BackupContents.Difference])
}

/// Store and accounts that came out of a backup, compared with what its manifest says.
struct RestoredFiles {
    let store: String
    /// Nil when they do not count.
    let accounts: String?

    /// Reads everything.
    /// - Throws: `GeoStoreError`, `AccountError`, and what `progress` throws.
    func differences(
        from manifest: BackupManifest, progress: (_ done: Int, _ total: Int) throws -> Void = { _, _ in }
    ) throws -> [BackupContents.Difference] {
        let opened = try Store(path: store, access: .readOnly, readers: 1)
        let inventory = try opened.inventory(progress: progress)
        try opened.close()
        var found = BackupContents.differences(manifest.contents["store"], inventory)
        if let accounts, manifest.file(.accounts) != nil {
            let inventory = try AccountInventory.read(accounts)
            found += BackupContents.differences(manifest.contents["accounts"], inventory)
            found += (inventory.problems + inventory.faults.map { String(describing: $0) }).map {
                BackupContents.Difference(subject: "accounts", expected: "–", found: $0)
            }
        }
        return found
    }
}
