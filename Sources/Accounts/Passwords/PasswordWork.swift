internal import Dispatch
internal import Synchronization

/// Computes passwords: two at a time, whatever the number of guesses, because each takes 128 MiB and a core.
final class PasswordWork: Sendable {
    /// Behind those that are computed; who comes later is told to try again.
    private static let queueLength = 8

    private let queues = [DispatchQueue(label: "password.1"), DispatchQueue(label: "password.2")]
    /// What each queue has to do.
    private let loads = Mutex([0, 0])

    var hasRoom: Bool { loads.withLock { $0.contains { $0 <= Self.queueLength } } }

    /// - Throws: `AccountError.busy`, and what `body` throws.
    func run<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
        let place = loads.withLock { loads -> Int? in
            let place = loads[0] <= loads[1] ? 0 : 1
            guard loads[place] <= Self.queueLength else { return nil }
            loads[place] += 1
            return place
        }
        guard let place else { throw AccountError.busy }
        defer { loads.withLock { $0[place] -= 1 } }
        return try await withCheckedThrowingContinuation { continuation in
            queues[place].async { continuation.resume(with: Result { try body() }) }
        }
    }
}
