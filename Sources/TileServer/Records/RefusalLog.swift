import Accounts
import Logging
import SimpleFeatures
import Synchronization

/// Refused requests in the audit log: the first of a kind at once, those that follow within a minute as one entry with
/// their number. Whoever tries a thousand doors does not fill the disk.
final class RefusalLog: Sendable {
    /// Refusals that are told together.
    private struct Kind: Hashable {
        let actor: AuditActor.Kind
        let name: String
        let address: ClientAddress?
        let target: String
        let reason: String
    }

    /// Kinds at a time; more are told as one.
    private static let mostKinds = 500
    private static let window = Duration.seconds(60)

    private let audit: AuditLog
    private let logger: Logger
    private let further = Mutex<[Kind: Int]>([:])

    init(audit: AuditLog, logger: Logger) {
        self.audit = audit
        self.logger = logger
    }

    /// - Parameters:
    ///   - target: what was asked for, from what the store has: never text of the request.
    ///   - reason: `status 403`.
    func note(_ actor: AuditActor, target: String, reason: String) async {
        let asked = Kind(actor: actor.kind, name: actor.name, address: actor.address, target: target, reason: reason)
        let begun = further.withLock { further -> Kind? in
            let kind = further[asked] == nil && further.count >= Self.mostKinds ? Self.others : asked
            if let count = further[kind] {
                further[kind] = count + 1
                return nil
            }
            further[kind] = 0
            return kind
        }
        guard let kind = begun else { return }
        await record(kind, count: 1, request: actor.request)
        Task { [weak self] in
            try? await Task.sleep(for: Self.window)
            await self?.close(kind)
        }
    }

    private static let others = Kind(actor: .anonymous, name: "", address: nil, target: "", reason: "many")

    private func close(_ kind: Kind) async {
        guard let count = further.withLock({ $0.removeValue(forKey: kind) }), count > 0 else { return }
        await record(kind, count: count, request: nil)
    }

    private func record(_ kind: Kind, count: Int, request: String?) async {
        let event = AuditEvent(
            .refusal, by: AuditActor(kind: kind.actor, name: kind.name, address: kind.address, request: request),
            target: kind.target, outcome: .refused, detail: ["reason": .string(kind.reason), "count": JSONValue(count)])
        do { try await audit.record([event]) } catch {
            logger.error("audit log not written", metadata: ["error": "\(error)"])
        }
    }
}
