public import GeoStore
internal import Synchronization
internal import VectorTile

/// A collection as its tiles show it: the catalogue may be ahead.
public struct ServedCollection: Sendable {
    public let collection: PublishedCollection
    public let source: any TileSource

    public init(collection: PublishedCollection, source: any TileSource) {
        self.collection = collection
        self.source = source
    }
}

/// Which source is served for each collection. A new state is opened, put over the former one as an overlay, or built,
/// off the request path, and swapped in when it is whole; until then the former one is served. Only where there is none,
/// requests wait. Under an overlay the whole is built when no more edits come, or when it has grown too large or old.
public final class OverviewLibrary: Sendable {
    /// What happened, for logs and metrics.
    public enum Event: Sendable {
        case opened(CollectionID)
        /// - Parameter count: features that the overlay shows or hides.
        case overlaid(CollectionID, count: Int, seconds: Double)
        case built(CollectionID, seconds: Double)
        case failed(CollectionID, any Error)
        case damaged(CollectionID)
    }

    public struct Statistics: Hashable, Sendable {
        public internal(set) var opened = 0
        public internal(set) var built = 0
        public internal(set) var overlaid = 0
        public internal(set) var failed = 0
        public internal(set) var buildSeconds = 0.0
    }

    /// What something is served of: a collection, or a view of it.
    struct Key: Hashable {
        let collection: CollectionID
        let view: String?

        init(_ collection: CollectionID, view: String?) {
            self.collection = collection
            self.view = view
        }

        init(_ collection: PublishedCollection) { self.init(collection.id, view: collection.view?.fingerprint) }
    }

    struct State {
        var entries: [Key: OverviewEntry] = [:]
        var generation = 0
        var nextWaiter = 0
        var statistics = Statistics()
        /// What is served since, and nobody was told of yet.
        var news: [News] = []
        var isTelling = false
    }

    /// Something is served in place of something else.
    struct News {
        let present: ServedCollection
        let former: ServedCollection?
    }

    let provider: any TileSourceProvider
    /// For opening and overlays: quick.
    let executor: any BlockingExecutor
    /// For building: one at a time, so that requests keep their threads.
    let builder: any BlockingExecutor
    let limits: OverlayLimits
    let onChange: @Sendable (TileChange) -> Void
    let onEvent: @Sendable (Event) -> Void
    let state = Mutex(State())

    /// - Parameters:
    ///   - limits: when an overlay is replaced.
    ///   - onChange: told after each swap, on any thread.
    ///   - onEvent: told what happened, on any thread.
    public init(
        provider: any TileSourceProvider, executor: any BlockingExecutor, builder: any BlockingExecutor,
        limits: OverlayLimits = OverlayLimits(), onChange: @escaping @Sendable (TileChange) -> Void = { _ in },
        onEvent: @escaping @Sendable (Event) -> Void = { _ in }
    ) {
        self.provider = provider
        self.executor = executor
        self.builder = builder
        self.limits = limits
        self.onChange = onChange
        self.onEvent = onEvent
    }

    /// Counts with whatever changes what is served: what was made from an earlier generation is out of date.
    public var generation: Int { state.withLock { $0.generation } }
    public var statistics: Statistics { state.withLock { $0.statistics } }

    /// What is served of a collection; nil while there is nothing.
    /// - Parameter view: the fingerprint of the view; nil for the whole collection.
    public func served(_ id: CollectionID, view: String? = nil) -> ServedCollection? {
        state.withLock { $0.entries[Key(id, view: view)]?.served }
    }

    /// Requests that wait for a first overview.
    public var waiterCount: Int { state.withLock { $0.entries.values.reduce(0) { $0 + $1.waiters.count } } }

    /// Whether something else is about to be served of a collection.
    public func isWorking(on id: CollectionID) -> Bool {
        state.withLock { $0.entries[Key(id, view: nil)]?.isWorking ?? false }
    }

