import Accounts
import Backups
import Foundation
import GeoStore
import SimpleFeatures

/// Takes a backup of all that a province would lose: the store, then the accounts, so that the audit log knows of
/// everything that is in the store, and what else is named.
struct BackupMaker {
    /// What is going on, with how far it is.
    enum Step: Hashable {
        case copyingStore
        case checkingStore
        case copyingAccounts
        case keeping(name: String)
    }

    let store: String
    /// Nil when there are none.
    let accounts: String?
    /// Files and folders that are taken as they lie there: settings, styles, archives.
    let others: [String]
    let interruption: Interruption
    let progress: (_ step: Step, _ done: Int64, _ total: Int64) -> Void

    /// - Throws: `BackupError`, `GeoStoreError`, `AccountError`, `BackupRefused`, `Interrupted`; no backup is made then.
    func run(into repository: BackupRepository) throws -> BackupSession.Outcome {
        let session = try BackupSession(in: repository)
        do {
            try DiskSpace.require(try room(), at: repository.path)
            let now = Date()
            var contents: JSONObject = ["store": try keepStore(in: session)]
            contents["accounts"] = try keepAccounts(in: session)
            try keepOthers(in: session)
            contents["notIncluded"] = .array(notIncluded())
            return try session.commit(program: GeoimportCommand.program, contents: contents, at: now)
        } catch {
            session.abandon()
            throw error
        }
    }

    private func keepStore(in session: BackupSession) throws -> JSONValue {
        let name = URL(filePath: store).lastPathComponent
        let copy = "\(session.workFolder)/\(name)"
        let opened = try Store(path: store, access: .readOnly, readers: 1)
        try opened.snapshot(to: copy) { done, total in
            try interruption.check()
            progress(.copyingStore, Int64(done), Int64(total))
        }
        try opened.close()
        let copied = try Store(path: copy, access: .readOnly, readers: 1)
        let inventory = try copied.inventory { done, total in
            try interruption.check()
            progress(.checkingStore, Int64(done), Int64(total))
        }
        try copied.close()
        guard inventory.problems.isEmpty else { throw BackupRefused.damagedStore(inventory.problems) }
        try keep(copy, as: name, .store, origin: store, in: session)
        try FileManager.default.removeItem(atPath: copy)
        return .object(BackupContents.json(inventory))
    }

    private func keepAccounts(in session: BackupSession) throws -> JSONValue {
        guard let accounts else { return .null }
        progress(.copyingAccounts, 0, 1)
        let copy = try AccountCopy.make(of: accounts, in: session.workFolder)
        guard copy.inventory.isSound else {
            throw BackupRefused.damagedAccounts(
                copy.inventory.problems + copy.inventory.faults.map { String(describing: $0) })
        }
        for part in copy.parts {
            let role: BackedUpFile.Role =
                switch part.role {
                case .accounts: .accounts
                case .anchor: .auditAnchor
                case .segment: .auditSegment
                }
            try keep(part.path, as: part.name, role, origin: part.origin, in: session)
        }
        return .object(BackupContents.json(copy.inventory))
    }

    private func keepOthers(in session: BackupSession) throws {
        for path in others {
            let url = URL(filePath: path).standardizedFileURL
            let name = url.lastPathComponent
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder) else {
                throw BackupError.system(attempted: "opening", path: path, errno: ENOENT)
            }
            guard isFolder.boolValue else {
                try keep(url.path, as: name, .other, origin: url.path, in: session)
                continue
            }
            for inner in (try FileManager.default.subpathsOfDirectory(atPath: url.path)).sorted() {
                let file = "\(url.path)/\(inner)"
                // What is no file, a link to one among them, is left.
                guard
                    try FileManager.default.attributesOfItem(atPath: file)[.type] as? FileAttributeType == .typeRegular
                else { continue }
                try keep(file, as: "\(name)/\(inner)", .other, origin: file, in: session)
            }
        }
    }

    private func keep(
        _ path: String, as name: String, _ role: BackedUpFile.Role, origin: String, in session: BackupSession
    ) throws {
        let size = Self.size(path)
        let mode = try FileManager.default.attributesOfItem(atPath: origin)[.posixPermissions] as? Int ?? 0o600
        let absolute = URL(filePath: origin).standardizedFileURL.path
        try session.add(path, as: name, role: role, origin: absolute, mode: UInt32(mode)) { done in
            try interruption.check()
            progress(.keeping(name: name), done, size)
        }
    }

    /// The copies that are made on the way; what is new of them is compressed, and smaller.
    private func room() throws -> Int64 {
        ([store, accounts].compactMap { $0 }).reduce(0) { $0 + Self.size($1) + Self.size($1 + "-wal") }
    }

    private static func size(_ path: String) -> Int64 {
        ((try? FileManager.default.attributesOfItem(atPath: path))?[.size] as? NSNumber)?.int64Value ?? 0
    }

    /// What whoever restores has to have from elsewhere.
    private func notIncluded() -> [JSONValue] {
        let stem = URL(filePath: store).standardizedFileURL.deletingPathExtension().path
        func entry(_ what: String, _ why: LocalizedText) -> JSONValue {
            ["what": .string(what), "why": ["vi": .string(why.vi), "en": .string(why.en)]]
        }
        var entries = [
            entry(
                "\(URL(filePath: store).standardizedFileURL.path)-overviews",
                LocalizedText(vi: "máy chủ tự làm lại từ dữ liệu", en: "the server makes it again from the data")),
            entry(
                "programs, web, styles, data",
                LocalizedText(
                    vi: "thuộc bộ cài đặt; --also sao cả tệp đã sửa",
                    en: "of the installation; --also takes what was changed")),
            entry(
                "/etc/geosector.yaml, certificates, nginx, systemd",
                LocalizedText(vi: "cấu hình của máy; --also sao cả", en: "settings of the machine; --also takes them")),
        ]
        let rejects = stem + "-rejects"
        if FileManager.default.fileExists(atPath: rejects), !others.contains(where: { rejects.hasPrefix($0) }) {
            entries.append(
                entry(
                    rejects,
                    LocalizedText(
                        vi: "dòng bị loại khi nhập, còn trong tệp gốc; --also sao cả",
                        en: "rows rejected by imports, still in the files they came in; --also takes them")))
        }
        return entries
    }
}

/// Why no backup was made.
enum BackupRefused: Error {
    case damagedStore([String])
    case damagedAccounts([String])
}
