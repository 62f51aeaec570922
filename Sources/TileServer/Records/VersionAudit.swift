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
        var known: [CollectionID: Int]?
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
    /// - Parameter former: the last version of each collection that the log has; nil when that must be looked up.
    /// - Returns: the same, now.
    private func look(since former: [CollectionID: Int]?) async throws -> [CollectionID: Int] {
        let present = audiences.everything.collections
        var known: [CollectionID: Int]
        if let former { known = former } else { known = try await recorded(present) }
        for collection in present where known[collection.id, default: 0] < collection.state.version {
            try await record(collection, since: known[collection.id, default: 0])
            known[collection.id] = collection.state.version
        }
        for id in known.keys where !present.contains(where: { $0.id == id }) {
            try await audit.record([event(of: id, by: "", ["origin": "dropped"])])
            known[id] = nil
        }
        return known
    }

    /// The last version of each collection that the log has.
    private func recorded(_ collections: [PublishedCollection]) async throws -> [CollectionID: Int] {
        var known: [CollectionID: Int] = [:]
        for collection in collections {
            let query = AuditQuery(action: .importing, target: Self.target(collection.id), limit: 1)
            guard let entry = try await audit.entries(query).first else { continue }
            let detail = try JSONReader.read(Array(entry.detail.utf8))
            // Nil after it was dropped: it begins anew.
            known[collection.id] = detail["version"]?.integer.map { Int($0) }
        }
        return known
    }

    private func record(_ collection: PublishedCollection, since: Int) async throws {
        let versions = try await executor.run { [store] in try store.versions(of: collection.id) }
        let events = versions.sorted { $0.number < $1.number }
            .filter { $0.number > since && $0.origin != .edited }
            .map { version in
                event(
                    of: collection.id, by: version.provenance.author ?? "",
                    [
                        "version": JSONValue(version.number), "origin": .string(version.origin.rawValue),
                        "publishedAt": .string(version.publishedAt), "features": JSONValue(version.featureCount),
                        "source": JSONValue(version.provenance.source),
                    ])
            }
        guard !events.isEmpty else { return }
        try await audit.record(events)
    }

    private func event(of collection: CollectionID, by author: String, _ detail: JSONObject) -> AuditEvent {
        AuditEvent(
            .importing, by: AuditActor(kind: .program, name: author), target: Self.target(collection), detail: detail)
    }

    private static func target(_ collection: CollectionID) -> String { "collection:\(collection)" }
}
