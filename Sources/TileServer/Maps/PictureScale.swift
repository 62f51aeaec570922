import Foundation
import Reprojection
import SimpleFeatures
import Tiling

/// How large a map shows the ground.
struct PictureScale: Hashable, Sendable {
    /// Of styles, which reckon with tiles of 512 pixels.
    let zoom: Double

    /// Pixels along a tile's side that zooms of styles are counted for.
    private static let tileSize = 512.0

    /// - Parameter metresPerPixel: of Web Mercator.
    init(metresPerPixel: Double) {
        zoom = log2(2 * WebMercator.halfWorld / (Self.tileSize * metresPerPixel))
    }

    /// In the middle of a picture.
    /// - Returns: nil when that has no place on earth.
    init?(of order: MapOrder, _ transforms: TransformPool) throws {
        let envelope = order.envelope
        let step = envelope.width / Double(order.width) * order.pixelRatio
        let (centre, beside) = (
            envelope.centre, Coordinate(x: envelope.centre.x + step, y: envelope.centre.y)
        )
        let metres: Double
        do {
            metres = try transforms.withTransform(from: envelope.crs, to: .epsg(3857)) { transform in
                let (left, right) = (try transform.transform(centre), try transform.transform(beside))
                return hypot(right.x - left.x, right.y - left.y)
            }
        } catch ProjError.outsideDomain { return nil }
        guard metres > 0 else { return nil }
        self.init(metresPerPixel: metres)
    }

    /// - Parameter denominator: at 0.28 mm a pixel, as OGC services count.
    init(denominator: Double) { self.init(metresPerPixel: denominator * TileMatrixSetDocument.pixelSize) }

    /// The scale denominator, at 0.28 mm a pixel and the equator, from which on a zoom of vector tiles is shown.
    static func denominator(ofZoom zoom: Int) -> Double {
        2 * WebMercator.halfWorld / tileSize / Double(1 << zoom) / TileMatrixSetDocument.pixelSize
    }
}
