import Foundation
import GeoStore
import Reprojection
import SimpleFeatures
import TestSupport
import Testing

/// Extents are exact: every vertex counts, in the storage CRS and in CRS84.
@Suite struct LayerMeasureTests {
    /// In CRS84, read once.
    private static let communesOfGiaLai = Result<[Geometry], any Error> {
        let folder = try TemporaryFolder()
        let path = folder.path("xa.geojson")
        let ogr2ogr = try #require(OtherPrograms.ogr2ogr)
        try ogr2ogr.run([
            "-f", "GeoJSON", "-lco", "COORDINATE_PRECISION=15", path, TestData.url("vn/gialai_xa_2025.shp").path,
        ])
        let document = try JSONReader.read([UInt8](try Data(contentsOf: URL(filePath: path))))
        return (document["features"]?.array ?? []).map { GeoJSONPolygons.geometry($0["geometry"]) }
    }

    @Test(
        "the extent of the communes is that of all their vertices",
        .enabled(
            if: OtherPrograms.gdalIsInstalled && TestData.has("vn/gialai_xa_2025.shp"),
            Comment(rawValue: TestData.absence)),
        arguments: [4326, 9218, 3405])
    func communes(code: Int) throws {
        let transform = try CoordinateTransform(from: .crs84, to: .epsg(code))
        let geometries = try Self.communesOfGiaLai.get().map { try transform.transform($0) }
        #expect(geometries.count == 135)
        try expectExactExtent(of: geometries, crs: .epsg(code), type: .multiPolygon)
    }

    @Test(
        "a long thin layer across the lean of the meridians has an exact extent",
        arguments: [
            Envelope(minX: 620_000, minY: 1_000_000, maxX: 620_500, maxY: 2_500_000, crs: .epsg(9218)),
            Envelope(minX: 100_000, minY: 1_500_000, maxX: 900_000, maxY: 1_500_300, crs: .epsg(9218)),
            Envelope(minX: 620_000, minY: 1_000_000, maxX: 620_000, maxY: 2_500_000, crs: .epsg(9218)),
            Envelope(minX: 450_000, minY: 1_500_000, maxX: 450_000, maxY: 1_500_000, crs: .epsg(9218)),
        ])
    func thinLayers(box: Envelope) throws {
        let points = SamplePoints.random(3000, in: box).map { Geometry.point($0) }
        try expectExactExtent(of: points, crs: .epsg(9218), type: .point)
    }

    @Test("a layer turned by a conic projection has an exact extent")
    func turnedLayer() throws {
        // Lambert-93 over the Alps, where north leans by three degrees.
        let box = Envelope(minX: 900_000, minY: 6_200_000, maxX: 1_200_000, maxY: 7_000_000, crs: .epsg(2154))
        let points = SamplePoints.random(3000, in: box).map { Geometry.point($0) }
        try expectExactExtent(of: points, crs: .epsg(2154), type: .point)
    }

    private func expectExactExtent(of geometries: [Geometry], crs: CRS, type: GeometryType) throws {
        let fixture = try StoreFixture()
        let schema = FeatureSchema(properties: [], geometryType: type)
        try fixture.store.load(try StoreFixture.definition(crs: crs, schema: schema), mode: .create) { writer in
            for geometry in geometries { try writer.append(geometry: geometry, values: []) }
            return Provenance()
        }
        var storage = EnvelopeAccumulator()
        var world = EnvelopeAccumulator()
        let transform = try CoordinateTransform(from: crs, to: .crs84)
        for sequence in geometries.flatMap(\.sequences) {
            storage.add(sequence)
            world.add(try transform.transform(sequence))
        }
        let collection = try fixture.collection()
        #expect(collection.storageEnvelope == storage.envelope(in: crs))
        #expect(collection.envelope == world.envelope(in: .crs84))
        #expect(try fixture.problems() == [])
    }
}

/// As much of GeoJSON as a test needs.
enum GeoJSONPolygons {
    static func geometry(_ json: JSONValue?) -> Geometry {
        let coordinates = json?["coordinates"]?.array ?? []
        let polygons = json?["type"]?.string == "Polygon" ? [JSONValue.array(coordinates)] : coordinates
        return .multiPolygon(
            polygons.map { polygon in
                Geometry.Polygon(
                    rings: (polygon.array ?? []).map { ring in
                        CoordinateSequence(
                            values: (ring.array ?? []).flatMap { ($0.array ?? []).prefix(2).compactMap(\.number) })
                    })
            })
    }
}
