import Accounts
import GeoStore
import Logging
import ServiceLifecycle
import SimpleFeatures

/// Writes into the audit log which dataset versions were published, whoever did: imports, rollbacks, edits by other
/// programs. What was published while no server ran is written down when one starts. Edits over HTTP are in the log
/// already, with who made them.
struct VersionAudit: Service {
    /// Between two looks at the catalogue.
    private static let pause = Duration.seconds(1)
    private static let pauseAfterFault = Duration.seconds(10)

    let store: Store
    let audiences: Audiences
    let audit: AuditLog
    let executor: ThreadPoolExecutor
    let logger: Logger

    func run() async throws {
        var known: [String: Int]?
        while !Task.isShuttingDownGracefully, !Task.isCancelled {
            do { known = try await look(since: known) } catch {
                // Tried again: nothing is known of what was not written.
                logger.error("audit log not written", metadata: ["error": "\(error)"])
                known = nil
            }
            let pause = known == nil ? Self.pauseAfterFault : Self.pause
            // An end of the server is no fault.
            try? await cancelWhenGracefulShutdown { try await Task.sleep(for: pause) }
        }
    }

    /// Writes down what is new.
    /// - Parameter former: the last version of each collection that was looked at, by its name in the log; nil when the
    ///   log must say.
    /// - Returns: the same, now.
    private func look(since former: [String: Int]?) async throws -> [String: Int] {
        var known: [String: Int]
        if let former { known = former } else { known = try await audit.publications() }
        let present = Dictionary(
            uniqueKeysWithValues: audiences.everything.collections.map { ("collection:\($0.id)", $0) })
        for (target, collection) in present.sorted(by: { $0.key < $1.key })
        where known[target, default: 0] < collection.state.version {
            try await record(collection, as: target, since: known[target, default: 0])
            known[target] = collection.state.version
        }
        for (target, version) in known where present[target] == nil {
            let end = AuditEvent(.importing, by: Self.actor(nil), target: target, detail: ["origin": "dropped"])
            try await audit.record(end, endOf: target, after: version)
            known[target] = nil
        }
        return known
    }

    private func record(_ collection: PublishedCollection, as target: String, since former: Int) async throws {
        let versions = try await executor.run { [store] in try store.versions(of: collection.id) }
        let publications = versions.sorted { $0.number < $1.number }
            .filter { $0.number > former && $0.origin != .edited }
            .map { version in
                AuditedPublication(
                    version: version.number,
                    event: AuditEvent(
                        .importing, by: Self.actor(version.provenance.author), target: target,
                        detail: [
                            "version": JSONValue(version.number), "origin": .string(version.origin.rawValue),
                            "publishedAt": .string(version.publishedAt), "features": JSONValue(version.featureCount),
                            "source": JSONValue(version.provenance.source),
                        ]))
            }
        guard !publications.isEmpty else { return }
        try await audit.record(publications, of: target)
    }

    private static func actor(_ author: String?) -> AuditActor { AuditActor(kind: .program, name: author ?? "") }
}
