internal import Synchronization
public import Tiling

/// Tile requests to bytes: from the cache, from a build that is under way, or from a new build.
public final class TileService: Sendable {
    private typealias Waiter = CheckedContinuation<EncodedTile, any Error>

    private struct Shard {
        var cache: TileCache
        /// Who waits for a tile that is being built.
        var builds: [TileKey: [Waiter]] = [:]
        var statistics = TileStatistics()
    }

    /// A lock of its own, so that connections do not queue for one.
    private final class LockedShard: Sendable {
        let state: Mutex<Shard>
        init(limitInBytes: Int) { state = Mutex(Shard(cache: TileCache(limitInBytes: limitInBytes))) }
    }

    private enum Place {
        case cached(EncodedTile)
        case joined
        case leads
    }

    /// More than the event loops of a large machine; a power of two.
    private static let shardCount = 16

    public let limitInBytes: Int
    let executor: any BlockingExecutor
    let activity = Activity()
    let idleTasks: IdleTasks
    private let shards: [LockedShard]

    /// - Parameter cacheLimitInBytes: 0 turns the cache off; equal requests at the same time still share a build.
    public init(executor: any BlockingExecutor, cacheLimitInBytes: Int) {
        self.executor = executor
        limitInBytes = cacheLimitInBytes
        idleTasks = IdleTasks()
        shards = (0..<Self.shardCount).map { _ in LockedShard(limitInBytes: cacheLimitInBytes / Self.shardCount) }
    }

    public var statistics: TileStatistics {
        var sum = TileStatistics()
        for shard in shards {
            shard.state.withLock { shard in
                sum.add(shard.statistics)
                sum.entries += shard.cache.count
                sum.usedBytes += shard.cache.usedBytes
                sum.evictions += shard.cache.evictions
            }
        }
        sum.limitInBytes = limitInBytes
        return sum
    }

    /// A tile that is kept in the coding wanted: the whole of most requests. Nil is no answer, ask `tile`.
    public func cached(_ key: TileKey, _ coding: TileCoding) -> EncodedTile? {
        shard(of: key).state.withLock { shard in
            guard let tile = shard.cache.tile(for: key), tile.isEmpty || tile.bytes(coding) != nil else { return nil }
            shard.statistics.hits += 1
            return tile
        }
    }

    /// Counts a request that needed no tile.
    public func countOutside(_ key: TileKey) { shard(of: key).state.withLock { $0.statistics.outside += 1 } }

    /// The tile in the coding wanted, or an empty one.
    /// - Parameter key: of this tile in this selection.
    /// - Throws: what building the tile throws; the next request tries again.
    public func tile(
        _ selection: TileSelection, _ index: TileIndex, key: TileKey, _ coding: TileCoding
    ) async throws -> EncodedTile {
        activity.begin()
        defer { activity.end() }
        let tile = try await whole(selection, index, key: key, coding)
        guard !tile.isEmpty, tile.bytes(coding) == nil else { return tile }
        let transcoded = try await executor.run { try TileBuilder.transcode(tile, to: coding) }
        // Kept compressed, whoever asked first.
        if coding == .gzip {
            shard(of: key).state.withLock { $0.cache.replace(tile, with: transcoded, for: key) }
            idleTasks.recompress(key)
        }
        return transcoded
    }

    /// The tile in whichever coding there is.
    private func whole(
        _ selection: TileSelection, _ index: TileIndex, key: TileKey, _ coding: TileCoding
    ) async throws -> EncodedTile {
        let shard = shard(of: key)
        return try await withCheckedThrowingContinuation { continuation in
            let place: Place = shard.state.withLock { shard in
                if let tile = shard.cache.tile(for: key) {
                    shard.statistics.hits += 1
                    return .cached(tile)
                }
                guard shard.builds[key] == nil else {
                    shard.statistics.joins += 1
                    shard.builds[key]?.append(continuation)
                    return .joined
                }
                shard.statistics.misses += 1
                shard.builds[key] = [continuation]
                return .leads
            }
            switch place {
            case .cached(let tile): continuation.resume(returning: tile)
            case .joined: break
            case .leads: executor.submit { self.lead(selection, index, key: key, coding, isActive: $0) }
            }
        }
    }

    /// Builds for all who wait, whoever of them has gone meanwhile.
    private func lead(
        _ selection: TileSelection, _ index: TileIndex, key: TileKey, _ coding: TileCoding, isActive: Bool
    ) {
        let start = ContinuousClock.now
        let result = Result {
            guard isActive else { throw CancellationError() }
            return try TileBuilder.build(selection, index, coding)
        }
        let seconds = start.duration(to: .now).inSeconds
        let waiters = shard(of: key).state.withLock { shard in
            shard.statistics.countBuild(seconds: seconds)
            switch result {
            case .success(let tile): shard.cache.insert(tile, for: key)
            case .failure: shard.statistics.failures += 1
            }
            return shard.builds.removeValue(forKey: key) ?? []
        }
        for waiter in waiters { waiter.resume(with: result) }
        if limitInBytes > 0, case .success(let tile) = result, !tile.isEmpty { idleTasks.recompress(key) }
    }

    private func shard(of key: TileKey) -> LockedShard { shards[Int(truncatingIfNeeded: key.low >> 32) & (Self.shardCount - 1)] }
}

// MARK: When there is nothing else to do

extension TileService {
    /// Builds a tile that nobody asked for yet, on the calling thread.
    /// - Throws: what building the tile throws.
    func prebuild(_ selection: TileSelection, _ index: TileIndex) throws {
        let key = selection.key(of: index)
        let shard = shard(of: key)
        let isKnown = shard.state.withLock { $0.cache.peek(key) != nil || $0.builds[key] != nil }
        guard !isKnown, !selection.isOutside(index) else { return }
        let tile = try TileBuilder.compressBest(try TileBuilder.build(selection, index, .identity))
        shard.state.withLock { shard in
            shard.cache.insert(tile, for: key)
            shard.statistics.prebuilt += 1
        }
    }

    /// Compresses a kept tile as well as can be, on the calling thread.
    /// - Throws: `CompressionError`.
    func recompress(_ key: TileKey) throws {
        let shard = shard(of: key)
        guard let tile = shard.state.withLock({ $0.cache.peek(key) }) else { return }
        let best = try TileBuilder.compressBest(tile)
        guard best !== tile else { return }
        shard.state.withLock { shard in
            shard.cache.replace(tile, with: best, for: key)
            shard.statistics.recompressed += 1
        }
    }
}

extension Duration {
    var inSeconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}
