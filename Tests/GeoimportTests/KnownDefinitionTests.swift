import GeoStore
import SimpleFeatures
import TestSupport
import Testing

@testable import geoimport

/// VN-2000 as it is miswritten: recognised, and how far off it would have been.
struct KnownDefinitionTests {
    private static let layer = Result { try MadeLayer(province: "Gia Lai") }

    private func choose(_ coordSys: String, in crs: CRS = .epsg(9218), scale: Double = 1) throws -> ReferenceChoice {
        let fixture = try ImportFixture()
        let file = try Self.layer.get().write(fixture, crs: crs, coordSys: coordSys) {
            Coordinate(x: 500_000 + ($0.x - 500_000) * scale, y: $0.y * scale)
        }
        return try ImportFixture.plan(file).reference
    }

    /// CoordSys, code, and metres that the note must name.
    private static let mapInfo: [(datum: String, code: String, off: ClosedRange<Double>)] = [
        ("104", "crs-shift-missing", 220...230),
        ("9999, 28, 0, 0, 0, 0, 0, 0, 0, 0", "crs-shift-missing", 220...230),
        ("999, 28, -191.90441429, -39.30318279, -111.45032835", "crs-rotations-missing", 0.2...0.45),
        (
            "9999, 28, -191.90441429, -39.30318279, -111.45032835, 0.00928836, -0.01975479, 0.00427372, 0.252906278, 0",
            "crs-rotations-reversed", 0.45...0.8
        ),
        ("9999, 28, -192.873, -39.382, -111.202, 0.00205, 0.0005, -0.00335, 0.0188, 0", "crs-shift-mekong", 0.4...1.1),
    ]

    @Test(arguments: 0..<5)
    func mapInfoDatums(index: Int) throws {
        let known = Self.mapInfo[index]
        let choice = try choose(CoordSys.transverseMercator(datum: known.datum, meridian: 108.5))
        #expect(choice.crs == .epsg(9218) && choice.adjustment.isNone)
        #expect(choice.issues.map(\.code) == [known.code])
        let text = try #require(choice.notes.first { $0.en.contains("as it stands it would be") }?.en)
        let metres = try #require(text.firstMatch(of: /would be ([0-9.]+) m off/).flatMap { Double($0.1) })
        #expect(known.off.contains(metres))
    }

    @Test func theRightParametersNeedNoCode() throws {
        let choice = try choose(CoordSys.transverseMercator(datum: CoordSys.vn2000, meridian: 108.5))
        #expect(choice.crs == .epsg(9218) && choice.issues.isEmpty)
    }

    @Test func aWrongScaleFactorIsBroughtOver() throws {
        let label = CoordSys.transverseMercator(datum: CoordSys.vn2000, meridian: 108.5, scale: 0.9996)
        let choice = try choose(label, scale: 0.9996 / 0.9999)
        #expect(choice.crs == .epsg(9218) && abs(choice.adjustment.scale - 0.9999 / 0.9996) < 1e-12)
        #expect(choice.issues.map(\.code).contains("crs-scale-factor"))
        #expect(choice.notes.contains { $0.en.contains("they are 46") })
    }

    /// ESRI and hand-made .prj for the communes around Pleiku, which are in EPSG:9218.
    private static let prj: [(name: String, text: String, code: String?)] = [
        ("custom name on WGS 84", projected("VN2000_GiaLai_108d30", "GCS_WGS_1984", "D_WGS_1984"), "crs-shift-missing"),
        ("ESRI's datum", projected("VN_2000_TM_3_108_30", "GCS_VN_2000", "D_Vietnam_2000"), nil),
        ("a datum of its own", projected("VN2000_GiaLai", "GCS_VN_2000", "VN_2000"), "crs-shift-missing"),
        (
            "zero shift", projected("VN-2000 / TM-3 108-30", "VN-2000", "Vietnam_2000", "0,0,0,0,0,0,0"),
            "crs-shift-missing"
        ),
        (
            "unflipped rotations",
            projected(
                "VN-2000 / TM-3 108-30", "VN-2000", "Vietnam_2000",
                "-191.90441429,-39.30318279,-111.45032835,-0.00928836,0.01975479,-0.00427372,0.252906278"),
            "crs-rotations-reversed"
        ),
        (
            "three parameters",
            projected("VN2000", "VN-2000", "Vietnam_2000", "-191.90441429,-39.30318279,-111.45032835,0,0,0,0"),
            "crs-rotations-missing"
        ),
        (
            "EPSG:5194",
            projected(
                "VN2000", "VN-2000", "Vietnam_2000", "-192.873,-39.382,-111.202,-0.00205,-0.0005,0.00335,0.0188"),
            "crs-shift-mekong"
        ),
        (
            "the right ones",
            projected(
                "VN2000 mui 3", "VN-2000", "Vietnam_2000",
                "-191.90441429,-39.30318279,-111.45032835,0.00928836,-0.01975479,0.00427372,0.252906278"),
            nil
        ),
    ]

    private static func projected(_ name: String, _ base: String, _ datum: String, _ shift: String? = nil) -> String {
        """
        PROJCS["\(name)",GEOGCS["\(base)",DATUM["\(datum)",SPHEROID["WGS_1984",6378137.0,298.257223563]\
        \(shift.map { ",TOWGS84[\($0)]" } ?? "")],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],\
        PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",0.0],\
        PARAMETER["Central_Meridian",108.5],PARAMETER["Scale_Factor",0.9999],PARAMETER["Latitude_Of_Origin",0.0],\
        UNIT["Meter",1.0]]
        """
    }

    @Test(.enabled(if: TestData.exist, "\(TestData.absence)"), arguments: 0..<8)
    func prjFiles(index: Int) throws {
        let known = Self.prj[index]
        let fixture = try ImportFixture()
        for suffix in ["shp", "shx", "dbf", "cpg"] {
            try fixture.copy(TestData.path("vn2000/pleiku_xa_9218.\(suffix)"), as: "xa.\(suffix)")
        }
        _ = try fixture.file("xa.prj", known.text)
        let choice = try ImportFixture.plan(fixture.folder.path("xa.shp")).reference
        #expect(choice.crs == .epsg(9218) && choice.adjustment.isNone, "\(known.name)")
        #expect(choice.issues.map(\.code) == [known.code].compactMap { $0 }, "\(known.name)")
    }

    @Test func whatIsNotVN2000IsLeftAlone() {
        let lambert =
            "PROJCS[\"L\",GEOGCS[\"g\",DATUM[\"D_WGS_1984\",SPHEROID[\"WGS_1984\",6378137,298.257223563]],PRIMEM[\"Greenwich\",0],UNIT[\"Degree\",0.0174532925199433]],PROJECTION[\"Lambert_Conformal_Conic_2SP\"],UNIT[\"Meter\",1]]"
        let definition = StatedDefinition(wkt: lambert)
        #expect(definition?.projection == "Lambert_Conformal_Conic_2SP")
        #expect(definition.flatMap(KnownDefinition.init) == nil)
        #expect(StatedDefinition(wkt: "LOCAL_CS[\"Nonearth\"]") == nil)
        #expect(StatedDefinition(wkt: "") == nil)
    }
}
