internal import Foundation
internal import GRDB
internal import SimpleFeatures

extension AccountStore {
    /// All of them, those that are good no more too, by system.
    public func keys() async throws(AccountError) -> [SystemKey] {
        try await file.read("reading keys") { try KeySQL.all(in: $0) }
    }

    /// Makes a key. Its text is in the answer and nowhere else.
    /// - Throws: `AccountError`: `.invalidSystem`, `.invalidDepartment`, `.purposeMissing`, `.expiryInThePast`.
    public func add(_ draft: SystemKeyDraft, by actor: AuditActor) async throws(AccountError) -> IssuedKey {
        guard IdentifierSet.isValid(draft.system) else { throw AccountError.invalidSystem(draft.system) }
        try Self.check(draft.departments)
        guard let purpose = Purpose.read(draft.purpose) else { throw AccountError.purposeMissing }
        guard draft.expiresAt > options.now() else { throw AccountError.expiryInThePast }
        var draft = draft
        draft.purpose = purpose
        let text = KeyText()
        let (now, kept) = (now, draft)
        let key = try await change("adding a key") { database, events -> SystemKey? in
            try KeySQL.insert(kept, text: text, now: now, in: database)
            events.append(
                AuditEvent(
                    .keyAdd, by: actor, target: "key:\(text.id)",
                    detail: [
                        "system": .string(kept.system),
                        "departments": .array(kept.departments.sorted().map { .string($0) }),
                        "scopes": .array(kept.scopes.texts.map { .string($0) }),
                        "expires": .string(kept.expiresAt.formatted(.iso8601)),
                    ]))
            return try KeySQL.find(text.id, in: database)?.key
        }
        guard let key else { throw AccountError.keyNotFound(text.id, known: []) }
        return IssuedKey(key: key, text: text.text)
    }

    /// From the next request on nobody gets anything for it. A second time changes nothing.
    /// - Parameter id: the part of the text between the two `_`.
    /// - Throws: `AccountError.keyNotFound` with those that are still good.
    public func revokeKey(_ id: String, by actor: AuditActor) async throws(AccountError) {
        let now = now
        let moment = options.now()
        try await change("revoking a key") { database, events in
            guard let stored = try KeySQL.find(id, in: database) else {
                let known = try KeySQL.all(in: database).filter { $0.isGood(at: moment) }.map(\.id)
                throw AccountError.keyNotFound(id, known: known)
            }
            guard stored.key.revokedAt == nil else { return }
            try KeySQL.revoke(id, now: now, in: database)
            events.append(
                AuditEvent(
                    .keyRevoke, by: actor, target: "key:\(id)", detail: ["system": .string(stored.key.system)]))
        }
    }
}
