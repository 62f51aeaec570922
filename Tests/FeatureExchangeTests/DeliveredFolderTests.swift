import FeatureExchange
import Foundation
import SimpleFeatures
import Testing

/// Delivered folders are read-only, whatever is wrong with them.
@Suite(.enabled(if: TestData.exist, "real data is not here; set GEOSECTOR_TESTDATA"))
struct DeliveredFolderTests {
    @Test func aMissingIndexIsRebuiltElsewhere() throws {
        let folder = try TemporaryFolder()
        try folder.copy("vn/gialai_xa_2025", suffixes: ["shp", "dbf", "prj", "cpg"], as: "xã phường")
        let before = try folder.contents
        let features = try TestData.features(
            VectorSource(path: folder.path("xã phường.shp")), VectorSource(path: folder.path("xã phường.shp")).layer())
        #expect(features.count == 135)
        let whole = try TestData.features("vn/gialai_xa_2025.shp")
        #expect(features.map(\.geometry) == whole.map(\.geometry))
        #expect(features.map(\.values) == whole.map(\.values))
        #expect(try folder.contents == before)
    }

    @Test func suffixesOfAnyCaseBelongTogether() throws {
        let folder = try TemporaryFolder()
        try folder.copy("formats/pleiku_xa", suffixes: ["SHP", "Shx", "Dbf", "PRJ"], as: "XA")
        let source = try VectorSource(path: folder.path("XA.SHP"))
        #expect(try source.layer().crs?.identified == .epsg(4326))
        #expect(try TestData.features(source, source.layer()).count == 10)
    }

    @Test func aDbfLeadsToItsShapes() throws {
        #expect(try TestData.source("formats/pleiku_xa.dbf").layer().geometryType == .polygon)
    }

    @Test func aFolderIsItsShapefiles() throws {
        let source = try TestData.source("vn2000")
        #expect(source.layers.map(\.name) == ["gialai_diem_3406", "pleiku_xa_9218", "pleiku_xa_9218_khongprj"])
    }

    @Test(arguments: [(60, 40), (40, 60)])
    func noHalfOfARowIsLostUnseen(shapes: Int, rows: Int) throws {
        let folder = try TemporaryFolder()
        try folder.copy("encodings/gl_utf8", suffixes: ["shp", "shx", "dbf", "prj", "cpg"], as: "xa")
        if rows < shapes {
            var table = try Data(contentsOf: URL(filePath: folder.path("xa.dbf")))
            table[4] = UInt8(rows)
            try table.write(to: URL(filePath: folder.path("xa.dbf")))
        } else {
            let whole = try Data(contentsOf: URL(filePath: folder.path("xa.shp")))
            try whole.prefix(100 + 28 * shapes).write(to: URL(filePath: folder.path("xa.shp")))
        }
        let source = try VectorSource(path: folder.path("xa.shp"))
        let features = try TestData.features(source, source.layer())
        #expect(features.map(\.sourceID) == Array(0..<60))
        #expect(features.filter { $0.issues.isEmpty }.count == 40)
        #expect(features.dropFirst(40).allSatisfy { $0.issues.map(\.code) == ["geometry-unreadable"] })
    }

    @Test func aCutShapefileGivesItsWholeRecords() throws {
        let folder = try TemporaryFolder()
        try folder.copy("vn2000/gialai_diem_3406", suffixes: ["dbf", "prj", "shx"], as: "diem")
        let whole = try Data(contentsOf: URL(filePath: TestData.path("vn2000/gialai_diem_3406.shp")))
        // 100 bytes of header, 28 for each point: ten points and a half.
        try whole.prefix(100 + 28 * 10 + 14).write(to: URL(filePath: folder.path("diem.shp")))
        let source = try VectorSource(path: folder.path("diem.shp"))
        let layer = try source.layer()
        #expect(try TestData.features(source, layer).filter { $0.geometry != nil }.count == 10)
        #expect(layer.notes.contains(.indexRebuilt(records: 10, because: .shapesLengthWrong)))
        #expect(layer.notes.contains(.recordsUnreadable(fromByte: 380)))
        #expect(layer.notes.contains(.rowCountDiffers(shapes: 10, rows: 218)))
    }

    @Test func anArchiveThatUnpacksTooLargeIsRefused() throws {
        var options = VectorSource.Options()
        options.unpackedLimitInBytes = 100_000
        let path = TestData.path("odd/blockgroups_multishapefile.zip")
        #expect(throws: FeatureExchangeError.archiveTooLarge(path: path, bytes: 916_254, limit: 100_000)) {
            try VectorSource(path: path, options: options)
        }
    }

    @Test func deletedRowsArePassedOver() throws {
        let folder = try TemporaryFolder()
        try folder.copy("vn2000/gialai_diem_3406", suffixes: ["shp", "shx", "prj", "cpg"], as: "diem")
        var table = try Data(contentsOf: URL(filePath: TestData.path("vn2000/gialai_diem_3406.dbf")))
        let headerLength = Int(table[8]) | Int(table[9]) << 8
        table[headerLength] = UInt8(ascii: "*")
        try table.write(to: URL(filePath: folder.path("diem.dbf")))
        let source = try VectorSource(path: folder.path("diem.shp"))
        let features = try TestData.features(source, source.layer())
        #expect(features.count == 217)
        #expect(features.first?.sourceID == 1)
        #expect(try source.layer().featureCount == 217)
        #expect(try source.layer().notes == [.deletedRowsSkipped(count: 1)])
    }
}
