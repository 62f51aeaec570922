import Synchronization

/// Requests by route, status and collection since the start, and how long they took until their answers began.
final class RequestMetrics: Sendable {
    struct Kind: Hashable, Sendable {
        let route: String
        let status: Int
        /// The collection that was asked for; nil for none, or for several.
        let collection: String?

        /// - Parameters:
        ///   - route: the pattern that took the request, nil when none did: paths come from outside and may be any.
        ///   - collection: one that there is, for the same reason.
        init(route: String?, status: Int, collection: String?) {
            self.route = route ?? "none"
            self.status = status
            self.collection = collection
        }
    }

    /// How long requests took, in the form of Prometheus.
    struct Histogram: Hashable, Sendable {
        /// Seconds, the upper ends of all but the last.
        static let bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]
        /// Those that ended within a bound and not within the one before.
        private(set) var counts = [Int](repeating: 0, count: bounds.count + 1)
        private(set) var seconds = 0.0

        var count: Int { counts.reduce(0, +) }

        mutating func add(_ seconds: Double) {
            counts[Self.bounds.firstIndex { seconds <= $0 } ?? Self.bounds.count] += 1
            self.seconds += seconds
        }

        mutating func add(_ other: Histogram) {
            for place in counts.indices { counts[place] += other.counts[place] }
            seconds += other.seconds
        }
    }

    private let durations = Mutex<[Kind: Histogram]>([:])

    /// - Parameter seconds: until the answer began.
    func count(_ kind: Kind, seconds: Double) {
        durations.withLock { $0[kind, default: Histogram()].add(seconds) }
    }

    /// In no order.
    var snapshot: [Kind: Histogram] { durations.withLock { $0 } }
}

extension Dictionary where Key == RequestMetrics.Kind, Value == RequestMetrics.Histogram {
    /// Sums of those that are alike, in the order of what they are alike in; nil leaves out.
    func grouped<Group: Comparable & Hashable>(
        by group: (RequestMetrics.Kind) -> Group?
    ) -> [(group: Group, durations: RequestMetrics.Histogram)] {
        var sums: [Group: RequestMetrics.Histogram] = [:]
        for (kind, durations) in self {
            guard let group = group(kind) else { continue }
            sums[group, default: RequestMetrics.Histogram()].add(durations)
        }
        return sums.sorted { $0.key < $1.key }.map { (group: $0.key, durations: $0.value) }
    }
}
