import Reprojection
import SimpleFeatures
import Testing

@Suite struct CRSDefinitionTests {
    @Test("a zone of VN-2000 is what the register says")
    func zone() throws {
        let definition = try CRSDefinition(.epsg(9218))
        #expect(definition.name == "VN-2000 / TM-3 108-30")
        #expect(!definition.isGeographic && !definition.isDeprecated)
        #expect(definition.wkt1.hasPrefix("PROJCS[\"VN-2000 / TM-3 108-30\""))
        #expect(definition.wkt1.contains("AUTHORITY[\"EPSG\",\"9218\"]"))
        #expect(definition.projString.contains("+proj=tmerc") && definition.projString.contains("+lon_0=108.5"))
        let area = try #require(definition.areaOfUse)
        #expect(area.contains(Coordinate(x: 108.5, y: 14)))
    }

    @Test(
        "degrees are told from metres",
        arguments: [(CRS.crs84, true), (.epsg(4326), true), (.epsg(4756), true), (.epsg(3857), false)])
    func geographic(crs: CRS, expected: Bool) throws {
        #expect(try CRSDefinition(crs).isGeographic == expected)
    }

    @Test("a withdrawn code says so")
    func deprecated() throws {
        #expect(try CRSDefinition(.epsg(3857)).isDeprecated == false)
        #expect(try CRSDefinition(.epsg(3785)).isDeprecated)
    }

    @Test("an unknown code throws", arguments: [1, 999_999])
    func unknown(code: Int) {
        #expect(throws: ProjError.self) { try CRSDefinition(.epsg(code)) }
    }
}
