internal import GeoStore
internal import Synchronization
internal import Tiling
internal import VectorTile

extension OverviewLibrary {
    private static let pauseAfterFailure = Duration.seconds(5)
    private static let pauseWhileBuilding = Duration.seconds(1)

    /// Begins what is due. To be called a few times a second: it looks at the clock and at nothing else.
    public func proceed() {
        let now = ContinuousClock.now
        let (due, completions) = state.withLock { state in
            var due: [PublishedCollection] = []
            var completions: [PublishedCollection] = []
            for (key, entry) in state.entries {
                if entry.isDue(now) {
                    state.entries[key]?.isWorking = true
                    due.append(entry.wanted)
                }
                if entry.isCompletionDue(now, limits) {
                    state.entries[key]?.isCompleting = true
                    completions.append(entry.wanted)
                }
            }
            return (due, completions)
        }
        // The small ones first: most of the map is there soon.
        for collection in due.sorted(by: { $0.featureCount < $1.featureCount }) { open(collection) }
        for collection in completions { builder.submit { self.complete(collection, isActive: $0) } }
    }

    /// Opens what there is, puts an overlay over a former state, or has the source built.
    func open(_ collection: PublishedCollection) {
        executor.submit { [self] isActive in
            do {
                guard isActive else { throw CancellationError() }
                let (former, base) = state.withLock { state in
                    let entry = state.entries[Key(collection)]
                    return (entry?.served?.source, entry?.base)
                }
                if let base, base.suits(collection) { return swap(base) }
                if let source = try provider.open(collection) {
                    swap(ServedCollection(collection: collection, source: source))
                    return onEvent(.opened(collection.id))
                }
                let start = ContinuousClock.now
                if let (present, source) = try provider.overlay(collection, former: former, base: base?.source) {
                    return swap(
                        overlay: ServedCollection(collection: present, source: source), over: base, since: start)
                }
                let isCompleting = state.withLock { state in
                    state.entries[Key(collection)]?.base = nil
                    // What is being built is not this state, and nearer to it.
                    guard state.entries[Key(collection)]?.isCompleting == true else { return false }
                    state.entries[Key(collection)]?.isWorking = false
                    state.entries[Key(collection)]?.overlayRest = .now + Self.pauseWhileBuilding
                    return true
                }
                if !isCompleting { builder.submit { self.build(collection, isActive: $0) } }
            } catch { fail(collection, error) }
        }
    }

    private func build(_ collection: PublishedCollection, isActive: Bool) {
        do {
            swap(try built(collection, isActive: isActive).served)
        } catch { fail(collection, error) }
    }

    /// Builds the whole while overlays go on.
    private func complete(_ collection: PublishedCollection, isActive: Bool) {
        do {
            let (new, seconds) = try built(collection, isActive: isActive)
            swap(new, completedIn: seconds)
        } catch {
            state.withLock { $0.entries[Key(collection)]?.isCompleting = false }
            fail(collection, error, isWorking: nil)
        }
    }

    private func built(
        _ collection: PublishedCollection, isActive: Bool
    ) throws -> (served: ServedCollection, seconds: Double) {
        let start = ContinuousClock.now
        guard isActive else { throw CancellationError() }
        let (built, source) = try provider.build(
            collection, former: served(collection.id, view: collection.view?.fingerprint)?.source)
        let seconds = start.duration(to: .now).inSeconds
        state.withLock { state in
            state.statistics.built += 1
            state.statistics.buildSeconds += seconds
        }
        onEvent(.built(collection.id, seconds: seconds))
        return (ServedCollection(collection: built, source: source), seconds)
    }

    /// Serves a source that shows its state at all zooms.
    /// - Parameter seconds: that it took to build while overlays went on. Where they are ahead of it by now, it is what
    ///   the next one is put over: what is served never goes back.
    private func swap(_ new: ServedCollection, completedIn seconds: Double? = nil) {
        let key = Key(new.collection)
        let outcome = state.withLock { state -> (isServed: Bool, next: PublishedCollection?) in
            guard var entry = state.entries[key] else { return (false, nil) }
            let former = entry.served
            if let seconds {
                entry.isCompleting = false
                entry.buildRest = .now + .seconds(seconds * Double(limits.buildRest))
                if let former, former.isNotBehind(new.collection), !new.isNotBehind(former.collection) {
                    entry.base = new
                    state.entries[key] = entry
                    return (false, nil)
                }
            }
            let isCurrent = new.suits(entry.wanted)
            entry.serve(new)
            entry.isWorking = !isCurrent
            entry.base = nil
            (entry.firstOverlay, entry.lastOverlay) = (nil, nil)
            let waiters = entry.takeWaiters()
            state.entries[key] = entry
            state.generation += 1
            state.statistics.opened += 1
            state.news.append(News(present: new, former: former))
            // Resumed tasks run elsewhere: nothing of theirs happens under this lock.
            for waiter in waiters { waiter.resume() }
            return (true, isCurrent ? nil : entry.wanted)
        }
        guard outcome.isServed else { return proceed() }
        tellNews()
        if let next = outcome.next { open(next) }
    }