    /// Lets go of what reading sources has brought into memory. Blocks for milliseconds.
    public func releaseMemory() {
        let sources = state.withLock { state in state.entries.values.compactMap { $0.served?.source } }
        for source in sources { source.releaseMemory() }
    }

    /// Takes note of the catalogue, and begins what has to be done.
    public func follow(_ catalog: Catalog) {
        let present = Set(catalog.collections.map(\.id))
        follow(catalog.collections) { !present.contains($0.collection) }
    }

    /// Takes note of views of collections, and begins what has to be done.
    /// - Parameter views: of those that are served, the only ones that are wanted still; nil for all.
    public func follow(_ collections: [PublishedCollection], keeping views: Set<String>? = nil) {
        follow(collections) { key in
            guard let view = key.view, let views else { return false }
            return !views.contains(view)
        }
    }

    private func follow(_ collections: [PublishedCollection], removing isGone: (Key) -> Bool) {
        var changes: [TileChange] = []
        var gone: [CheckedContinuation<Void, any Error>] = []
        state.withLock { state in
            for (key, entry) in state.entries where isGone(key) {
                state.entries[key] = nil
                state.generation += 1
                gone += entry.waiters.values
                guard let served = entry.served else { continue }
                changes.append(
                    TileChange(
                        key.collection, from: served.collection, to: nil, boxes: nil, sources: [served.source]))
            }
            for collection in collections {
                let key = Key(collection)
                var entry = state.entries[key] ?? OverviewEntry(wanted: collection)
                entry.wanted = collection
                if let served = entry.served, served.collection != collection, served.suits(collection) {
                    // The same data, shown in another way.
                    if served.collection.tileSettings != collection.tileSettings {
                        changes.append(
                            TileChange(
                                collection.id, from: served.collection, to: collection, boxes: nil,
                                sources: [served.source]))
                    }
                    entry.served = ServedCollection(collection: collection, source: served.source)
                    state.generation += 1
                }
                state.entries[key] = entry
            }
        }
        for waiter in gone { waiter.resume() }
        for change in changes { onChange(change) }
        proceed()
    }

    /// Looks after files that were changed or taken away: what is served from them is opened or built again.
    /// Blocks.
    public func checkFiles() {
        let all = state.withLock { state in state.entries.compactMapValues { $0.served } }
        for (key, served) in all where !provider.isIntact(served.source) {
            let begins = state.withLock { state in
                guard let entry = state.entries[key], !entry.isWorking, entry.served?.source === served.source,
                    // A former one is mapped still, and on its way out.
                    served.suits(entry.wanted),
                    entry.pauseUntil.map({ $0 < .now }) ?? true
                else { return false }
                state.entries[key]?.isWorking = true
                return true
            }
            guard begins else { continue }
            onEvent(.damaged(key.collection))
            open(served.collection)
        }
    }

    /// Waits until something is served of a collection.
    /// - Throws: `TileError.notReady` after `patience`, `CancellationError`, or why it cannot be built.
    public func awaitServed(_ id: CollectionID, view: String? = nil, patience: Duration) async throws {
        let key = Key(id, view: view)
        let number = state.withLock { state in
            state.nextWaiter += 1
            return state.nextWaiter
        }
        let alarm = Task { [weak self] in
            try await Task.sleep(for: patience)
            self?.dismiss(number, of: key, TileError.notReady(collection: id.name))
        }
        defer { alarm.cancel() }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let mustWait = state.withLock { state in
                    guard let entry = state.entries[key], entry.served == nil, !Task.isCancelled else { return false }
                    state.entries[key]?.waiters[number] = continuation
                    return true
                }
                if !mustWait { continuation.resume() }
            }
        } onCancel: {
            dismiss(number, of: key, CancellationError())
        }
        // It may have gone before it began to wait.
        try Task.checkCancellation()
    }

    private func dismiss(_ number: Int, of key: Key, _ error: any Error) {
        state.withLock { $0.entries[key]?.waiters.removeValue(forKey: number) }?.resume(throwing: error)
    }
}
