import Foundation
import GeoStore
import Synchronization
import Testing

@testable import TileEngine

/// Edits are shown at once, and the whole follows.
@Suite struct OverlayLibraryTests {
    private let told = TellingBox()
    private let provider = FakeProvider()

    private func run(
        _ limits: OverlayLimits, _ body: (OverviewLibrary, CollectionID) async throws -> Void
    ) async throws {
        let library = OverviewLibrary(
            provider: provider, executor: CountingExecutor(), builder: CountingExecutor(), limits: limits,
            onChange: { [told] change in told.changes.withLock { $0.append(change) } })
        defer { provider.open() }
        let id = try catalog(1).collections[0].id
        library.follow(try catalog(1))
        try await library.awaitServed(id, patience: .seconds(60))
        provider.mostOverlaid.withLock { $0 = 100 }
        try await body(library, id)
    }

    private final class TellingBox: Sendable {
        let changes = Mutex<[TileChange]>([])
    }

    private func limits(_ change: (inout OverlayLimits) -> Void) -> OverlayLimits {
        var limits = OverlayLimits()
        limits.overlayRest = 0
        limits.buildRest = 0
        limits.quiet = .seconds(600)
        limits.longest = .seconds(600)
        change(&limits)
        return limits
    }

    private func catalog(_ version: Int) throws -> Catalog {
        Catalog(storeID: "s", sectors: [], collections: [try collection("duong", version: version)])
    }

    /// As the server does: looks now and then.
    private func eventually(_ library: OverviewLibrary, _ condition: () -> Bool) async throws -> Bool {
        for _ in 0..<4000 where !condition() {
            library.proceed()
            try await Task.sleep(for: .milliseconds(10))
        }
        return condition()
    }

    private func served(_ library: OverviewLibrary, _ id: CollectionID) -> (version: Int?, count: Int?) {
        let served = library.served(id)
        return (served?.collection.state.version, served?.source.overlaidCount)
    }

    @Test("an edit is shown over the former state; when no more come, the whole is built, and low zooms are told")
    func quiet() async throws {
        try await run(limits { $0.quiet = .milliseconds(50) }) { library, id in
            library.follow(try catalog(2))
            #expect(try await eventually(library) { served(library, id).version == 2 })
            #expect(try await eventually(library) { served(library, id) == (2, nil) })
            #expect(provider.builds.withLock { $0 } == 2 && library.statistics.overlaid == 1)
        }
        let states = told.changes.withLock { $0.compactMap { $0.present?.state.version } }
        #expect(states.prefix(2) == [1, 2])
    }

    @Test("edits that do not stop are shown all the time, while the whole is built and after it, and never go back")
    func busy() async throws {
        try await run(limits { $0.mostFeatures = 3 }) { library, id in
            provider.isOpen.withLock { $0 = false }
            for version in 2...20 {
                library.follow(try catalog(version))
                #expect(try await eventually(library) { served(library, id).version == version })
            }
            #expect(served(library, id).count == 19)
            provider.open()
            // Built of the state that was there when the fourth edit came.
            #expect(try await eventually(library) { served(library, id).count.map { $0 < 19 } ?? true })
            #expect(served(library, id).version == 20)
            for version in 21...40 {
                library.follow(try catalog(version))
                #expect(try await eventually(library) { served(library, id).version == version })
            }
            #expect(try await eventually(library) { served(library, id).count.map { $0 <= 3 } ?? true })
        }
        let versions = told.changes.withLock { $0.compactMap { $0.present?.state.version } }
        #expect(versions == versions.sorted())
    }

    @Test("an overlay that grows old is replaced while edits go on, one that grows too large by what is built")
    func old() async throws {
        try await run(limits { $0.longest = .milliseconds(100) }) { library, id in
            let catalogs = try (2...5_000).map { try catalog($0) }
            var next = 0
            let isBuilt = try await eventually(library) {
                // Edits by someone who does not stop.
                library.follow(catalogs[next])
                next += 1
                return provider.builds.withLock { $0 } >= 3
            }
            #expect(isBuilt && served(library, id).version ?? 0 > 1)
        }
        try await run(limits { _ in }) { library, id in
            provider.mostOverlaid.withLock { $0 = 0 }
            let former = served(library, id).version ?? 0
            library.follow(try catalog(former + 1))
            #expect(try await eventually(library) { served(library, id) == (former + 1, nil) })
        }
    }

    @Test("after an overlay the processor rests: what comes meanwhile is shown together")
    func rest() async throws {
        try await run(limits { $0.overlayRest = 1_000_000 }) { library, id in
            library.follow(try catalog(2))
            #expect(try await eventually(library) { served(library, id).version == 2 })
            for version in 3...30 {
                library.follow(try catalog(version))
                library.proceed()
            }
            #expect(library.statistics.overlaid == 1)
        }
    }
}
