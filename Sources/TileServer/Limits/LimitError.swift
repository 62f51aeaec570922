/// Why a request is not answered now. Values only; `Problem+Limits` makes the sentences.
enum LimitError: Error, Hashable, Sendable {
    /// Which rate was exceeded, by the setting that says it.
    case tooFast(setting: String, rate: Rate, waitSeconds: Int)
    /// As many requests of this kind are answered and wait as may.
    case tooMuchWork(WorkKind)
    /// One client has as many of them waiting as one may.
    case tooMuchOfOne(WorkKind)
    /// It waited for its turn as long as it may.
    case waitedTooLong(WorkKind)
    /// Nobody waits for the answer any more.
    case clientLeft
    case targetTooLong(most: Int)
}
