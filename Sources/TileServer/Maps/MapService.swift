import GeoStore
import MapRender

/// Draws maps.
final class MapService: Sendable {
    /// - Parameter catalog: of whoever asks: nothing that it hides is drawn.
    /// - Throws: `RequestError.styleNotFound`, `GeoStoreError.collectionNotFound`, `TileError.notReady`, `MapError`.
    func picture(_ order: MapOrder, in catalog: Catalog) async throws -> MapPicture {
        throw RequestError.notFound(path: "/map")
    }

    /// Draws the map of an order into a box of a canvas that may be a document, letters as letters.
    /// - Parameter box: where the order's envelope lies; nothing is drawn outside it. `width`, `height`, `pixelRatio`,
    ///   `format` of the order do not count: a pixel of the style is a unit of the canvas.
    func draw(_ order: MapOrder, on canvas: Canvas, in box: CanvasBox, catalog: Catalog) async throws {}
}
