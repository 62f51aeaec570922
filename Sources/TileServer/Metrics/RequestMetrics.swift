import Synchronization

/// Requests by route and status since the start.
final class RequestMetrics: Sendable {
    struct Kind: Hashable, Sendable {
        let route: String
        let status: Int

        /// - Parameter route: the pattern that took the request, nil when none did: paths come from outside and may be
        ///   any.
        init(route: String?, status: Int) {
            self.route = route ?? "none"
            self.status = status
        }
    }

    private let counts = Mutex<[Kind: Int]>([:])

    func count(_ kind: Kind) { counts.withLock { $0[kind, default: 0] += 1 } }

    /// In the order of routes and statuses.
    var snapshot: [(kind: Kind, count: Int)] {
        counts.withLock { $0 }.map { (kind: $0.key, count: $0.value) }
            .sorted { ($0.kind.route, $0.kind.status) < ($1.kind.route, $1.kind.status) }
    }
}
