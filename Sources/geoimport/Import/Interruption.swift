import Foundation
import Synchronization

/// The user pressed Ctrl-C, or the system asked the process to end.
struct Interrupted: Error {}

/// Set by the signal handler, which can reach nothing else.
private let isRequested = Atomic(false)

private let lastWords: StaticString = "\ngeoimport: stopped at once; the store is as it was\n"

/// Watches for SIGINT and SIGTERM. The first is answered between two features, the second at once: either way the
/// transaction is not committed.
struct Interruption: Sendable {
    init() {
        // Made before a handler may run: a first use inside one would allocate.
        isRequested.store(false, ordering: .relaxed)
        var watched = sigset_t()
        sigemptyset(&watched)
        for number in [SIGINT, SIGTERM] {
            sigaddset(&watched, number)
            signal(number) { _ in
                guard isRequested.exchange(true, ordering: .relaxed) else { return }
                // Only write and _exit are allowed in a handler (signal-safety(7)).
                _ = write(STDERR_FILENO, lastWords.utf8Start, lastWords.utf8CodeUnitCount)
                _exit(Interruption.exitStatus)
            }
        }
        // A parent that had them blocked, as threads of a service often do, has handed that down.
        pthread_sigmask(SIG_UNBLOCK, &watched, nil)
    }

    /// 128 + SIGINT, by the shells' convention.
    static let exitStatus: Int32 = 130

    /// - Throws: `Interrupted`.
    func check() throws {
        if isRequested.load(ordering: .relaxed) { throw Interrupted() }
    }

    /// Sleeps in short steps, so that Ctrl-C is answered at once.
    /// - Throws: `Interrupted`.
    func pause(for duration: Duration) throws {
        let end = ContinuousClock.now + duration
        while ContinuousClock.now < end {
            try check()
            usleep(Self.stepInMicroseconds)
        }
    }

    private static let stepInMicroseconds: UInt32 = 50_000
}
