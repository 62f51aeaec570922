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

/// Which source is served for each collection. A new state is opened or built off the request path and swapped in when
/// it is whole; until then the former one is served. Only where there is none, requests wait.
public final class OverviewLibrary: Sendable {
    /// What happened, for logs and metrics.
    public enum Event: Sendable {
        case opened(CollectionID)
        case built(CollectionID, seconds: Double)
        case failed(CollectionID, any Error)
        case damaged(CollectionID)
    }

    public struct Statistics: Hashable, Sendable {
        public internal(set) var opened = 0
        public internal(set) var built = 0
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

    struct Entry {
        var wanted: PublishedCollection
        var served: ServedCollection?
        var isWorking = false
        var waiters: [Int: CheckedContinuation<Void, any Error>] = [:]
        /// After a failure nothing is tried again before.
        var pauseUntil: ContinuousClock.Instant?
    }

    private struct State {
        var entries: [Key: Entry] = [:]
        var generation = 0
        var nextWaiter = 0
        var statistics = Statistics()
    }

    private static let pauseAfterFailure = Duration.seconds(5)

    private let provider: any TileSourceProvider
    /// For opening: quick.
    private let executor: any BlockingExecutor
    /// For building: one at a time, so that requests keep their threads.
    private let builder: any BlockingExecutor
    private let onChange: @Sendable (TileChange) -> Void
    private let onEvent: @Sendable (Event) -> Void
    private let state = Mutex(State())

    /// - Parameters:
    ///   - onChange: told after each swap, on any thread.
    ///   - onEvent: told what happened, on any thread.
    public init(
        provider: any TileSourceProvider, executor: any BlockingExecutor, builder: any BlockingExecutor,
        onChange: @escaping @Sendable (TileChange) -> Void = { _ in },
        onEvent: @escaping @Sendable (Event) -> Void = { _ in }
    ) {
        self.provider = provider
        self.executor = executor
        self.builder = builder
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
        let work = state.withLock { state -> [PublishedCollection] in
            for (key, entry) in state.entries where isGone(key) {
                state.entries[key] = nil
                state.generation += 1
                gone += entry.waiters.values
                guard let served = entry.served else { continue }
                changes.append(
                    TileChange(
                        key.collection, from: served.collection, to: nil, boxes: nil, sources: [served.source]))
            }
            return collections.compactMap { collection in
                let key = Key(collection)
                var entry = state.entries[key] ?? Entry(wanted: collection)
                entry.wanted = collection
                if let served = entry.served, served.collection != collection, Self.suits(served, collection) {
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
                let isDone = entry.served.map { Self.suits($0, collection) } ?? false
                let mayStart = !isDone && !entry.isWorking && entry.pauseUntil.map { $0 < .now } ?? true
                if mayStart { entry.isWorking = true }
                state.entries[key] = entry
                return mayStart ? collection : nil
            }
        }
        for waiter in gone { waiter.resume() }
        for change in changes { onChange(change) }
        // The small ones first: most of the map is there soon.
        for collection in work.sorted(by: { $0.featureCount < $1.featureCount }) { open(collection) }
    }

    /// Looks after files that were changed or taken away: what is served from them is opened or built again.
    /// Blocks.
    public func checkFiles() {
        let all = state.withLock { state in state.entries.compactMapValues { $0.served } }
        for (key, served) in all where !provider.isIntact(served.source) {
            let begins = state.withLock { state in
                guard let entry = state.entries[key], !entry.isWorking, entry.served?.source === served.source,
                    // A former one is mapped still, and on its way out.
                    Self.suits(served, entry.wanted),
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

    /// Whether a source shows the data of a collection's present state.
    private static func suits(_ served: ServedCollection, _ wanted: PublishedCollection) -> Bool {
        served.collection.state == wanted.state && served.collection.token == wanted.token
            && served.collection.tileSettings.buildFingerprint == wanted.tileSettings.buildFingerprint
            && served.collection.schema == wanted.schema && served.collection.view == wanted.view
    }

    private func open(_ collection: PublishedCollection) {
        executor.submit { [self] isActive in
            do {
                guard isActive else { throw CancellationError() }
                if let source = try provider.open(collection) {
                    swap(ServedCollection(collection: collection, source: source))
                    onEvent(.opened(collection.id))
                } else {
                    builder.submit { self.build(collection, isActive: $0) }
                }
            } catch { fail(collection, error) }
        }
    }

    private func build(_ collection: PublishedCollection, isActive: Bool) {
        let start = ContinuousClock.now
        do {
            guard isActive else { throw CancellationError() }
            let (built, source) = try provider.build(
                collection, former: served(collection.id, view: collection.view?.fingerprint)?.source)
            swap(ServedCollection(collection: built, source: source))
            let seconds = start.duration(to: .now).inSeconds
            state.withLock { state in
                state.statistics.built += 1
                state.statistics.buildSeconds += seconds
            }
            onEvent(.built(collection.id, seconds: seconds))
        } catch { fail(collection, error) }
    }

    private func swap(_ new: ServedCollection) {
        let (id, key) = (new.collection.id, Key(new.collection))
        let outcome = state.withLock { state -> (former: ServedCollection?, next: PublishedCollection?)? in
            guard var entry = state.entries[key] else { return nil }
            let former = entry.served
            entry.served = new
            entry.pauseUntil = nil
            let isCurrent = Self.suits(new, entry.wanted)
            if isCurrent { entry.served = ServedCollection(collection: entry.wanted, source: new.source) }
            entry.isWorking = !isCurrent
            let waiters = entry.waiters.values
            entry.waiters = [:]
            state.entries[key] = entry
            state.generation += 1
            state.statistics.opened += 1
            // Resumed tasks run elsewhere: nothing of theirs happens under this lock.
            for waiter in waiters { waiter.resume() }
            return (former, isCurrent ? nil : entry.wanted)
        }
        guard let outcome else { return }
        let former = outcome.former
        let isSameLook = former?.collection.tileSettings == new.collection.tileSettings
        let boxes = former.flatMap { isSameLook ? Self.changes(of: new.source, since: $0.source.stamp) : nil }
        let change = TileChange(
            id, from: former?.collection, to: new.collection, boxes: boxes, sources: [former?.source, new.source])
        if !change.isEmpty { onChange(change) }
        if let next = outcome.next { open(next) }
    }

    /// By zoom; nil when the source cannot tell.
    private static func changes(of source: any TileSource, since stamp: Int) -> [[WorldBox]]? {
        var boxes: [[WorldBox]] = []
        for zoom in 0...OverviewReader.fullBandZoom {
            guard let changed = source.changes(since: stamp, zoom: zoom) else { return nil }
            boxes.append(changed)
        }
        return boxes
    }

    private func fail(_ collection: PublishedCollection, _ error: any Error) {
        let key = Key(collection)
        if case GeoStoreError.collectionChanged = error {
            // Nobody's fault: the catalogue is read again shortly, and the newer state is tried.
            state.withLock { $0.entries[key]?.isWorking = false }
            return
        }
        let waiters = state.withLock { state in
            state.statistics.failed += 1
            state.entries[key]?.isWorking = false
            state.entries[key]?.pauseUntil = .now + Self.pauseAfterFailure
            let waiters = state.entries[key]?.waiters ?? [:]
            state.entries[key]?.waiters = [:]
            return waiters
        }
        for waiter in waiters.values { waiter.resume(throwing: error) }
        onEvent(.failed(collection.id, error))
    }
}
