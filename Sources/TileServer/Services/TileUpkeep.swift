import Logging
import ServiceLifecycle
import TileEngine
import Tiling

/// What the server does about tiles on its own: low zooms ahead of requests, better compression, heartbeats, and memory
/// given back.
struct TileUpkeep: Service {
    let tiles: TileService
    let overviews: OverviewLibrary
    let directory: TileDirectory
    let catalogs: CatalogWatcher
    let audiences: Audiences
    let styles: StyleLibrary
    let events: EventHub
    /// Something else is served than before.
    let changes: AsyncStream<Void>
    let executor: ThreadPoolExecutor
    let logger: Logger

    /// Low zooms are asked for by every visitor, and take the longest to build.
    private static let deepestPrebuilt = 8
    /// Tiles of one round, all selections together.
    private static let mostPrebuilt = 2000
    /// Several collections change at the same time often.
    private static let pause = Duration.milliseconds(500)
    private static let viewPause = Duration.milliseconds(50)
    /// Times what looking at views took.
    private static let viewRest = 3
    /// Pages of overviews, of the store and of programs that may be mapped at a time.
    private static let mostMappedBytes = 96 << 20
    private static let memoryInterval = Duration.seconds(5)

    func run() async throws {
        do {
            try await cancelWhenGracefulShutdown {
                try await withThrowingTaskGroup(of: Void.self) { tasks in
                    tasks.addTask { try await tiles.runIdleTasks() }
                    tasks.addTask { try await events.runHeartbeats() }
                    tasks.addTask { try await followChanges() }
                    tasks.addTask { try await followViews() }
                    tasks.addTask { try await watchMemory() }
                    try await tasks.waitForAll()
                }
            }
        } catch is CancellationError { return }
    }

    /// A page that was read stays mapped until the system is short of memory, so that a province would come to be mapped
    /// whole.
    private func watchMemory() async throws {
        while true {
            try await Task.sleep(for: Self.memoryInterval)
            try await executor.run { [overviews] in
                if ProcessMemory.current.mapped > Self.mostMappedBytes { overviews.releaseMemory() }
            }
        }
    }

    /// Views are looked at again when the catalogue is another.
    private func followViews() async throws {
        for await _ in catalogs.changes {
            try await Task.sleep(for: Self.viewPause)
            let start = ContinuousClock.now
            await audiences.follow()
            // What a view shows is counted: with edits that do not stop, that would be all the server does.
            try await Task.sleep(for: start.duration(to: .now) * Self.viewRest)
        }
    }

    private func followChanges() async throws {
        for await _ in changes {
            try await Task.sleep(for: Self.pause)
            do { try await plan() } catch let error as CancellationError { throw error } catch {
                // Built when they are asked for.
                logger.notice("tiles not prebuilt", metadata: ["error": "\(error)"])
            }
        }
    }

    /// What the map and the last visitors ask for, coarse zooms first.
    private func plan() async throws {
        var sets: [TileSet] = []
        var seen: Set<TileDirectory.Names> = []
        for names in styles.mapTiles(catalogs.catalog) + directory.recent where seen.insert(names).inserted {
            sets.append(try await directory.set(names, in: catalogs.catalog))
        }
        var left = Self.mostPrebuilt
        var work: [(selection: TileSelection, tiles: [TileIndex])] = []
        for zoom in 0...Self.deepestPrebuilt {
            for set in sets where set[zoom].layers.isEmpty == false {
                let found = try set[zoom].tiles(matrix: zoom, most: left)
                left -= found.count
                work.append((set[zoom], found))
            }
        }
        tiles.prebuild(work)
    }
}
