internal import Foundation
internal import Synchronization

/// Credentials that were looked up seconds ago, by their SHA-256. Small, short-lived, and emptied whenever somebody's
/// rights change, in this process at once, by another within a second.
final class ResolutionMemory: Sendable {
    enum Entry: Sendable {
        case session(ResolvedSession)
        /// With the moment of its last noted use.
        case key(SystemKey, noted: Int64)
    }

    private struct State {
        var entries: [[UInt8]: (entry: Entry, until: ContinuousClock.Instant)] = [:]
        /// Counts how often everything was forgotten: what was read before is not put in after.
        var generation = 0
        var watchedUntil: ContinuousClock.Instant?
        var dataVersion: Int?
        var revision: Int64?
    }

    /// Some 300 bytes each.
    private static let most = 4096
    private static let lifetime = Duration.seconds(5)
    /// How often the file is asked whether another process changed it.
    private static let watchInterval = Duration.seconds(1)

    private let file: AccountFile
    private let state = Mutex(State())
    private let clock = ContinuousClock()

    init(file: AccountFile) { self.file = file }

    /// What is remembered of a credential, and the generation to `put` what is read instead.
    func look(_ digest: [UInt8]) -> (entry: Entry?, generation: Int) {
        let now = clock.now
        return state.withLock { state in
            watch(&state, now)
            guard let found = state.entries[digest], found.until > now else { return (nil, state.generation) }
            return (found.entry, state.generation)
        }
    }

    func put(_ entry: Entry, for digest: [UInt8], generation: Int) {
        let until = clock.now + Self.lifetime
        state.withLock { state in
            guard state.generation == generation else { return }
            if state.entries.count >= Self.most { state.entries = [:] }
            state.entries[digest] = (entry, until)
        }
    }

    /// Notes in an entry when it was last used, without making it live longer.
    func note(_ entry: Entry, for digest: [UInt8]) {
        state.withLock { $0.entries[digest]?.entry = entry }
    }

    func forget() {
        state.withLock { Self.empty(&$0) }
    }

    private static func empty(_ state: inout State) {
        state.entries = [:]
        state.generation += 1
    }

    /// 10 µs, once a second. A file that cannot be asked is one that may have changed.
    private func watch(_ state: inout State, _ now: ContinuousClock.Instant) {
        if let until = state.watchedUntil, until > now { return }
        state.watchedUntil = now + Self.watchInterval
        do {
            let version = try file.dataVersion()
            guard version != state.dataVersion else { return }
            state.dataVersion = version
            let revision = try file.revision()
            guard revision != state.revision else { return }
            state.revision = revision
            Self.empty(&state)
        } catch {
            state.dataVersion = nil
            state.revision = nil
            Self.empty(&state)
        }
    }
}
