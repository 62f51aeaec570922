import Foundation
import Synchronization

/// Counts how many are inside at the same time.
final class Meter: Sendable {
    private let state = Mutex((inside: 0, most: 0))

    var most: Int { state.withLock { $0.most } }

    func pass() {
        state.withLock { state in
            state.inside += 1
            state.most = max(state.most, state.inside)
        }
        Thread.sleep(forTimeInterval: 0.02)
        state.withLock { $0.inside -= 1 }
    }
}
