internal import GeoStore

/// When an overview is made anew under the edits that were put over it.
public struct OverlayLimits: Sendable {
    /// Since the last edit.
    public var quiet = Duration.seconds(10)
    /// Since the first edit: that long tiles of low zooms are behind while edits go on.
    public var longest = Duration.seconds(60)
    /// Edited features.
    public var mostFeatures = 1_000
    /// What lies between two overlays, and between two overviews made anew, in times of what the former one took: the
    /// rest of the processor is for others.
    public var overlayRest = 4
    public var buildRest = 5

    public init() {}
}

/// What is known of a collection, or of a view of it, and what is done about it.
struct OverviewEntry {
    var wanted: PublishedCollection
    var served: ServedCollection?
    /// Whether something else is about to be served.
    var isWorking = false
    /// Whether the whole is being built under an overlay.
    var isCompleting = false
    /// Built while edits went on: what the next overlay is put over.
    var base: ServedCollection?
    var waiters: [Int: CheckedContinuation<Void, any Error>] = [:]
    /// After a failure nothing is tried again before.
    var pauseUntil: ContinuousClock.Instant?
    /// Nothing is put over the former state before.
    var overlayRest: ContinuousClock.Instant?
    /// The whole is not built before.
    var buildRest: ContinuousClock.Instant?
    /// When an overlay was served first, and for the last time in another state, since the whole was.
    var firstOverlay: ContinuousClock.Instant?
    var lastOverlay: ContinuousClock.Instant?

    /// How long an overlay may be ahead of the catalogue.
    private static let lead = Duration.seconds(2)

    init(wanted: PublishedCollection) { self.wanted = wanted }

    /// Whether something else should be served.
    func isDue(_ now: ContinuousClock.Instant) -> Bool {
        guard !isWorking, pauseUntil.map({ $0 < now }) ?? true else { return false }
        guard let served else { return true }
        // Who builds it has it soon.
        guard overlayRest.map({ $0 < now }) ?? true else { return false }
        if base != nil { return true }
        return !served.suits(wanted) && !isAhead(now)
    }

    /// The catalogue is read before an overlay, and may say so later.
    private func isAhead(_ now: ContinuousClock.Instant) -> Bool {
        guard let served, served.source.overlaidCount != nil, let lastOverlay, now < lastOverlay + Self.lead else {
            return false
        }
        return served.isNotBehind(wanted)
    }

    /// Whether the whole should be built under the overlay that is served.
    func isCompletionDue(_ now: ContinuousClock.Instant, _ limits: OverlayLimits) -> Bool {
        guard !isCompleting, base == nil, let count = served?.source.overlaidCount, let firstOverlay, let lastOverlay,
            pauseUntil.map({ $0 < now }) ?? true, buildRest.map({ $0 < now }) ?? true
        else { return false }
        return count > limits.mostFeatures || now - lastOverlay >= limits.quiet || now - firstOverlay >= limits.longest
    }
}

extension ServedCollection {
    /// Whether a source shows the data of a collection's present state.
    func suits(_ wanted: PublishedCollection) -> Bool {
        collection.state == wanted.state && collection.token == wanted.token && looksLike(wanted)
    }

    /// Whether it shows the same collection in the same way, in that state or a later one.
    func isNotBehind(_ other: PublishedCollection) -> Bool {
        looksLike(other) && collection.state.stamp >= other.state.stamp
    }

    private func looksLike(_ other: PublishedCollection) -> Bool {
        collection.tileSettings.buildFingerprint == other.tileSettings.buildFingerprint
            && collection.schema == other.schema && collection.view == other.view
    }
}
