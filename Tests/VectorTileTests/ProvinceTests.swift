import Foundation
import SimpleFeatures
import Testing
import Tiling
import VectorTile

/// The 34 provinces of Viet Nam, coast and islands included, in the tiles of several zooms.
@Suite(.enabled(if: TestData.exists(TestData.provinces), "the provinces are not here"))
struct ProvinceTests {
    private static func provinces() throws -> [Geometry] {
        let document = try JSONSerialization.jsonObject(with: TestData.data(TestData.provinces)) as? [String: Any]
        let features = try #require(document?["features"] as? [[String: Any]])
        return try features.map { feature in
            let geometry = try #require(feature["geometry"] as? [String: Any])
            let polygons = try #require(geometry["coordinates"] as? [[[[Double]]]])
            return .multiPolygon(
                polygons.map { rings in
                    Geometry.Polygon(
                        rings: rings.map { ring in
                            CoordinateSequence(ring.map { WebMercator.project(longitude: $0[0], latitude: $0[1]) })
                        })
                })
        }
    }

    private static func area(_ geometry: Geometry) -> Double {
        guard case .multiPolygon(let polygons) = geometry else { return 0 }
        return polygons.reduce(0) { sum, polygon in
            let holes = polygon.interiors.reduce(0) { $0 + abs($1.doubledSignedArea) / 2 }
            return sum + abs(polygon.exterior?.doubledSignedArea ?? 0) / 2 - holes
        }
    }

    @Test(arguments: [4, 5, 6, 7, 8])
    func provincesAreValidInEveryTileAndKeepTheirArea(zoom: Int) throws {
        let provinces = try Self.provinces()
        let recorded = try RecordedFeatures(provinces)
        var accumulator = EnvelopeAccumulator()
        for province in provinces { for sequence in province.sequences { accumulator.add(sequence) } }
        let set = TileMatrixSet.webMercatorQuad
        let tiles = set.tiles(touching: try #require(accumulator.envelope(in: set.crs)), matrix: zoom)
        var areas = Array(repeating: 0.0, count: provinces.count)
        for row in tiles.rows {
            for column in tiles.columns {
                let tile = try TileIndex(matrix: zoom, row: row, column: column, in: set)
                var layer = TileLayerEncoder(
                    name: "tinh", properties: [], tile: tile, options: TileOptions(buffer: 0),
                    attributes: recorded.attributes)
                recorded.forEachFeature { layer.add($0) }
                let decoded = try TileSandbox.decode(layer)
                #expect(VectorTileValidator().findings(in: decoded).isEmpty, "tile \(tile)")
                let unit = set.matrices[zoom].tileSpan / 4096
                for feature in decoded.layers.first?.features ?? [] {
                    areas[Int(try #require(feature.id)) - 1] += feature.geometry.area * unit * unit
                }
            }
        }
        // Without a buffer the tiles' pieces make up the whole. A unit of zoom 4 is 611 m: its rounding shows.
        let allowance = zoom < 5 ? 0.02 : 0.01
        for (index, province) in provinces.enumerated() {
            #expect(abs(areas[index] / Self.area(province) - 1) < allowance, "province \(index)")
        }
    }
}
