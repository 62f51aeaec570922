internal import Synchronization
public import Tiling

/// Whether clients wait for tiles.
final class Activity: Sendable {
    private let waiting = Atomic<Int>(0)
    private let last = Mutex(ContinuousClock.now)

    func begin() { waiting.add(1, ordering: .relaxed) }

    func end() {
        waiting.subtract(1, ordering: .relaxed)
        last.withLock { $0 = .now }
    }

    /// How long nobody has waited; nil while someone does.
    var quiet: Duration? {
        guard waiting.load(ordering: .relaxed) == 0 else { return nil }
        return last.withLock { $0.duration(to: .now) }
    }
}

/// What is worth doing when no client waits: low zooms before they are asked for, and tiles compressed better.
final class IdleTasks: Sendable {
    private struct State {
        var prebuilds: [(selection: TileSelection, tiles: [TileIndex])] = []
        var recompressions: [TileKey] = []
    }

    /// Beyond it tiles stay as they are: what was left out is seen again when it is built again.
    private static let mostRecompressions = 4096

    private let state = Mutex(State())

    func recompress(_ key: TileKey) {
        state.withLock { state in
            if state.recompressions.count < Self.mostRecompressions { state.recompressions.append(key) }
        }
    }

    /// Puts selections in place of those that were to be prebuilt: only the newest state is worth it.
    func prebuild(_ work: [(selection: TileSelection, tiles: [TileIndex])]) {
        // Taken from the end.
        state.withLock { $0.prebuilds = work.map { ($0.selection, $0.tiles.reversed()) }.reversed() }
    }

    fileprivate func nextPrebuild() -> (TileSelection, TileIndex)? {
        state.withLock { state in
            while let last = state.prebuilds.indices.last {
                if let tile = state.prebuilds[last].tiles.popLast() { return (state.prebuilds[last].selection, tile) }
                state.prebuilds.removeLast()
            }
            return nil
        }
    }

    fileprivate func nextRecompression() -> TileKey? { state.withLock { $0.recompressions.popLast() } }
}

extension TileService {
    /// Quiet for this long, the server is taken to be idle.
    private static let quietBeforePrebuild = Duration.milliseconds(50)
    private static let quietBeforeRecompression = Duration.seconds(2)
    private static let pause = Duration.milliseconds(250)

    /// Tiles to be built when nobody waits, in place of those that were to be.
    public func prebuild(_ work: [(selection: TileSelection, tiles: [TileIndex])]) {
        if limitInBytes > 0 { idleTasks.prebuild(work) }
    }

    /// Does what is worth doing when nobody waits, one tile at a time, until the task is cancelled.
    public func runIdleTasks() async throws {
        while !Task.isCancelled {
            guard limitInBytes > 0, let quiet = activity.quiet else {
                try await Task.sleep(for: Self.pause)
                continue
            }
            if quiet > Self.quietBeforePrebuild, let (selection, tile) = idleTasks.nextPrebuild() {
                try await executor.run { try self.prebuild(selection, tile) }
            } else if quiet > Self.quietBeforeRecompression, let key = idleTasks.nextRecompression() {
                try await executor.run { try self.recompress(key) }
            } else {
                try await Task.sleep(for: Self.pause)
            }
        }
    }
}
