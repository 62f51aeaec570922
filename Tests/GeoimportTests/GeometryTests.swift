import Foundation
import GeoStore
import SimpleFeatures
import TestSupport
import Testing

@testable import geoimport

/// What becomes of geometries: types, heights, measures, faults.
struct GeometryTests {
    private static let bowTie =
        #"{"type":"Polygon","coordinates":[[[108,14],[108.1,14.1],[108.1,14],[108,14.1],[108,14]]]}"#
    private static let square =
        #"{"type":"Polygon","coordinates":[[[108,14],[108.1,14],[108.1,14.1],[108,14.1],[108,14]]]}"#
    private static let point = #"{"type":"Point","coordinates":[108,14]}"#
    private static let line = #"{"type":"LineString","coordinates":[[108,14],[108.1,14]]}"#

    private static func features(_ geometries: [String]) -> [(geometry: String, properties: String)] {
        geometries.map { (geometry: $0, properties: #"{"a":1}"#) }
    }

    @Test(arguments: [
        ([point], GeometryType.point), ([line], .multiLineString), ([square], .multiPolygon),
        ([point, #"{"type":"MultiPoint","coordinates":[[108,14],[108.1,14]]}"#], .multiPoint),
        (
            [square, #"{"type":"MultiPolygon","coordinates":[[[[108,14],[108.1,14],[108.1,14.1],[108,14]]]]}"#],
            .multiPolygon
        ),
    ])
    func pointsStayPointsLinesAndPolygonsBecomeMulti(geometries: [String], type: GeometryType) throws {
        let fixture = try ImportFixture()
        let report = try fixture.load(try fixture.geoJSON("a.geojson", Self.features(geometries)))
        #expect(try fixture.collection("a").schema.geometryType == type)
        #expect(report.counts == [:])
        #expect(report.plan.notes == [])
    }

    @Test func aMixedSourceBecomesAColumnOfAnyGeometryWithANote() throws {
        let fixture = try ImportFixture()
        let report = try fixture.load(
            try fixture.geoJSON("a.geojson", Self.features([Self.point, Self.line, Self.square])))
        #expect(try fixture.collection("a").schema.geometryType == .geometry)
        #expect(
            report.plan.notes.map(\.en) == [
                "the source mixes LineString, Point, Polygon: stored as one column of any geometry"
            ])
        #expect(try fixture.features("a").map { $0.geometry?.type } == [.point, .multiLineString, .multiPolygon])
        #expect(try fixture.problems() == [])
    }

    @Test func heightsAreKept() throws {
        let fixture = try ImportFixture()
        let report = try fixture.load(
            try fixture.geoJSON("a.geojson", Self.features([#"{"type":"Point","coordinates":[108,14,702.5]}"#])))
        #expect(try fixture.features("a")[0].geometry?.sequences.first?.z(at: 0) == 702.5)
        #expect(report.text(in: .en).contains("Point with heights"))
        #expect(report.plan.reference.crs == .epsg(4326), "heights make no other CRS")
    }

    @Test func aFeatureWithoutHeightsAmongOthersGetsZeroAndIsCounted() throws {
        let fixture = try ImportFixture()
        let high = #"{"type":"Point","coordinates":[108,14,5]}"#
        let report = try fixture.load(try fixture.geoJSON("a.geojson", Self.features([high, Self.point])))
        #expect(report.counts == ["height-missing": 1])
        #expect(try fixture.features("a").map { $0.geometry?.sequences.first?.z(at: 0) } == [5, 0])
    }

    @Test func heightsThatALayerDoesNotHaveAreDroppedAndCounted() {
        let plan = GeometryPlan(declared: .polygon, hasZ: false, found: nil)
        let ring = CoordinateSequence(hasZ: true, values: [0, 0, 1, 1, 0, 1, 1, 1, 1, 0, 0, 1])
        let fitted = plan.fit(.polygon(Geometry.Polygon(rings: [ring])))
        #expect(fitted.issue == .heightDropped)
        #expect(fitted.geometry?.hasZ == false)
        #expect(fitted.geometry?.sequences.first?.values == [0, 0, 1, 0, 1, 1, 0, 0])
    }

    @Test(.enabled(if: TestData.exist, "\(TestData.absence)"))
    func measuresAreDroppedWithANote() throws {
        let fixture = try ImportFixture()
        let report = try fixture.load(TestData.path("odd/polygonm.shp")) { $0.sourceCRS = .epsg(3857) }
        #expect(report.counts == ["measures-dropped": 1])
        #expect(try fixture.collection("polygonm").schema.hasZ == false)
    }

    @Test func aGeometryOfAnotherTypeIsRejectedWithItsRow() throws {
        let plan = GeometryPlan(declared: .polygon, hasZ: false, found: nil)
        let fitted = plan.fit(.point(CoordinateSequence(values: [1, 2])))
        #expect(fitted.geometry == nil)
        #expect(fitted.issue?.code == "geometry-type")
        #expect(fitted.issue?.outcome == .rejected)
    }

    @Test func nullAndEmptyGeometriesAreStoredWithoutOne() throws {
        let fixture = try ImportFixture()
        let file = try fixture.file("a.csv", "WKT,ten\nPOINT EMPTY,a\n,b\nPOINT (108 14),c\n")
        let report = try fixture.load(file) { $0.sourceCRS = .epsg(4326) }
        #expect(report.counts == ["geometry-empty": 1, "geometry-null": 1])
        #expect((report.read, report.written, report.rejected) == (3, 3, 0))
        #expect(try fixture.collection("a").nullGeometryCount == 2)
        #expect(try fixture.problems() == [])
    }

    @Test func aPolygonThatCrossesItselfIsMended() throws {
        let fixture = try ImportFixture()
        let report = try fixture.load(try fixture.geoJSON("a.geojson", Self.features([Self.bowTie, Self.square])))
        #expect(report.counts == ["geometry-repaired": 1])
        #expect((report.repaired, report.rejected, report.written) == (1, 0, 2))
        let detail = try #require(report.issues["geometry-repaired"]?.detail.en)
        #expect(detail.hasPrefix("ring-crosses-itself at 108.05"))
        #expect(detail.contains("by shoelace 0.00 m²"), "its parts cancel out: \(detail)")
        guard case .multiPolygon(let parts)? = try fixture.features("a")[0].geometry else {
            Issue.record("no polygon")
            return
        }
        #expect(parts.count == 2)
    }

    @Test func aPolygonThatIsALineIsRejected() throws {
        let fixture = try ImportFixture()
        let flat = #"{"type":"Polygon","coordinates":[[[108,14],[108.1,14],[108.2,14],[108,14]]]}"#
        let report = try fixture.load(
            try fixture.geoJSON("a.geojson", Self.features([flat, Self.square])), limit: .count(1))
        #expect(report.counts == ["geometry-unrepairable": 1])
        #expect((report.written, report.rejected) == (1, 1))
        #expect(try fixture.features("a").count == 1)
    }

    @Test func aFeatureOffTheEarthIsRejected() throws {
        let fixture = try ImportFixture()
        let away = #"{"type":"Point","coordinates":[446000,1546000]}"#
        let report = try fixture.load(
            try fixture.geoJSON("a.geojson", Self.features([away, Self.point, Self.point])), limit: .percent(50))
        #expect(report.counts == ["coordinate-out-of-range": 1, "feature-duplicate": 1])
        #expect(report.issues["coordinate-out-of-range"]?.samples == [0])
    }
}
