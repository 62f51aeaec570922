import Accounts
import Backups
import Foundation
import GeoStore
import SimpleFeatures

/// Restores a backup to a scratch place, looks whether it is what it should be, and takes it away again.
struct RestoreDrill {
    struct Report {
        let id: BackupID
        let manifest: BackupManifest
        /// Where what came back is not what the manifest says.
        let differences: [BackupContents.Difference]
        /// What `verify` finds wrong with the restored store, in words.
        let problems: [VerificationReport.Finding]
        /// How long restoring took, without the checks.
        let seconds: Double
        /// What the live store has that the backup has not; nil when none was named.
        let since: [Change]?

        var isPassed: Bool { differences.isEmpty && problems.isEmpty }
    }

    /// A collection that is another in the live store than in the backup. That is no fault.
    struct Change: Hashable {
        let collection: String
        /// Version and features; nil where the collection is not.
        let before: State?
        let now: State?

        struct State: Hashable {
            let version: String
            let features: Int
        }
    }

    let repository: BackupRepository
    let id: BackupID
    /// In which a folder is made, and removed.
    let scratch: String
    let liveStore: String?
    let interruption: Interruption
    let progress: (_ done: Int64, _ total: Int64) -> Void

    /// - Throws: `BackupError`, `GeoStoreError`, `AccountError`, `Interrupted`.
    func run() throws -> Report {
        let manifest = try repository.manifest(of: id)
        try DiskSpace.require(manifest.size, at: scratch)
        let folder = "\(scratch)/geosector-drill-\(UUID().uuidString.lowercased())"
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let start = ContinuousClock.now
        // The names are those of the backup: sealed files are found beside the accounts by them.
        let files = manifest.files.map { file in
            (file, file.role == .other ? "\(folder)/other/\(file.name)" : "\(folder)/\(file.name)")
        }
        try repository.extract(files) { done in
            try interruption.check()
            progress(done, manifest.size)
        }
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        guard let name = manifest.file(.store)?.name else {
            throw BackupError.manifestDamaged(backup: id.text, reason: "it has no store")
        }
        let store = "\(folder)/\(name)"
        let differences = try RestoredFiles(
            store: store, accounts: manifest.file(.accounts).map { "\(folder)/\($0.name)" }
        ).differences(from: manifest) { _, _ in try interruption.check() }
        // As a server would open it: with this release's schema, and writable.
        try Store.renewID(at: store)
        let opened = try Store(path: store, access: .readWrite, readers: 1)
        let verification = try opened.verify()
        try opened.close()
        return Report(
            id: id, manifest: manifest, differences: differences, problems: verification.problems, seconds: seconds,
            since: try liveStore.map { try changes(manifest, live: $0) })
    }

    private func changes(_ manifest: BackupManifest, live: String) throws -> [Change] {
        let opened = try Store(path: live, access: .readOnly, readers: 1)
        let inventory = try opened.inventory { _, _ in try interruption.check() }
        try opened.close()
        let before = manifest.contents["store"]?["collections"]?.array ?? []
        func state(_ value: JSONValue) -> Change.State {
            Change.State(version: value["version"]?.string ?? "", features: Int(value["features"]?.integer ?? 0))
        }
        var changes: [Change] = []
        for old in before {
            let now = inventory.collections.first { $0.id == old["id"]?.string }
            guard now?.hash != old["sha256"]?.string || now?.state != old["version"]?.string else { continue }
            changes.append(
                Change(
                    collection: old["id"]?.string ?? "", before: state(old),
                    now: now.map { Change.State(version: $0.state, features: $0.features) }))
        }
        for now in inventory.collections where !before.contains(where: { $0["id"]?.string == now.id }) {
            let state = Change.State(version: now.state, features: now.features)
            changes.append(Change(collection: now.id, before: nil, now: state))
        }
        return changes
    }
}
