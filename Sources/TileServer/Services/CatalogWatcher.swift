import GeoStore
import Logging
import ServiceLifecycle
import Synchronization
import TileEngine

/// Keeps the catalogue as it is in the file: what another program imports or edits is seen without a restart.
final class CatalogWatcher: Service {
    /// Milliseconds between two looks; one costs microseconds.
    private static let interval = Duration.milliseconds(200)
    /// Looks to wait before edits are adopted again after another program kept its lock.
    private static let adoptionPause = 10

    /// Looks between two at the files that tiles are made from.
    private static let filePause = 5

    private let store: Store
    private let overviews: OverviewLibrary
    /// Opened for writing, to turn edits by other programs into versions; nil for a read-only store.
    private let adopter: Store?
    private let executor: ThreadPoolExecutor
    private let logger: Logger
    private let current: Mutex<Catalog>
    /// Counts changes of who may see what.
    private let policyChanges = Atomic(0)
    private let onPolicies: @Sendable () -> Void
    /// The catalogue is another than before.
    let changes: AsyncStream<Void>
    private let changed: AsyncStream<Void>.Continuation
    private let lastFault = Mutex<String?>(nil)

    /// - Parameter onPolicies: told after who may see what has changed, on any thread.
    /// - Throws: `GeoStoreError` when the first catalogue cannot be read.
    init(
        store: Store, overviews: OverviewLibrary, adopter: Store?, executor: ThreadPoolExecutor, logger: Logger,
        onPolicies: @escaping @Sendable () -> Void
    ) throws {
        self.onPolicies = onPolicies
        (changes, changed) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
        self.store = store
        self.overviews = overviews
        self.adopter = adopter
        self.executor = executor
        self.logger = logger
        let catalog = try store.catalog()
        overviews.follow(catalog)
        current = Mutex(catalog)
    }

    var catalog: Catalog { current.withLock { $0 } }

    /// Another number whenever somebody may see something else of a collection than before.
    var policyGeneration: Int { policyChanges.load(ordering: .acquiring) }

    func run() async throws {
        var seen: Int?
        var pause = 0
        var looks = 0
        while !Task.isShuttingDownGracefully, !Task.isCancelled {
            do {
                let version = try await executor.run { [store] in try store.dataVersion() }
                if version != seen {
                    // First: an edit is then shown as the version it becomes, and its tiles are made once.
                    if pause == 0 { pause = await adopt() }
                    try await refresh()
                    overviews.follow(catalog)
                    seen = version
                }
                overviews.proceed()
                looks += 1
                if looks % Self.filePause == 0 {
                    try await executor.run { [overviews] in overviews.checkFiles() }
                    // What could not be made is tried again.
                    overviews.follow(catalog)
                }
                pause = max(0, pause - 1)
                if pause == 0, catalog.collections.contains(where: { $0.state.pendingEdit != 0 }) {
                    pause = await adopt()
                }
            } catch {
                // Whatever it is, what is known already is still served; the next look tries again.
                pause = Self.adoptionPause
                report(error)
            }
            // Ends early when the server shuts down.
            try? await cancelWhenGracefulShutdown { try await Task.sleep(for: Self.interval) }
        }
        guard !Task.isCancelled else { return }
        // The last to leave merges the log: a server at rest leaves one file.
        try await executor.run { [store, adopter] in
            try store.close()
            try adopter?.close()
        }
    }

    /// The same fault is said once, not five times a second.
    private func report(_ error: any Error) {
        let text = "\(error)"
        let isNew = lastFault.withLock { last in
            defer { last = text }
            return last != text
        }
        if isNew { logger.error("catalogue not followed", metadata: ["error": "\(text)"]) }
    }

    /// Reads the catalogue anew.
    func refresh() async throws {
        let catalog = try await executor.run { [store] in try store.catalog() }
        // First: a collection that can be asked for is one whose tiles are on their way.
        let isNew = Set(catalog.collections.map(\.id)) != Set(self.catalog.collections.map(\.id))
        // What else there is, the next look follows: an edit that a request sees first is about to become a version.
        if isNew || adopter == nil { overviews.follow(catalog) }
        let before = current.withLock { current in
            defer { current = catalog }
            return current
        }
        if before != catalog { changed.yield() }
        if before.hasOtherAccess(than: catalog) {
            policyChanges.add(1, ordering: .releasing)
            onPolicies()
        }
        let known = Dictionary(uniqueKeysWithValues: before.collections.map { ($0.id, $0.state) })
        for collection in catalog.collections where known[collection.id] != collection.state {
            logger.info(
                "collection changed",
                metadata: [
                    "collection": "\(collection.id)", "state": "\(collection.state)",
                    "features": "\(collection.featureCount)",
                ])
        }
    }

    /// Turns edits by other programs into versions.
    /// - Returns: how many looks to wait before the next try; until then the edits are shown all the same.
    private func adopt() async -> Int {
        guard let adopter else { return 0 }
        do {
            for version in try await executor.run({ try adopter.adoptOutsideEdits() }) {
                logger.info(
                    "edit adopted",
                    metadata: ["collection": "\(version.collection)", "version": "\(version.number)"])
            }
            return 0
        } catch GeoStoreError.busy, GeoStoreError.readOnly {
            // Another program holds the lock.
        } catch {
            report(error)
        }
        return Self.adoptionPause
    }
}
