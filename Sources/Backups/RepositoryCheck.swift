/// What a look through a repository found.
public struct RepositoryCheck: Sendable {
    public enum Fault: Error, Hashable, Sendable {
        case manifest(BackupID, reason: String)
        case missing(ChunkID)
        case damaged(ChunkID)
    }

    public struct Finding: Sendable {
        public let fault: Fault
        /// Which backups cannot be restored whole because of it.
        public let backups: [BackupID]
    }

    public let backups: [BackupID]
    public let findings: [Finding]
    /// Chunks that were looked at, and their bytes on the disk.
    public let chunks: Int
    public let bytes: Int64
    /// Chunks of no backup; the next prune takes them away.
    public let unneeded: Int
    /// Damaged chunks that were taken away, to be stored again by the next backup that has their content.
    public let discarded: Int

    public var isSound: Bool { findings.isEmpty }
}

extension BackupRepository {
    /// Looks whether every chunk of every backup is there, and whether each is what its name says.
    /// - Parameters:
    ///   - reading: whether chunks are read; otherwise only their being there is looked at.
    ///   - discarding: whether damaged chunks are removed: they help nobody, and would be taken for good.
    ///   - progress: told chunks done and in all; what it throws ends it.
    /// - Throws: `BackupError` when the look itself was not possible, and what `progress` throws.
    public func check(
        reading: Bool = true, discarding: Bool = false,
        progress: (_ done: Int, _ total: Int) throws -> Void = { _, _ in }
    ) throws -> RepositoryCheck {
        let lock = try lock(discarding ? .exclusive : .shared)
        defer { withExtendedLifetime(lock) {} }
        let all = try backups()
        var findings: [RepositoryCheck.Finding] = []
        var users: [ChunkID: [BackupID]] = [:]
        var faults: [ChunkID: RepositoryCheck.Fault] = [:]
        for id in all {
            switch try manifestOrFault(of: id) {
            case .failure(let fault):
                findings.append(RepositoryCheck.Finding(fault: fault, backups: [id]))
            case .success(let manifest):
                for list in Set(manifest.files.map(\.list)) {
                    users[list, default: []].append(id)
                    switch try listOrFault(list) {
                    case .failure(let fault): faults[list] = fault
                    case .success(let content):
                        for chunk in Set(content.chunks) { users[chunk, default: []].append(id) }
                    }
                }
            }
        }
        let present = try chunks.all()
        var bytes: Int64 = 0
        var discarded = 0
        for (done, id) in users.keys.sorted().enumerated() {
            if !present.contains(id) {
                faults[id] = .missing(id)
            } else if reading, faults[id] == nil {
                bytes += chunks.size(id)
                faults[id] = try fault(of: id)
            }
            try progress(done + 1, users.count)
        }
        for (id, fault) in faults.sorted(by: { $0.key < $1.key }) {
            findings.append(RepositoryCheck.Finding(fault: fault, backups: Array(Set(users[id] ?? [])).sorted()))
            if discarding, case .damaged = fault {
                try chunks.remove(id)
                discarded += 1
            }
        }
        return RepositoryCheck(
            backups: all, findings: findings, chunks: users.count, bytes: bytes,
            unneeded: present.subtracting(users.keys).count, discarded: discarded)
    }

    private func manifestOrFault(
        of id: BackupID
    ) throws(BackupError) -> Result<BackupManifest, RepositoryCheck.Fault> {
        do { return .success(try manifest(of: id)) } catch {
            guard case .manifestDamaged(_, let reason) = error else { throw error }
            return .failure(.manifest(id, reason: reason))
        }
    }

    private func listOrFault(_ id: ChunkID) throws(BackupError) -> Result<ChunkList, RepositoryCheck.Fault> {
        do { return .success(try chunks.list(id)) } catch { return .failure(try Self.fault(error)) }
    }

    private func fault(of id: ChunkID) throws(BackupError) -> RepositoryCheck.Fault? {
        do { _ = try chunks.content(id) } catch { return try Self.fault(error) }
        return nil
    }

    /// What is wrong with a chunk; other errors pass.
    private static func fault(_ error: BackupError) throws(BackupError) -> RepositoryCheck.Fault {
        if case .chunkMissing(let id) = error { return .missing(id) }
        if case .chunkDamaged(let id) = error { return .damaged(id) }
        throw error
    }
}
