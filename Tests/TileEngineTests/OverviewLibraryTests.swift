import Foundation
import GeoStore
import Synchronization
import Testing
import VectorTile

@testable import TileEngine

/// Sources as a test lays them out.
final class FakeProvider: TileSourceProvider {
    struct Broken: Error {}

    /// By state: what opening finds.
    let files = Mutex<[String: FakeSource]>([:])
    let builds = Mutex(0)
    let damaged = Mutex(false)
    let failures: Mutex<Int>
    /// Builds wait until it is open.
    let isOpen: Mutex<Bool>
    /// Features of an overlay; none is made with more.
    let mostOverlaid = Mutex(0)

    init(isOpen: Bool = true, failures: Int = 0) {
        self.isOpen = Mutex(isOpen)
        self.failures = Mutex(failures)
    }

    func open() { isOpen.withLock { $0 = true } }

    private static func name(_ collection: PublishedCollection) -> String { "\(collection.id)-\(collection.state)" }

    func open(_ collection: PublishedCollection) throws -> (any TileSource)? {
        files.withLock { $0[Self.name(collection)] }
    }

    func build(
        _ collection: PublishedCollection, former: (any TileSource)?
    ) throws -> (collection: PublishedCollection, source: any TileSource) {
        while !isOpen.withLock({ $0 }) { Thread.sleep(forTimeInterval: 0.002) }
        let fails = failures.withLock { left in
            defer { left = max(0, left - 1) }
            return left > 0
        }
        if fails { throw Broken() }
        builds.withLock { $0 += 1 }
        let source = FakeSource(stamp: collection.state.version)
        files.withLock { $0[Self.name(collection)] = source }
        damaged.withLock { $0 = false }
        return (collection, source)
    }

    func overlay(
        _ collection: PublishedCollection, former: (any TileSource)?, base: (any TileSource)?
    ) throws -> (collection: PublishedCollection, source: any TileSource)? {
        guard let under = base ?? former, let fake = under as? FakeSource else { return nil }
        let source = FakeSource(
            stamp: collection.state.version, changed: [(.world, collection.state.version)],
            baseStamp: fake.baseStamp ?? fake.stamp)
        guard let count = source.overlaidCount, count > 0, count <= mostOverlaid.withLock({ $0 }) else { return nil }
        return (collection, source)
    }

    func isIntact(_ source: any TileSource) -> Bool { !damaged.withLock { $0 } }
}

@Suite struct OverviewLibraryTests {
    private let changes = Recorder()

    /// What listeners were told.
    final class Recorder: Sendable {
        let changes = Mutex<[TileChange]>([])
    }

    private func library(_ provider: FakeProvider) -> OverviewLibrary {
        OverviewLibrary(provider: provider, executor: CountingExecutor(), builder: CountingExecutor()) { [changes] in
            let change = $0
            changes.changes.withLock { $0.append(change) }
        }
    }

    private func catalog(_ version: Int, _ change: (inout PublishedCollection) -> Void = { _ in }) throws -> Catalog {
        let present = try collection("duong", version: version, change)
        return Catalog(storeID: "s", sectors: [], collections: [present])
    }

    private static func eventually(_ condition: () -> Bool) async throws -> Bool {
        for _ in 0..<4000 where !condition() { try await Task.sleep(for: .milliseconds(10)) }
        return condition()
    }

    @Test("a request waits for the first overview, and is answered when it is there")
    func first() async throws {
        let provider = FakeProvider(isOpen: false)
        let library = library(provider)
        let catalog = try catalog(1)
        let id = catalog.collections[0].id
        library.follow(catalog)
        #expect(library.served(id) == nil)
        let answer = Task { try await library.awaitServed(id, patience: .seconds(60)) }
        #expect(try await Self.eventually { library.waiterCount == 1 })
        provider.open()
        try await answer.value
        #expect(library.served(id)?.collection.state.version == 1)
        #expect(provider.builds.withLock { $0 } == 1)
    }

