import NIOPosix
import TileEngine

/// Blocking work on a bounded pool of threads, never on the event loop.
struct ThreadPoolExecutor: BlockingExecutor {
    let pool: NIOThreadPool

    /// - Throws: what `body` throws, `CancellationError` when the pool has been shut down.
    func run<Result: Sendable>(_ body: @escaping @Sendable () throws -> Result) async throws -> Result {
        try await pool.runIfActive { try body() }
    }

    func submit(_ work: @escaping @Sendable (_ isActive: Bool) -> Void) {
        pool.submit { work($0 == .active) }
    }
}
