import NIOCore
import Synchronization

/// Places for work of one kind. Whoever finds none waits for one; clients take turns, whatever each has waiting, and one
/// client has a share of the places and of the queue.
final class WorkGate: Sendable {
    struct Limits: Hashable, Sendable {
        /// At a time.
        var places: Int
        /// Of them, for one client.
        var placesOfOne: Int
        var waiting: Int
        var waitingOfOne: Int
        var patience: Duration
    }

    private struct Waiter {
        let number: UInt64
        let continuation: CheckedContinuation<Result<Void, LimitError>, Never>
    }

    private struct Party {
        var held = 0
        var waiters: [Waiter] = []
    }

    private struct State {
        var free: Int
        var waiting = 0
        var next: UInt64 = 0
        /// Those who hold a place or wait for one.
        var parties: [LimitedClient: Party] = [:]
        /// Those who wait, in the order of their turns.
        var turns: [LimitedClient] = []
        /// Those about to wait, and why they need not any more.
        var arriving: [UInt64: LimitError?] = [:]
    }

    /// A place; given back once, at the latest when nobody holds it any more.
    final class Place: Sendable {
        private let gate: WorkGate
        private let client: LimitedClient
        private let isHeld = Atomic(true)

        fileprivate init(_ gate: WorkGate, _ client: LimitedClient) {
            self.gate = gate
            self.client = client
        }

        deinit { release() }

        func release() {
            if isHeld.exchange(false, ordering: .relaxed) { gate.giveBack(of: client) }
        }
    }

    let kind: WorkKind
    let limits: Limits
    private let state: Mutex<State>

    init(_ kind: WorkKind, _ limits: Limits) {
        self.kind = kind
        self.limits = limits
        state = Mutex(State(free: limits.places))
    }

    /// How many are at work, and how many wait.
    var load: (busy: Int, waiting: Int) { state.withLock { (limits.places - $0.free, $0.waiting) } }

    /// A place, at once or after a wait.
    /// - Parameter channel: whose end ends the wait; none for work whose client is watched elsewhere.
    /// - Throws: `LimitError`.
    func place(for client: LimitedClient, watching channel: (any Channel)? = nil) async throws -> Place {
        let number = state.withLock { state -> UInt64? in
            if take(for: client, &state) { return nil }
            state.next += 1
            state.arriving[state.next] = .some(nil)
            return state.next
        }
        guard let number else { return Place(self, client) }
        let clock = Task {
            try await Task.sleep(for: limits.patience)
            self.giveUp(number, of: client, because: .waitedTooLong(self.kind))
        }
        defer {
            clock.cancel()
            state.withLock { _ = $0.arriving.removeValue(forKey: number) }
        }
        guard let channel else {
            try await turn(number, of: client).get()
            return Place(self, client)
        }
        let leave: @Sendable () -> Void = { self.giveUp(number, of: client, because: .clientLeft) }
        return try await ClientPresence.watching(channel, onEnd: leave) { _ in
            try await turn(number, of: client).get()
            return Place(self, client)
        }
    }

    private func mostHeld(by client: LimitedClient) -> Int { client == .local ? limits.places : limits.placesOfOne }

    /// - Returns: whether there is a place that is nobody else's turn.
    private func take(for client: LimitedClient, _ state: inout State) -> Bool {
        var party = state.parties[client] ?? Party()
        guard state.free > 0, party.held < mostHeld(by: client), party.waiters.isEmpty else { return false }
        state.free -= 1
        party.held += 1
        state.parties[client] = party
        return true
    }

    private func turn(_ number: UInt64, of client: LimitedClient) async -> Result<Void, LimitError> {
        await withCheckedContinuation { continuation in
            let result = state.withLock { state -> Result<Void, LimitError>? in
                if let reason = state.arriving.removeValue(forKey: number) ?? nil { return .failure(reason) }
                if take(for: client, &state) { return .success(()) }
                var party = state.parties[client] ?? Party()
                guard state.waiting < limits.waiting else { return .failure(.tooMuchWork(kind)) }
                guard client == .local || party.waiters.count < limits.waitingOfOne else {
                    return .failure(.tooMuchOfOne(kind))
                }
                if party.waiters.isEmpty { state.turns.append(client) }
                party.waiters.append(Waiter(number: number, continuation: continuation))
                state.parties[client] = party
                state.waiting += 1
                return nil
            }
            if let result { continuation.resume(returning: result) }
        }
    }

    private func giveBack(of client: LimitedClient) {
        let next = state.withLock { state -> Waiter? in
            state.free += 1
            state.parties[client]?.held -= 1
            if let party = state.parties[client], party.held == 0, party.waiters.isEmpty {
                state.parties[client] = nil
            }
            return takeTurn(&state)
        }
        next?.continuation.resume(returning: .success(()))
    }

    /// The first waiter of the client whose turn it is, with a place of its own.
    private func takeTurn(_ state: inout State) -> Waiter? {
        guard state.free > 0,
            let index = state.turns.firstIndex(where: { (state.parties[$0]?.held ?? 0) < mostHeld(by: $0) })
        else { return nil }
        let client = state.turns.remove(at: index)
        guard var party = state.parties[client] else { return nil }
        let waiter = party.waiters.removeFirst()
        party.held += 1
        state.parties[client] = party
        state.free -= 1
        state.waiting -= 1
        if !party.waiters.isEmpty { state.turns.append(client) }
        return waiter
    }

    private func giveUp(_ number: UInt64, of client: LimitedClient, because reason: LimitError) {
        let waiter = state.withLock { state -> Waiter? in
            guard var party = state.parties[client],
                let index = party.waiters.firstIndex(where: { $0.number == number })
            else {
                if state.arriving.keys.contains(number) { state.arriving[number] = reason }
                return nil
            }
            let waiter = party.waiters.remove(at: index)
            state.waiting -= 1
            if party.waiters.isEmpty { state.turns.removeAll { $0 == client } }
            state.parties[client] = party.held == 0 && party.waiters.isEmpty ? nil : party
            return waiter
        }
        waiter?.continuation.resume(returning: .failure(reason))
    }
}
