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
}
