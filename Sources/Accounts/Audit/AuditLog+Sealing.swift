public import Foundation
internal import GRDB
internal import Glibc

extension AuditLog {
    /// Puts entries that are older into a file of their own and takes them out of the log, which keeps their hashes in a
    /// sealing entry. The file may be taken elsewhere, and looked at again when it is put back.
    /// - Throws: `AccountError`: `.nothingToSeal`, `.auditDamaged`, `.file`.
    public func seal(before moment: Date, by actor: AuditActor) async throws(AccountError) -> AuditSegment {
        let found = try await verify()
        if let fault = found.faults.first { throw AccountError.auditDamaged(fault) }
        let folder = AuditSegment.folder(ofAccounts: file.path)
        let limit = AuditSQL.text(moment)
        let start = found.segments.last.map { AuditHead(seq: $0.last, hash: $0.lastHash) }
        let segment = try await file.read("sealing the audit log") { database -> AuditSegment? in
            var lines: [UInt8] = []
            var last: AuditHead?
            try AuditSQL.forEach(in: database) { entry in
                guard entry.at < limit else { return false }
                lines += entry.line + [UInt8(ascii: "\n")]
                last = AuditHead(seq: entry.seq, hash: entry.hash)
                return true
            }
            guard let last else { return nil }
            let first = (start?.seq ?? 0) + 1
            let name = "audit-\(first)-\(last.seq).jsonl"
            try Self.write(lines, name: name, folder: folder)
            return AuditSegment(
                first: first, last: last.seq, file: name, previous: start?.hash ?? AuditEntry.beginning,
                lastHash: last.hash, sha256: Secrets.sha256(lines))
        }
        guard let segment else { throw AccountError.nothingToSeal }
        let now = file.now
        try await file.audited("sealing the audit log") { database, events in
            // Somebody else may have sealed meanwhile.
            guard try AuditSQL.segments(in: database) == found.segments else { throw AccountError.busy }
            try AuditSQL.remove(segment, now: now, in: database)
            events.append(
                AuditEvent(.seal, by: actor, target: "audit", detail: AuditSeal(segment).detail(file: segment.file)))
        }
        return segment
    }

    /// On the disk before the entries go: written, synchronised, renamed.
    private static func write(_ bytes: [UInt8], name: String, folder: String) throws {
        do {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            let draft = folder + "/." + name
            try? FileManager.default.removeItem(atPath: draft)
            guard FileManager.default.createFile(atPath: draft, contents: nil, attributes: [.posixPermissions: 0o600])
            else { throw AccountError.file(path: draft, reason: String(cString: strerror(errno))) }
            let handle = try FileHandle(forWritingTo: URL(filePath: draft))
            try handle.write(contentsOf: bytes)
            try handle.synchronize()
            try handle.close()
            guard rename(draft, folder + "/" + name) == 0 else {
                throw AccountError.file(path: folder + "/" + name, reason: String(cString: strerror(errno)))
            }
            let directory = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
            if directory >= 0 {
                fsync(directory)
                close(directory)
            }
        } catch let error as AccountError {
            throw error
        } catch {
            throw AccountError.file(path: folder, reason: error.localizedDescription)
        }
    }
}
