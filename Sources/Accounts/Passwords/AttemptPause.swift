/// How long to wait after failed attempts to sign in: nothing at first, then twice as long each time, never for good.
struct AttemptPause: Hashable, Sendable {
    /// Failures without a pause.
    let free: Int
    /// Seconds at most.
    let longest: Int64

    /// Somebody who forgot a password has five attempts; a guesser has 12 in an hour after that.
    static let login = AttemptPause(free: 5, longest: 300)
    /// A whole department may share an address.
    static let address = AttemptPause(free: 20, longest: 900)
    /// Seconds after the last failure at which it is forgotten.
    static let memory: Int64 = 24 * 3600

    /// Seconds that are left, 0 when an attempt may be made.
    /// - Parameter last: seconds since 1970 of the last attempt; a clock that was set back makes no pause longer.
    func left(failures: Int, last: Int64, now: Int64) -> Int64 {
        guard failures >= free else { return 0 }
        let pause = min(longest, 1 << min(Int64(failures - free), 20))
        return max(0, min(pause, last + pause - now))
    }
}