    /// Serves a source that shows its state at high zooms.
    private func swap(overlay new: ServedCollection, over base: ServedCollection?, since start: ContinuousClock.Instant)
    {
        let key = Key(new.collection)
        let now = ContinuousClock.now
        let isServed = state.withLock { state -> Bool in
            guard var entry = state.entries[key] else { return false }
            entry.isWorking = false
            entry.overlayRest = now + start.duration(to: now) * limits.overlayRest
            if entry.base?.source === base?.source { entry.base = nil }
            let former = entry.served
            // Meanwhile the whole may have come, in this state or a later one.
            let isLate = former.map { $0.source.overlaidCount == nil && $0.isNotBehind(new.collection) } ?? false
            if !isLate {
                entry.serve(new)
                entry.firstOverlay = entry.firstOverlay ?? now
                if former?.collection.state != new.collection.state { entry.lastOverlay = now }
                if base != nil { entry.firstOverlay = now }
                state.generation += 1
                state.statistics.overlaid += 1
                state.news.append(News(present: new, former: former))
                for waiter in entry.takeWaiters() { waiter.resume() }
            }
            state.entries[key] = entry
            return !isLate
        }
        guard isServed else { return }
        tellNews()
        onEvent(
            .overlaid(
                new.collection.id, count: new.source.overlaidCount ?? 0, seconds: start.duration(to: now).inSeconds))
    }

    /// Tells what is served, in the order in which it came: one thread at a time tells for all.
    private func tellNews() {
        let isOthers = state.withLock { state in
            defer { state.isTelling = true }
            return state.isTelling
        }
        guard !isOthers else { return }
        while let news = state.withLock({ state -> News? in
            guard !state.news.isEmpty else {
                state.isTelling = false
                return nil
            }
            return state.news.removeFirst()
        }) {
            tell(of: news.present, since: news.former)
        }
    }

    private func tell(of new: ServedCollection, since former: ServedCollection?) {
        let isSameLook = former?.collection.tileSettings == new.collection.tileSettings
        let boxes = former.flatMap { isSameLook ? Self.changes(of: new.source, since: $0.source) : nil }
        let change = TileChange(
            new.collection.id, from: former?.collection, to: new.collection, boxes: boxes,
            sources: [former?.source, new.source])
        if !change.isEmpty { onChange(change) }
    }

    /// By zoom; nil when the source cannot tell.
    private static func changes(of source: any TileSource, since former: any TileSource) -> [[WorldBox]]? {
        var boxes: [[WorldBox]] = []
        for zoom in 0...OverviewReader.fullBandZoom {
            guard let changed = source.changes(since: former.stamp(atZoom: zoom), zoom: zoom) else { return nil }
            boxes.append(changed)
        }
        return boxes
    }

    /// - Parameter isWorking: whether something is done about the collection still; nil for what it was.
    private func fail(_ collection: PublishedCollection, _ error: any Error, isWorking: Bool? = false) {
        let key = Key(collection)
        if case GeoStoreError.collectionChanged = error {
            // Nobody's fault: the catalogue is read again shortly, and the newer state is tried.
            if let isWorking { state.withLock { $0.entries[key]?.isWorking = isWorking } }
            return
        }
        let waiters = state.withLock { state in
            state.statistics.failed += 1
            if let isWorking { state.entries[key]?.isWorking = isWorking }
            state.entries[key]?.pauseUntil = .now + Self.pauseAfterFailure
            return state.entries[key]?.takeWaiters() ?? []
        }
        for waiter in waiters { waiter.resume(throwing: error) }
        onEvent(.failed(collection.id, error))
    }
}

extension OverviewEntry {
    /// - Parameter new: under the name and title that the catalogue has, when it is what is wanted.
    fileprivate mutating func serve(_ new: ServedCollection) {
        served = new.suits(wanted) ? ServedCollection(collection: wanted, source: new.source) : new
        pauseUntil = nil
    }

    fileprivate mutating func takeWaiters() -> [CheckedContinuation<Void, any Error>] {
        defer { waiters = [:] }
        return Array(waiters.values)
    }
}