    @Test("a request does not wait for ever, and one that goes away waits no longer")
    func patience() async throws {
        let provider = FakeProvider(isOpen: false)
        defer { provider.open() }
        let library = library(provider)
        let catalog = try catalog(1)
        let id = catalog.collections[0].id
        library.follow(catalog)
        await #expect(throws: TileError.notReady(collection: "duong")) {
            try await library.awaitServed(id, patience: .milliseconds(20))
        }
        let task = Task { try await library.awaitServed(id, patience: .seconds(600)) }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
    }

    @Test("while the next overview is built the former one is served; then listeners hear of it once")
    func swapped() async throws {
        let provider = FakeProvider()
        let library = library(provider)
        let id = try catalog(1).collections[0].id
        library.follow(try catalog(1))
        try await library.awaitServed(id, patience: .seconds(60))
        let generation = library.generation
        provider.isOpen.withLock { $0 = false }
        library.follow(try catalog(2))
        library.follow(try catalog(2))
        #expect(library.served(id)?.collection.state.version == 1 && library.generation == generation)
        provider.open()
        #expect(try await Self.eventually { library.served(id)?.collection.state.version == 2 })
        #expect(library.generation > generation)
        #expect(provider.builds.withLock { $0 } == 2)
        #expect(try await Self.eventually { changes.changes.withLock { $0.count } == 2 })
        let change = try #require(changes.changes.withLock { $0.last })
        #expect(change.former?.state.version == 1 && change.present?.state.version == 2)
    }

    @Test("versions that come faster than they are built end at the last one")
    func hurried() async throws {
        let provider = FakeProvider(isOpen: false)
        let library = library(provider)
        let id = try catalog(1).collections[0].id
        for version in 1...10 { library.follow(try catalog(version)) }
        provider.open()
        #expect(try await Self.eventually { library.served(id)?.collection.state.version == 10 })
        #expect(provider.builds.withLock { $0 } == 2)
    }

    @Test("settings that only change how tiles look take effect at once, from the same overview")
    func settings() async throws {
        let provider = FakeProvider()
        let library = library(provider)
        let id = try catalog(1).collections[0].id
        library.follow(try catalog(1))
        try await library.awaitServed(id, patience: .seconds(60))
        let source = library.served(id)?.source
        library.follow(try catalog(1) { $0.tileSettings.minZoom = 5 })
        #expect(library.served(id)?.collection.tileSettings.minZoom == 5)
        #expect(library.served(id)?.source === source)
        #expect(changes.changes.withLock { $0.last?.isWhole } == true)
    }

    @Test("a file that was changed or taken away is made again, and served until then")
    func damaged() async throws {
        let provider = FakeProvider()
        let library = library(provider)
        let id = try catalog(1).collections[0].id
        library.follow(try catalog(1))
        try await library.awaitServed(id, patience: .seconds(60))
        library.checkFiles()
        #expect(provider.builds.withLock { $0 } == 1)
        provider.files.withLock { $0 = [:] }
        provider.damaged.withLock { $0 = true }
        library.checkFiles()
        #expect(library.served(id) != nil)
        #expect(try await Self.eventually { provider.builds.withLock { $0 } == 2 && !library.isWorking(on: id) })
        library.checkFiles()
        #expect(provider.builds.withLock { $0 } == 2)
    }

    @Test("who waits hears why an overview cannot be made, and a collection that goes is not waited for")
    func failed() async throws {
        let provider = FakeProvider(isOpen: false, failures: 1)
        let library = library(provider)
        let id = try catalog(1).collections[0].id
        library.follow(try catalog(1))
        let answer = Task { try await library.awaitServed(id, patience: .seconds(60)) }
        #expect(try await Self.eventually { library.waiterCount == 1 })
        provider.open()
        await #expect(throws: FakeProvider.Broken.self) { try await answer.value }
        library.follow(Catalog(storeID: "s", sectors: [], collections: []))
        try await library.awaitServed(id, patience: .seconds(60))
        #expect(library.served(id) == nil)
    }
}
