import Synchronization
import TileEngine

/// How many features match the selections that were counted last: the pages of one selection are counted once.
///
/// The key has the state of the collection in it, so that what is remembered is true as long as it is asked for.
final class CountMemory: Sendable {
    private struct Counts {
        var counts: [Fingerprint: Int] = [:]
        /// The oldest first.
        var keys: [Fingerprint] = []
    }

    /// Selections, about 100 bytes each.
    private static let capacity = 4096

    private let memory = Mutex(Counts())

    func count(of selection: Fingerprint, _ find: () async throws -> Int) async throws -> Int {
        if let known = memory.withLock({ $0.counts[selection] }) { return known }
        let count = try await find()
        memory.withLock { memory in
            if memory.counts.updateValue(count, forKey: selection) == nil { memory.keys.append(selection) }
            guard memory.keys.count > Self.capacity else { return }
            for key in memory.keys.prefix(Self.capacity / 2) { memory.counts[key] = nil }
            memory.keys.removeFirst(Self.capacity / 2)
        }
        return count
    }
}
