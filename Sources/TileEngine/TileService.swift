public import GeoStore
internal import Synchronization

/// Tile requests to bytes: from the cache, from a build that is under way, or from a new build.
public final class TileService: Sendable {
    /// How requests were answered, for metrics.
    public struct Statistics: Hashable, Sendable {
        public internal(set) var hits = 0
        /// Requests that waited for another request's build of the same tile.
        public internal(set) var joins = 0
        public internal(set) var misses = 0
    }

    private struct State {
        var cache: TileCache
        var builds: [String: Task<EncodedTile, any Error>] = [:]
        var statistics = Statistics()
    }

    private enum Answer {
        case cached(EncodedTile)
        case building(Task<EncodedTile, any Error>)
    }

    private let builder: TileBuilder
    private let executor: any BlockingExecutor
    private let state: Mutex<State>

    /// - Parameter cacheLimitInBytes: 0 turns the cache off; equal requests still share a build.
    public init(store: Store, executor: any BlockingExecutor, cacheLimitInBytes: Int) {
        builder = TileBuilder(store: store)
        self.executor = executor
        state = Mutex(State(cache: TileCache(limitInBytes: cacheLimitInBytes)))
    }

    public var statistics: Statistics { state.withLock { $0.statistics } }

    /// - Throws: what building the tile throws; the next request tries again.
    public func tile(_ request: TileRequest) async throws -> EncodedTile {
        let key = request.key
        let answer: Answer = state.withLock { state in
            if let tile = state.cache.tile(for: key) {
                state.statistics.hits += 1
                return .cached(tile)
            }
            if let build = state.builds[key] {
                state.statistics.joins += 1
                return .building(build)
            }
            state.statistics.misses += 1
            // Not a child task: it must end its work for those who join, whoever asked first.
            let build = Task { try await self.build(request, key: key) }
            state.builds[key] = build
            return .building(build)
        }
        switch answer {
        case .cached(let tile): return tile
        case .building(let build): return try await build.value
        }
    }

    private func build(_ request: TileRequest, key: String) async throws -> EncodedTile {
        do {
            let builder = builder
            let tile = try await executor.run { try builder.build(request) }
            state.withLock { state in
                state.cache.insert(tile, for: key)
                state.builds[key] = nil
            }
            return tile
        } catch {
            state.withLock { $0.builds[key] = nil }
            throw error
        }
    }
}
