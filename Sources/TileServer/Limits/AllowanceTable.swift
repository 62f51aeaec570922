import Synchronization

/// The allowances of all clients of a kind, in bounded memory however many come.
///
/// What is full again is forgotten. When so many are at it that there is nothing to forget, newcomers share an allowance.
final class AllowanceTable: Sendable {
    private struct State {
        var allowances: [String: Allowance] = [:]
        var sweptAt: Allowance.Moment = 0
    }

    private final class Shard: Sendable {
        let state = Mutex(State())
        let ofNewcomers: Allowance

        init(_ rate: Rate) { ofNewcomers = Allowance(rate) }
    }

    private static let shardCount = 16
    private static let sweepInterval: Allowance.Moment = 1_000_000_000

    let rate: Rate
    private let mostInShard: Int
    private let shards: [Shard]

    /// - Parameter most: clients that are told apart; each takes some 200 bytes.
    init(_ rate: Rate, most: Int = 65_536) {
        self.rate = rate
        mostInShard = max(1, most / Self.shardCount)
        shards = (0..<Self.shardCount).map { _ in Shard(rate) }
    }

    /// The allowance of a client. Whoever holds it goes on with it, also when it has been forgotten here.
    func allowance(of client: String, at now: Allowance.Moment = Allowance.now) -> Allowance {
        let shard = shards[client.hashValue & (Self.shardCount - 1)]
        return shard.state.withLock { state in
            if let known = state.allowances[client] { return known }
            if state.allowances.count >= mostInShard, now - state.sweptAt >= Self.sweepInterval {
                state.sweptAt = now
                state.allowances = state.allowances.filter { !$0.value.isFull(at: now) }
            }
            guard state.allowances.count < mostInShard else { return shard.ofNewcomers }
            let fresh = Allowance(rate)
            state.allowances[client] = fresh
            return fresh
        }
    }

    var count: Int { shards.reduce(0) { sum, shard in sum + shard.state.withLock { $0.allowances.count } } }
}
