import NIOCore
import Synchronization

/// How many requests one client may make: so many a second in the long run, more at once after a pause.
struct Rate: Hashable, Sendable {
    /// A client that was quiet may make the requests of so many seconds at once: a map asks for dozens of tiles.
    static let secondsAtOnce = 10

    let perSecond: Int

    var atOnce: Int { perSecond * Self.secondsAtOnce }
}

/// What is left of a client's rate: a token bucket, kept as the moment when it will be full again (the generic cell rate
/// algorithm, ITU-T I.371, annex A). Taking from it is one exchange of a word, without a lock.
final class Allowance: Sendable {
    /// A moment in nanoseconds, of a clock that only goes forward.
    typealias Moment = Int64

    let rate: Rate
    private let interval: Int64
    private let fullAt = Atomic<Moment>(0)

    init(_ rate: Rate) {
        self.rate = rate
        interval = 1_000_000_000 / Int64(max(1, rate.perSecond))
    }

    static var now: Moment { Moment(NIODeadline.now().uptimeNanoseconds) }

    /// Takes one request.
    /// - Returns: whether there was one.
    func take(at now: Moment = Allowance.now) -> Bool {
        let most = interval * Int64(rate.atOnce)
        var known = fullAt.load(ordering: .relaxed)
        while true {
            let next = max(known, now) + interval
            guard next - now <= most else { return false }
            let (exchanged, original) = fullAt.weakCompareExchange(
                expected: known, desired: next, ordering: .relaxed)
            if exchanged { return true }
            known = original
        }
    }

    /// Whether a request could be taken.
    func isSpent(at now: Moment = Allowance.now) -> Bool {
        max(fullAt.load(ordering: .relaxed), now) + interval - now > interval * Int64(rate.atOnce)
    }

    /// Until there is a request to take again, in whole seconds: at least 1.
    func secondsToWait(at now: Moment = Allowance.now) -> Int {
        let missing = max(fullAt.load(ordering: .relaxed), now) + interval - now - interval * Int64(rate.atOnce)
        return max(1, Int((missing + 999_999_999) / 1_000_000_000))
    }

    /// Whether nothing is taken: to forget it changes nothing.
    func isFull(at now: Moment = Allowance.now) -> Bool { fullAt.load(ordering: .relaxed) <= now }
}
