import GeoStore
import TileEngine

/// What routes work with, joined once in `Application+build`.
struct Services: Sendable {
    let configuration: ServerConfiguration
    let store: Store
    let catalogs: CatalogWatcher
    let tiles: TileService
    let executor: ThreadPoolExecutor
    let pages: PageRenderer
    let assets: AssetLibrary
    let styles: StyleLibrary

    var catalog: Catalog { catalogs.catalog }

    /// Answers a read. A load may have replaced a collection's table since the catalogue was last looked at: its
    /// columns are then others than those known, and the read is tried once more with the catalogue as it is now.
    func answer<Result>(_ read: () async throws -> Result) async throws -> Result {
        let known = catalog
        do { return try await read() } catch let error as GeoStoreError {
            guard case .sqlite = error else { throw error }
            try await catalogs.refresh()
            guard catalog != known else { throw error }
            return try await read()
        }
    }
}
