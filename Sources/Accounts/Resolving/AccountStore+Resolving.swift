internal import Foundation
internal import GRDB
internal import Logging

extension AccountStore {
    /// The session of a cookie; nil when it has ended or never was. Each use makes it last longer, up to its limit.
    /// - Throws: `AccountError` when the file cannot be read: refuse then.
    public func session(_ token: SessionToken) async throws(AccountError) -> Session? {
        let digest = token.digest
        let (now, options) = (now, options)
        let (entry, generation) = memory.look(digest)
        var resolved: ResolvedSession
        if case .session(let remembered) = entry {
            resolved = remembered
        } else {
            let stored = try await file.read("reading a session") { try SessionSQL.find(digest, now: now, in: $0) }
            guard let stored else { return nil }
            resolved = ResolvedSession(stored)
            memory.put(.session(resolved), for: digest, generation: generation)
        }
        guard resolved.isOpen(at: now, options) else { return nil }
        if now - resolved.seenAt >= Self.sessionNoteSeconds {
            resolved.seenAt = now
            memory.note(.session(resolved), for: digest)
            let id = resolved.id
            note("noting a session's use") { try SessionSQL.touch(id, now: now, in: $0) }
        }
        return resolved.session(options)
    }

    /// Who a key belongs to; nil when it is unknown, expired or revoked.
    /// - Parameter text: `gsk_…`, as the header has it.
    /// - Throws: `AccountError` when the file cannot be read: refuse then.
    public func account(key text: String) async throws(AccountError) -> Account? {
        guard let parts = KeyText(text) else { return nil }
        let digest = Secrets.sha256(Array(text.utf8))
        let moment = options.now()
        let now = now
        let (entry, generation) = memory.look(digest)
        let key: SystemKey
        let noted: Int64
        if case .key(let remembered, let before) = entry {
            (key, noted) = (remembered, before)
        } else {
            let stored = try await file.read("reading a key") { try KeySQL.find(parts.id, in: $0) }
            guard let stored, Secrets.areEqual(stored.digest, Secrets.sha256(parts.secret)) else { return nil }
            key = stored.key
            noted = key.lastUsedAt.map { Int64($0.timeIntervalSince1970) } ?? 0
            memory.put(.key(key, noted: noted), for: digest, generation: generation)
        }
        guard key.isGood(at: moment) else { return nil }
        if now - noted >= Self.keyNoteSeconds {
            memory.note(.key(key, noted: now), for: digest)
            let id = key.id
            note("noting a key's use") { try KeySQL.touch(id, now: now, in: $0) }
        }
        return key.account
    }

    /// How old the last noted use may be before another is written: a request must not cost a commit.
    private static let sessionNoteSeconds: Int64 = 60
    private static let keyNoteSeconds: Int64 = 300

    /// Beside the request: that it fails is no reason to refuse anybody.
    private func note(_ attempted: String, _ body: @escaping @Sendable (Database) throws -> Void) {
        let file = file
        Task {
            do { try await file.write(attempted, body) } catch {
                file.logger.warning("\(attempted) failed", metadata: ["error": "\(error)"])
            }
        }
    }
}
