import Compression
import Foundation
import NIOCore
import Synchronization
import TestSupport
import Testing
import Tiling

@testable import TileEngine

/// Threads of its own for each piece of work; counts them, and can turn some away.
final class CountingExecutor: BlockingExecutor {
    let runs = Mutex(0)
    let refusals: Mutex<Int>

    init(refusals: Int = 0) { self.refusals = Mutex(refusals) }

    func submit(_ work: @escaping @Sendable (Bool) -> Void) {
        runs.withLock { $0 += 1 }
        let isRefused = refusals.withLock { left in
            defer { left = max(0, left - 1) }
            return left > 0
        }
        Thread.detachNewThread { work(!isRefused) }
    }
}

@Suite struct TileServiceTests {
    private static let limit = 1 << 20

    private static func selection(_ source: FakeSource) throws -> TileSelection {
        TileSelection(storeID: "s", layers: [try layer("duong", source)])
    }

    @discardableResult
    private static func ask(
        _ service: TileService, _ selection: TileSelection, _ coding: TileCoding = .gzip, x: Int = 204
    ) async throws -> EncodedTile {
        let tile = try index(8, x: x, y: 117)
        return try await service.tile(selection, tile, key: selection.key(of: tile), coding)
    }

    @Test("a hundred equal requests at once are one build of one shared body, and the next is a hit")
    func singleFlight() async throws {
        let source = FakeSource(pause: 0.1)
        let selection = try Self.selection(source)
        let service = TileService(executor: CountingExecutor(), cacheLimitInBytes: Self.limit)
        let tiles = try await withThrowingTaskGroup(of: EncodedTile.self) { tasks in
            for _ in 0..<100 { tasks.addTask { try await Self.ask(service, selection) } }
            return try await tasks.reduce(into: []) { $0.append($1) }
        }
        #expect(tiles.allSatisfy { $0 === tiles[0] })
        #expect(source.encodings.withLock { $0 } == 1)
        #expect(service.statistics.misses == 1)
        #expect(service.statistics.hits + service.statistics.joins == 99)
        let key = selection.key(of: try index(8, x: 204, y: 117))
        #expect(service.cached(key, .gzip) === tiles[0])
        #expect(service.statistics.builds.reduce(0, +) == 1)
    }

    @Test("without a cache equal requests at once still share a build, later ones do not")
    func noCache() async throws {
        let source = FakeSource(pause: 0.05)
        let selection = try Self.selection(source)
        let service = TileService(executor: CountingExecutor(), cacheLimitInBytes: 0)
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            for _ in 0..<20 { tasks.addTask { try await Self.ask(service, selection) } }
            try await tasks.waitForAll()
        }
        let shared = source.encodings.withLock { $0 }
        #expect(shared < 20)
        try await Self.ask(service, selection)
        #expect(source.encodings.withLock { $0 } == shared + 1)
        #expect(service.statistics.entries == 0)
    }

    @Test("a failure reaches everyone who waits, is not kept, and the next request tries again")
    func failure() async throws {
        let selection = try Self.selection(FakeSource())
        let service = TileService(executor: CountingExecutor(refusals: 1), cacheLimitInBytes: Self.limit)
        await #expect(throws: CancellationError.self) { try await Self.ask(service, selection) }
        #expect(try await !Self.ask(service, selection).isEmpty)
        #expect(service.statistics.failures == 1)
    }

    @Test("a build goes on for those who joined when the first asker has gone")
    func firstAskerGone() async throws {
        let selection = try Self.selection(FakeSource(pause: 0.1))
        let service = TileService(executor: CountingExecutor(), cacheLimitInBytes: Self.limit)
        let first = Task { try await Self.ask(service, selection) }
        try await Task.sleep(for: .milliseconds(20))
        async let second = Self.ask(service, selection)
        first.cancel()
        #expect(try await !second.isEmpty)
    }

    @Test("who asks for plain bytes gets them without compression, and they are compressed for who asks next")
    func codings() async throws {
        let source = FakeSource()
        let selection = try Self.selection(source)
        let service = TileService(executor: CountingExecutor(), cacheLimitInBytes: Self.limit)
        let plain = try #require(try await Self.ask(service, selection, .identity).bytes(.identity))
        let key = selection.key(of: try index(8, x: 204, y: 117))
        #expect(service.cached(key, .gzip) == nil && service.cached(key, .identity) != nil)
        let packed = try #require(try await Self.ask(service, selection, .gzip).bytes(.gzip))
        #expect(try Gzip.decompress(Array(packed.readableBytesView)) == Array(plain.readableBytesView))
        #expect(service.cached(key, .gzip) != nil && service.cached(key, .identity) == nil)
        #expect(try await Self.ask(service, selection, .identity).bytes(.identity) == plain)
        #expect(source.encodings.withLock { $0 } == 1)
    }

    @Test("an empty tile is the same in every coding")
    func empty() async throws {
        let selection = try Self.selection(FakeSource(size: 0))
        let service = TileService(executor: CountingExecutor(), cacheLimitInBytes: Self.limit)
        let tile = try await Self.ask(service, selection)
        #expect(tile.isEmpty && tile.counts == "duong;matched=1;kept=0;merged=0;dropped=1")
        let key = selection.key(of: try index(8, x: 204, y: 117))
        #expect(service.cached(key, .identity) === tile && service.cached(key, .gzip) === tile)
    }

    @Test("when nobody waits, tiles are built ahead and kept ones made smaller, each once")
    func idle() async throws {
        let source = FakeSource()
        let selection = try Self.selection(source)
        let service = TileService(executor: CountingExecutor(), cacheLimitInBytes: Self.limit)
        let tile = try index(8, x: 204, y: 117)
        try service.prebuild(selection, tile)
        try service.prebuild(selection, tile)
        #expect(source.encodings.withLock { $0 } == 1 && service.statistics.prebuilt == 1)
        let before = try #require(try await Self.ask(service, selection, x: 205).bytes(.gzip))
        let key = selection.key(of: try index(8, x: 205, y: 117))
        try service.recompress(key)
        try service.recompress(key)
        let after = try #require(service.cached(key, .gzip)?.bytes(.gzip))
        #expect(service.statistics.recompressed == 1 && after.readableBytes <= before.readableBytes)
        #expect(
            try Gzip.decompress(Array(after.readableBytesView)) == Gzip.decompress(Array(before.readableBytesView)))
    }
}
