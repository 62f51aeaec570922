import Foundation
import Synchronization

/// The user pressed Ctrl-C, or the system asked the process to end.
struct Interrupted: Error {}

/// Set by the signal handler, which can reach nothing else.
private let isRequested = Atomic(false)

/// Watches for SIGINT and SIGTERM. The first is answered between two features, the second at once: either way the
/// transaction is not committed.
struct Interruption: Sendable {
    init() {
        // Made before a handler may run: a first use inside one would allocate.
        isRequested.store(false, ordering: .relaxed)
        for number in [SIGINT, SIGTERM] {
            signal(number) { _ in
                if isRequested.exchange(true, ordering: .relaxed) { _exit(Interruption.exitStatus) }
            }
        }
    }

    /// 128 + SIGINT, by the shells' convention.
    static let exitStatus: Int32 = 130

    /// - Throws: `Interrupted`.
    func check() throws {
        if isRequested.load(ordering: .relaxed) { throw Interrupted() }
    }
}
