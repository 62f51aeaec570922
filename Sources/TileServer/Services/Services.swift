import Accounts
import ExternalServices
import GeoStore
import TileEngine

/// What routes work with, joined once in `Application+build`.
struct Services: Sendable {
    let configuration: ServerConfiguration
    let store: Store
    let catalogs: CatalogWatcher
    let audiences: Audiences
    let overviews: OverviewLibrary
    let directory: TileDirectory
    let filtered: FilteredTiles
    let tiles: TileService
    let recall: TileRecall
    let limits: RequestLimits
    let events: EventHub
    let metrics: RequestMetrics
    let executor: ThreadPoolExecutor
    /// For queries that may look at every feature of a collection.
    let queries: ThreadPoolExecutor
    let counts: CountMemory
    let pages: PageRenderer
    let assets: AssetLibrary
    let styles: StyleLibrary
    let fonts: FontService
    let lettering: LetteringWatch
    let maps: MapService
    let legends: LegendService
    let archives: ArchiveLibrary
    let external: ExternalServiceList
    let externalClient: ExternalClient
    let units: UnitDirectory
    let exports: ExportJobs
    let exportStreams: ExportStreams
    let prints: PrintService
    /// Nil where none are kept.
    let accounts: AccountStore?
    /// Nil where editing is off.
    let editing: EditingService?

    /// The threads for queries that may look at every feature, as a client shares them with others.
    func queries(for client: LimitedClient) -> SharedThreads {
        SharedThreads(executor: queries, gate: limits.gate(.scans), client: client)
    }

    /// Answers a read. A collection may have got a new version since the catalogue was last looked at: the read is
    /// then tried again with the catalogue as it is now, so that no answer mixes two versions.
    func answer<Result>(_ read: () async throws -> Result) async throws -> Result {
        for _ in 0..<Self.attempts {
            let known = catalogs.catalog
            do { return try await read() } catch GeoStoreError.collectionChanged {
                try await catalogs.refresh()
            } catch let error as GeoStoreError {
                // The columns are others than those known.
                guard case .sqlite = error else { throw error }
                try await catalogs.refresh()
                guard catalogs.catalog != known else { throw error }
            }
        }
        return try await read()
    }

    /// More versions than these within one request are a program that writes without pause.
    private static let attempts = 3
}
