import GeoStore
import Logging
import MapRender
import ServiceLifecycle
import Synchronization
import TileEngine

/// Finds characters of collections that no font has: maps would show them as nothing.
final class LetteringWatch: Service {
    private struct Known {
        let stamp: Int
        let fonts: String
        let uncovered: [Unicode.Scalar]
    }

    private static let interval = Duration.seconds(5)

    private let overviews: OverviewLibrary
    private let catalogs: CatalogWatcher
    private let fonts: FontService
    private let executor: ThreadPoolExecutor
    private let logger: Logger
    private let known = Mutex<[CollectionID: Known]>([:])

    init(
        overviews: OverviewLibrary, catalogs: CatalogWatcher, fonts: FontService, executor: ThreadPoolExecutor,
        logger: Logger
    ) {
        self.overviews = overviews
        self.catalogs = catalogs
        self.fonts = fonts
        self.executor = executor
        self.logger = logger
    }

    /// By collection, in the order of the catalogue; collections without any are left out.
    var uncovered: [(collection: CollectionID, characters: [Unicode.Scalar])] {
        let known = known.withLock { $0 }
        return catalogs.catalog.collections.compactMap { collection in
            guard let found = known[collection.id]?.uncovered, !found.isEmpty else { return nil }
            return (collection.id, found)
        }
    }

    func run() async throws {
        while !Task.isShuttingDownGracefully, !Task.isCancelled {
            for collection in catalogs.catalog.collections { try await look(at: collection.id) }
            // Ends early when the server shuts down.
            try? await cancelWhenGracefulShutdown { try await Task.sleep(for: Self.interval) }
        }
    }

    private func look(at id: CollectionID) async throws {
        guard let source = overviews.served(id)?.source else { return }
        let lettering = fonts.current
        let former = known.withLock { $0[id] }
        guard former?.stamp != source.stamp || former?.fonts != lettering.tag else { return }
        let uncovered: [Unicode.Scalar]
        do {
            uncovered = try await executor.run {
                try UncoveredCharacters.of(source.characters, fonts: lettering.library)
            }
        } catch let error as MapRenderError {
            logger.warning("letters not looked through", metadata: ["collection": "\(id)", "reason": "\(error)"])
            uncovered = []
        }
        known.withLock { $0[id] = Known(stamp: source.stamp, fonts: lettering.tag, uncovered: uncovered) }
        guard !uncovered.isEmpty, uncovered != former?.uncovered else { return }
        logger.warning(
            "characters without a font",
            metadata: ["collection": "\(id)", "characters": "\(UncoveredCharacters.text(uncovered))"])
    }
}
