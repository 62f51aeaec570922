internal import Foundation
internal import GRDB

/// The file of accounts with what belongs to it, copied while a server goes on writing.
public struct AccountCopy: Sendable {
    /// One file of the set: where its copy or the file itself lies, and its name beside the accounts.
    public struct Part: Hashable, Sendable {
        public enum Role: Hashable, Sendable { case accounts, anchor, segment }
        public let role: Role
        /// `gialai-accounts.sqlite`, `gialai-accounts.anchor`, `gialai-accounts-audit/audit-1-900.jsonl`.
        public let name: String
        /// What to read: a copy, or the file itself where nobody ever writes to it again.
        public let path: String
        /// Where the original lies.
        public let origin: String
    }

    public let parts: [Part]
    public let inventory: AccountInventory

    /// Copies the file and its anchor into a folder, checks the copy, and names the sealed files.
    /// - Throws: `AccountError`, also when the audit log does not verify.
    public static func make(of path: String, in folder: String) throws(AccountError) -> AccountCopy {
        let name = URL(filePath: path).lastPathComponent
        let copy = "\(folder)/\(name)"
        let anchor = AuditAnchor(path: path)
        do {
            guard FileManager.default.fileExists(atPath: path) else { throw AccountError.notFound(path: path) }
            // First the anchor: entries that come meanwhile are behind it. A log without entries has none.
            var parts: [Part] = []
            let anchorName = URL(filePath: anchor.path).lastPathComponent
            if case .head(let head) = try anchor.read() {
                try AuditAnchor(path: copy).advance(to: head)
                parts.append(
                    Part(role: .anchor, name: anchorName, path: AuditAnchor(path: copy).path, origin: anchor.path))
            }
            try copyDatabase(path, to: copy)
            parts.insert(Part(role: .accounts, name: name, path: copy, origin: path), at: 0)
            // Sealed files are written before their entries leave the log: what the copy names is there, or was taken
            // to an archive.
            let sealed = AuditSegment.folder(ofAccounts: path)
            let names =
                FileManager.default.fileExists(atPath: sealed)
                ? try FileManager.default.contentsOfDirectory(atPath: sealed) : []
            for name in names.sorted() where name.hasPrefix("audit-") && name.hasSuffix(".jsonl") {
                parts.append(
                    Part(
                        role: .segment, name: "\(URL(filePath: sealed).lastPathComponent)/\(name)",
                        path: "\(sealed)/\(name)", origin: "\(sealed)/\(name)"))
            }
            let inventory = try AccountInventory.read(copy, sealedFilesOf: path)
            return AccountCopy(parts: parts, inventory: inventory)
        } catch {
            throw AccountError.wrapping(error, attempted: "copying the accounts", path: path)
        }
    }

    /// Copies the pages; the copy is one file.
    static func copyDatabase(_ path: String, to copy: String) throws {
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(5)
        let source = try DatabaseQueue(path: path, configuration: configuration)
        let target = try DatabaseQueue(path: copy)
        try source.backup(to: target)
        try target.writeWithoutTransaction { database in
            try database.execute(sql: "PRAGMA journal_mode = DELETE")
        }
        try target.close()
        try source.close()
        guard chmod(copy, 0o600) == 0 else {
            throw AccountError.file(path: copy, reason: String(cString: strerror(errno)))
        }
    }
}
