import Accounts
import GeoStore
import Hummingbird
import Logging
import SimpleFeatures

/// Writes the audit log and the sharing ledger of what requests did.
struct Recorder: Sendable {
    let accounts: AccountStore
    let refusals: RefusalLog
    let origin: RequestOrigin
    let logger: Logger

    init(accounts: AccountStore, origin: RequestOrigin, logger: Logger) {
        self.accounts = accounts
        self.origin = origin
        self.logger = logger
        refusals = RefusalLog(audit: accounts.audit, logger: logger)
    }

    /// What a request has done. It is done by now: what cannot be written down is said in the server's log.
    func keep(_ deeds: [RequestNotes.Deed], by actor: AuditActor) async {
        guard !deeds.isEmpty else { return }
        let events = deeds.map {
            AuditEvent($0.action, by: actor, target: "collection:\($0.collection)", detail: $0.detail)
        }
        do { try await accounts.audit.record(events) } catch {
            logger.error("audit log not written", metadata: ["error": "\(error)", "id": "\(actor.request ?? "")"])
        }
    }

    /// Data on their way to whoever asked. To a system none go out that are not in the ledger.
    /// - Throws: `AccessError.unavailable` when the ledger cannot be written.
    func keep(
        _ handed: [HandedFeatures], bytes: Int, isWhole: Bool, to caller: Caller, by actor: AuditActor
    ) async throws {
        let exports = handed.filter { $0.kind == .export }
        if caller.person.kind != .anonymous, !exports.isEmpty {
            let events = exports.map { export in
                AuditEvent(
                    .export, by: actor, target: "collection:\(export.collection)",
                    outcome: isWhole ? .done : .failed,
                    detail: [
                        "version": JSONValue(export.version), "format": JSONValue(export.file?.format),
                        "features": JSONValue(export.count), "bytes": JSONValue(bytes),
                        "narrowed": .boolean(!export.filter.isEmpty), "sha256": JSONValue(export.file?.digest),
                    ])
            }
            do { try await accounts.audit.record(events) } catch { throw unavailable(error, actor) }
        }
        guard caller.person.kind == .system else { return }
        let deliveries = handed.map { features in
            Delivery(
                Delivery.Kind(features.kind), to: caller.person.name, keyID: caller.keyID,
                collection: features.collection,
                version: features.version, filter: features.filter, purpose: caller.purpose, features: features.count,
                bytes: bytes)
        }
        for delivery in deliveries where delivery.kind == .tiles { accounts.ledger.count(delivery) }
        let others = deliveries.filter { $0.kind != .tiles }
        guard !others.isEmpty else { return }
        do { try await accounts.ledger.record(others) } catch { throw unavailable(error, actor) }
    }

    private func unavailable(_ error: any Error, _ actor: AuditActor) -> AccessError {
        logger.error("delivery not written down", metadata: ["error": "\(error)", "id": "\(actor.request ?? "")"])
        return .unavailable
    }
}

extension Delivery.Kind {
    init(_ kind: HandedFeatures.Kind) {
        self =
            switch kind {
            case .items: .items
            case .export: .export
            case .changes: .changes
            case .tiles: .tiles
            }
    }
}

extension RequestOrigin {
    /// Who asks and from where, for the audit log.
    func actor(of request: Request, _ context: ServerRequestContext) -> AuditActor {
        let person = context.notes.caller.person
        return AuditActor(
            kind: AuditActor.Kind(person.kind), name: person.name, address: address(of: request, context),
            request: context.id)
    }
}

extension AuditActor.Kind {
    init(_ kind: Principal.Kind) {
        self =
            switch kind {
            case .anonymous: .anonymous
            case .user: .user
            case .system: .system
            }
    }
}
