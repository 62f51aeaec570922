import Foundation
import GeoStore
import SimpleFeatures
import TestSupport
import Testing

@testable import geoimport

/// The same ten communes in every format.
@Suite(.enabled(if: TestData.exist, "\(TestData.absence)"))
struct FormatsTests {
    struct Outcome: Sendable, CustomTestStringConvertible {
        let file: String
        let type: GeometryType
        /// Given as `--source-crs`; nil leaves it to the file.
        var crs: CRS?
        /// KML has a name of its own for names; outlines of a drawing have none.
        var names: String? = "TEN_XA"

        var testDescription: String { file }
    }

    static let outcomes = [
        Outcome(file: "pleiku_xa.shp", type: .multiPolygon), Outcome(file: "pleiku_xa.dbf", type: .multiPolygon),
        Outcome(file: "pleiku_xa.gpkg", type: .multiPolygon), Outcome(file: "pleiku_xa.geojson", type: .multiPolygon),
        Outcome(file: "pleiku_xa.kml", type: .multiPolygon, names: "Name"),
        Outcome(file: "pleiku_xa.gml", type: .multiPolygon),
        Outcome(file: "pleiku_xa.fgb", type: .multiPolygon), Outcome(file: "pleiku_xa.tab", type: .multiPolygon),
        Outcome(file: "pleiku_xa.mif", type: .multiPolygon),
        Outcome(file: "pleiku_xa_wkt.csv", type: .multiPolygon, crs: .epsg(4326)),
        Outcome(file: "pleiku_xa_diem.csv", type: .point, crs: .epsg(4326)),
        Outcome(file: "pleiku_xa.dxf", type: .multiPolygon, crs: .epsg(9218), names: nil),
        Outcome(file: "pleiku_xa.dgn", type: .multiLineString, crs: .epsg(9218), names: nil),
    ]

    @Test(arguments: outcomes)
    func tenFeaturesArriveWithTheirNames(outcome: Outcome) throws {
        let fixture = try ImportFixture()
        let report = try fixture.load(TestData.path("formats/\(outcome.file)")) {
            $0.sourceCRS = outcome.crs
            $0.collection = "xa"
        }
        #expect((report.read, report.written, report.rejected) == (10, 10, 0))
        let collection = try fixture.collection("xa")
        #expect(collection.schema.geometryType == outcome.type)
        #expect(collection.storageCRS == outcome.crs ?? .epsg(4326))
        if let names = outcome.names {
            #expect(try fixture.texts(names, of: "xa").contains("Diên Hồng"), "names keep their case")
        }
        let middle = try #require(collection.envelope)
        #expect(middle.minX > 107.7 && middle.maxX < 108.3 && middle.minY > 13.7 && middle.maxY < 14.3)
        #expect(try fixture.problems() == [])
    }

    @Test(arguments: ["pleiku_xa.dxf", "pleiku_xa.dgn"])
    func whatHasNoCRSAsksForOne(file: String) throws {
        #expect(throws: ImportError.self) { try ImportFixture.plan(TestData.path("formats/\(file)")) }
    }

    @Test func aZipAndItsNamesMayHaveBlanksAndVietnameseLetters() throws {
        let zip = try #require(Program("python3"))
        let fixture = try ImportFixture()
        let archive = fixture.folder.path("Xã phường 2025.zip")
        try zip.run([
            "-c",
            """
            import sys, zipfile
            archive = zipfile.ZipFile(sys.argv[1], 'w')
            for suffix in 'shp', 'shx', 'dbf', 'prj', 'cpg':
                archive.write(sys.argv[2] + '.' + suffix, 'Bản đồ/Xã phường.' + suffix)
            """, archive, TestData.path("formats/pleiku_xa"),
        ])
        let report = try fixture.load(archive)
        #expect(report.written == 10)
        #expect(try fixture.collection("xa_phuong").title.vi == "Xã phường")
        #expect(report.plan.notes.map(\.en) == ["unpacked Bản đồ/Xã phường.shp"])
        #expect(report.plan.sourceName == "Xã phường 2025.zip")
    }

    @Test func aFileNamedInVietnameseIsLoadedUnderItsFoldedName() throws {
        let fixture = try ImportFixture()
        let path = fixture.folder.path("Đường giao thông.geojson")
        try FileManager.default.copyItem(atPath: TestData.path("formats/pleiku_xa.geojson"), toPath: path)
        // GeoJSON names its layer itself; without that name the file's is taken.
        let text = try String(contentsOfFile: path, encoding: .utf8)
        try Data(text.replacing(#""name": "pleiku_xa","#, with: "").utf8).write(to: URL(filePath: path))
        try fixture.load(path)
        #expect(try fixture.store.catalog().collections.map(\.id.name) == ["duong_giao_thong"])
    }
}
