import Tiling

/// The tile matrix sets of map tiles: one ground, two sizes of tiles.
enum MapTileMatrixSet: String, CaseIterable {
    case webMercatorQuad = "WebMercatorQuad"
    /// Tiles of twice the size: a quarter as many, with the names larger against the ground.
    case webMercatorQuad512 = "WebMercatorQuad512"

    /// Along the side of a tile.
    var pixels: Int {
        switch self {
        case .webMercatorQuad: 256
        case .webMercatorQuad512: 512
        }
    }

    var set: TileMatrixSet { .webMercatorQuad }

    /// At 0.28 mm a pixel.
    func scaleDenominator(of matrix: TileMatrixSet.Matrix) -> Double {
        matrix.tileSpan / Double(pixels) / TileMatrixSetDocument.pixelSize
    }

    /// By its own name, or that of the set of scales it has (OGC 07-057r7, annex E.4).
    init?(name: String) {
        guard let found = name == "GoogleMapsCompatible" ? .webMercatorQuad : MapTileMatrixSet(rawValue: name) else {
            return nil
        }
        self = found
    }
}
