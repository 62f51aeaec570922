import NIOPosix
import Synchronization
import TileEngine

/// Blocking work on a bounded pool of threads, never on the event loop.
struct ThreadPoolExecutor: BlockingExecutor {
    let pool: NIOThreadPool
    /// The same for every copy.
    let load = PoolLoad()

    /// - Throws: what `body` throws, `CancellationError` when the pool has been shut down.
    func run<Result: Sendable>(_ body: @escaping @Sendable () throws -> Result) async throws -> Result {
        let work = load.work()
        return try await pool.runIfActive {
            work.begin()
            defer { work.end() }
            return try body()
        }
    }

    func submit(_ work: @escaping @Sendable (_ isActive: Bool) -> Void) {
        let counted = load.work()
        pool.submit { state in
            counted.begin()
            defer { counted.end() }
            work(state == .active)
        }
    }
}

/// How much work a pool has.
final class PoolLoad: Sendable {
    private let counts = Mutex((waiting: 0, running: 0))

    var waiting: Int { counts.withLock { $0.waiting } }
    var running: Int { counts.withLock { $0.running } }

    fileprivate func work() -> Work {
        counts.withLock { $0.waiting += 1 }
        return Work(load: self)
    }

    /// One piece of work, on its way from waiting to done. Work that is never begun is let go of.
    fileprivate final class Work: Sendable {
        private enum State {
            case waiting, running, over
        }

        private let load: PoolLoad
        private let state = Mutex(State.waiting)

        init(load: PoolLoad) { self.load = load }
        deinit { end() }

        func begin() {
            state.withLock { $0 = .running }
            load.counts.withLock {
                $0.waiting -= 1
                $0.running += 1
            }
        }

        func end() {
            let former = state.withLock { state in
                defer { state = .over }
                return state
            }
            switch former {
            case .waiting: load.counts.withLock { $0.waiting -= 1 }
            case .running: load.counts.withLock { $0.running -= 1 }
            case .over: break
            }
        }
    }
}
