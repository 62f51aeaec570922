import SimpleFeatures
import Tiling

/// Tile matrix sets as clients read them (OGC 17-083r4, 7).
struct TileMatrixSetDocument {
    /// Metres: the side of a pixel that scale denominators are told for (OGC 17-083r4, 6.2).
    static let pixelSize = 0.000_28
    /// Pixels along a tile's side that cells are counted for. Vector tiles have none: it is what WebMercatorQuad says.
    static let tileSize = 256

    static let title = "Google Maps Compatible for the World"
    private static let scaleSet = "http://www.opengis.net/def/wkss/OGC/1.0/GoogleMapsCompatible"

    let links: LinkBuilder

    func list(_ inquiry: Inquiry) -> JSONValue {
        let set = TileMatrixSet.webMercatorQuad
        return [
            "links": .array(
                links.selfAndAlternate("/tileMatrixSets", query: inquiry.query, json: .json, isHTML: false)),
            "tileMatrixSets": [
                [
                    "id": .string(set.id), "title": .string(Self.title), "uri": .string(set.uri),
                    "crs": .string(set.crs.uri),
                    "links": [links.link(Self.path(set), rel: "self", type: .json, title: Self.title)],
                ]
            ],
        ]
    }

    func document(_ set: TileMatrixSet, inquiry: Inquiry) -> JSONValue {
        [
            "id": .string(set.id),
            "title": .string(Self.title),
            "uri": .string(set.uri),
            "crs": .string(set.crs.uri),
            "orderedAxes": ["X", "Y"],
            "wellKnownScaleSet": .string(Self.scaleSet),
            "tileMatrices": .array(
                set.matrices.enumerated().map { number, matrix in
                    [
                        "id": .string("\(number)"),
                        "scaleDenominator": .real(Self.scaleDenominator(of: matrix)),
                        "cellSize": .real(Self.cellSize(of: matrix)),
                        "cornerOfOrigin": "topLeft",
                        "pointOfOrigin": [.real(set.topLeft.x), .real(set.topLeft.y)],
                        "tileWidth": JSONValue(Self.tileSize), "tileHeight": JSONValue(Self.tileSize),
                        "matrixWidth": JSONValue(matrix.width), "matrixHeight": JSONValue(matrix.height),
                    ]
                }),
            "links": .array(
                links.selfAndAlternate(Self.path(set), query: inquiry.query, json: .json, isHTML: false)),
        ]
    }

    static func path(_ set: TileMatrixSet) -> String { "/tileMatrixSets/\(set.id)" }

    /// CRS units, for WebMercatorQuad metres, per pixel.
    static func cellSize(of matrix: TileMatrixSet.Matrix) -> Double { matrix.tileSpan / Double(tileSize) }

    static func scaleDenominator(of matrix: TileMatrixSet.Matrix) -> Double { cellSize(of: matrix) / pixelSize }
}
