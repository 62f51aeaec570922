import FeatureExchange
import Foundation
import SimpleFeatures
import Testing

@Suite(.enabled(if: TestData.exist, "real data is not here; set GEOSECTOR_TESTDATA"))
struct ReferenceTests {
    @Test(arguments: [
        ("vn2000/pleiku_xa_9218.shp", CRS.epsg(9218)), ("vn2000/gialai_diem_3406.shp", .epsg(3406)),
        ("vn/gialai_xa_2025.shp", .epsg(4326)),
    ])
    func theCodeBehindAPrjIsFound(file: String, crs: CRS) throws {
        #expect(try TestData.source(file).layer().crs?.identified == crs)
    }

    @Test func noPrjIsNoCRS() throws {
        #expect(try TestData.source("vn2000/pleiku_xa_9218_khongprj.shp").layer().crs == nil)
    }

    @Test func coordinatesAreEastBeforeNorth() throws {
        for (name, tolerance) in [("pleiku_xa_9218", 1e-3), ("gialai_diem_3406", 1e-3)] {
            let features = try TestData.features("vn2000/\(name).shp")
            let expected = try TestData.table("vn2000/\(name)_mongdoi.csv")
            #expect(features.count == expected.count)
            for (feature, row) in zip(features, expected) {
                let numbers = row.values.compactMap(Double.init)
                let first = try #require(feature.geometry?.sequences.first?[0])
                #expect(numbers.contains { abs($0 - first.x) < tolerance })
                #expect(numbers.contains { abs($0 - first.y) < tolerance })
                #expect(first.y > 1_000_000 && first.x < 1_000_000)
            }
        }
    }

    /// VN-2000 / TM-3 108-30 as other programs write it.
    @Test(arguments: [
        (
            "TOWGS84 with position-vector rotations",
            #"PROJCS["VN-2000 / TM-3 108-30",GEOGCS["VN-2000",DATUM["Vietnam_2000",SPHEROID["WGS 84",6378137,298.257223563],TOWGS84[-191.90441429,-39.30318279,-111.45032835,-0.00928836,0.01975479,-0.00427372,0.252906278]],PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],PARAMETER["latitude_of_origin",0],PARAMETER["central_meridian",108.5],PARAMETER["scale_factor",0.9999],PARAMETER["false_easting",500000],PARAMETER["false_northing",0],UNIT["metre",1]]"#,
            CRS.epsg(9218) as CRS?
        ),
        (
            "another name",
            #"PROJCS["GiaLai_VN2000",GEOGCS["GCS_VN_2000",DATUM["D_Vietnam_2000",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",108.5],PARAMETER["Scale_Factor",0.9999],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]"#,
            .epsg(9218)
        ),
        (
            "a datum without a name is a guess we do not make",
            #"PROJCS["x",GEOGCS["x",DATUM["unknown",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",108.5],PARAMETER["Scale_Factor",0.9999],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]"#,
            nil
        ),
        (
            "a scale nobody registered",
            #"PROJCS["x",GEOGCS["GCS_VN_2000",DATUM["D_Vietnam_2000",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",108.5],PARAMETER["Scale_Factor",0.9996],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]"#,
            nil
        ),
    ])
    func definitionsOfOtherProgramsAreIdentifiedOrLeftOpen(what: String, wkt: String, crs: CRS?) throws {
        let folder = try TemporaryFolder()
        try folder.copy("vn2000/pleiku_xa_9218", suffixes: ["shp", "shx", "dbf"], as: "xa")
        try folder.write(wkt, as: "xa.prj")
        let layer = try VectorSource(path: folder.path("xa.shp")).layer()
        #expect(layer.crs?.identified == crs)
        #expect(layer.crs?.wkt.isEmpty == false)
    }

    @Test func aDeprecatedCodeIsReplacedAndNoted() throws {
        let folder = try TemporaryFolder()
        let file = try folder.write(
            #"{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::6956"}},"features":[{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[500000,1546000]}}]}"#,
            as: "cu.geojson")
        let layer = try VectorSource(path: file).layer()
        #expect(layer.crs?.identified == .epsg(5896))
        #expect(layer.notes == [.crsReplaced(code: 6956, by: 5896)])
    }
}
