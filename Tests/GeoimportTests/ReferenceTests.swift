import Foundation
import GeoStore
import Reprojection
import SimpleFeatures
import TestSupport
import Testing

@testable import geoimport

/// Which CRS a layer is in.
struct ReferenceTests {
    private static let points = #"{"type":"MultiPoint","coordinates":[[108,14]]}"#

    private func degrees(_ fixture: ImportFixture) throws -> String {
        try fixture.geoJSON("a.geojson", [(geometry: Self.points, properties: "{}")])
    }

    @Test(.enabled(if: TestData.exist, "\(TestData.absence)"))
    func theFilesOwnIsTaken() throws {
        let plan = try ImportFixture.plan(TestData.path("vn2000/pleiku_xa_9218.shp"))
        #expect(plan.reference.crs == .epsg(9218))
        #expect(plan.reference.notes == [] && plan.reference.origin == .claim)
        #expect(plan.reference.operation.accuracyInMetres == 1)
    }

    @Test(.enabled(if: TestData.exist, "\(TestData.absence)"))
    func theSameOneGivenAgainIsAcceptedInSilence() throws {
        let plan = try ImportFixture.plan(TestData.path("vn2000/pleiku_xa_9218.shp")) { $0.sourceCRS = .epsg(9218) }
        #expect(plan.notes == [])
    }

    @Test func crs84AndEPSG4326AreNoDifferenceWorthANote() throws {
        let fixture = try ImportFixture()
        let file = try degrees(fixture)
        #expect(try ImportFixture.plan(file) { $0.sourceCRS = .crs84 }.notes == [])
    }

    @Test(.enabled(if: TestData.exist, "\(TestData.absence)"))
    func anotherOneWinsWithANote() throws {
        let plan = try ImportFixture.plan(TestData.path("vn2000/pleiku_xa_9218.shp")) { $0.sourceCRS = .epsg(9217) }
        #expect(plan.reference.crs == .epsg(9217))
        #expect(
            plan.notes.first?.en == "--source-crs EPSG:9217 was used; the file says EPSG:9218 (VN-2000 / TM-3 108-30)")
        #expect(plan.reference.issues.map(\.code) == ["crs-doubtful"])
    }

    @Test(.enabled(if: TestData.exist, "\(TestData.absence)"))
    func withoutOneTheNamesOfItsCommunesDecide() throws {
        let reference = try ImportFixture.plan(TestData.path("vn2000/pleiku_xa_9218_khongprj.shp")).reference
        #expect(reference.crs == .epsg(9218) && reference.origin == .names)
        #expect(reference.place?.hasPrefix("13.9") == true)
    }

    @Test(.enabled(if: TestData.exist, "\(TestData.absence)"), arguments: ["pleiku_xa.dxf", "pleiku_xa.dgn"])
    func aDrawingThatStatesNoExtentGetsSuggestionsToo(file: String) throws {
        do {
            _ = try ImportFixture.plan(TestData.path("formats/\(file)"))
            Issue.record("was accepted")
        } catch ImportError.crsMissing(_, _, let suggestions) {
            #expect(suggestions.first?.crs == .epsg(9218))
        }
    }

    @Test(arguments: [(6956, 5896), (6957, 5897), (6958, 5898), (6959, 5899)])
    func aDeprecatedZoneIsRefusedAndItsSuccessorNamed(given: Int, successor: Int) throws {
        let fixture = try ImportFixture()
        let file = try degrees(fixture)
        do {
            _ = try ImportFixture.plan(file) { $0.sourceCRS = .epsg(given) }
            Issue.record("was accepted")
        } catch {
            #expect(ErrorText.sentence(error).hasSuffix("is deprecated; the same system is EPSG:\(successor)"))
        }
    }

    @Test func anUnknownCodeIsRefused() throws {
        let fixture = try ImportFixture()
        let file = try degrees(fixture)
        #expect(throws: ImportError.crsUnknown(.epsg(999_999))) {
            try ImportFixture.plan(file) { $0.sourceCRS = .epsg(999_999) }
        }
    }

    @Test func degreesClaimedForMetresAreRefused() throws {
        let fixture = try ImportFixture()
        let file = try fixture.geoJSON(
            "a.geojson", [(geometry: #"{"type":"Point","coordinates":[446000.5,1546000.25]}"#, properties: "{}")])
        do {
            _ = try ImportFixture.plan(file)
            Issue.record("was accepted")
        } catch ImportError.notDegrees(_, let crs, let suggestions) {
            #expect(crs == .epsg(4326))
            #expect(suggestions.first?.crs == .epsg(9218))
        }
    }

    @Test func metresClaimedForDegreesAreRefused() throws {
        let fixture = try ImportFixture()
        let file = try degrees(fixture)
        do {
            _ = try ImportFixture.plan(file) { $0.sourceCRS = .epsg(9218) }
            Issue.record("was accepted")
        } catch ImportError.notMetres(_, let crs, let suggestions) {
            #expect(crs == .epsg(9218))
            #expect(suggestions.map(\.crs) == [.epsg(4326)])
        }
    }

    @Test func oneStrayFeatureDoesNotDecide() {
        let inside = Coordinate(x: 108, y: 14)
        let stray = Coordinate(x: 446_000, y: 1_546_000)
        let sample = CoordinateSample(middles: [inside, stray, inside, inside])
        #expect(sample.isMostlyDegrees == true)
        #expect(sample.middle == inside)
        #expect(CoordinateSample(middles: []).isMostlyDegrees == nil)
    }

    @Test(.enabled(if: TestData.exist, "\(TestData.absence)"))
    func storedCoordinatesAreThoseOfTheFile() throws {
        let fixture = try ImportFixture()
        try fixture.load(TestData.path("vn2000/pleiku_xa_9218.shp"))
        #expect(try fixture.collection("pleiku_xa_9218").storageCRS == .epsg(9218))
        let first = try #require(try fixture.features("pleiku_xa_9218")[0].geometry?.sequences.first?[0])
        let expected = try String(contentsOfFile: TestData.path("vn2000/pleiku_xa_9218_mongdoi.csv"), encoding: .utf8)
            .split(whereSeparator: \.isNewline)[1].split(separator: ",").compactMap { Double($0) }
        #expect(expected.contains { abs($0 - first.x) < 1e-3 } && expected.contains { abs($0 - first.y) < 1e-3 })
    }
}
