import FeatureExchange
import Foundation
import SimpleFeatures
import Testing

/// A folder of a delivery, and parts of layers given instead of the layer.
@Suite(.enabled(if: TestData.exist, "real data is not here; set GEOSECTOR_TESTDATA"))
struct FolderTests {
    @Test func nestedFoldersAreSearchedAndLayersToldApart() throws {
        let folder = try TemporaryFolder()
        for name in ["Xã", "Phường"] {
            let inner = folder.url.appending(path: "2025/\(name)")
            try FileManager.default.createDirectory(at: inner, withIntermediateDirectories: true)
            for suffix in ["shp", "shx", "dbf", "prj"] {
                try FileManager.default.copyItem(
                    atPath: TestData.path("formats/pleiku_xa.\(suffix)"),
                    toPath: inner.appending(path: "pleiku_xa.\(suffix)").path)
            }
        }
        let source = try VectorSource(path: folder.url.path)
        #expect(source.layers.map(\.name) == ["2025/Phường/pleiku_xa", "2025/Xã/pleiku_xa"])
    }

    @Test(arguments: [("shx", "ESRI Shapefile"), ("mid", "MapInfo File"), ("dat", "MapInfo File")])
    func aPartLeadsToItsLayerAndItsRawText(suffix: String, driver: String) throws {
        let source = try TestData.source("formats/pleiku_xa.\(suffix)")
        #expect(source.driver.shortName == driver)
        #expect(try source.layer().fields.contains { $0.isRawText })
    }

    @Test func aPartWithoutItsLayerSaysWhatIsMissing() throws {
        let folder = try TemporaryFolder()
        try folder.copy("formats/pleiku_xa", suffixes: ["mid"], as: "xa")
        #expect(
            HostileInputTests.error(folder.path("xa.mid"))
                == .notRecognised(path: folder.path("xa.mid"), looksLike: .shapefilePart(missing: "mif")))
    }

    @Test(arguments: ["gpkg", "fgb", "gml", "kml", "geojson", "dxf", "mif"])
    func aCutFileIsNeverReadAsAWholeOne(suffix: String) throws {
        let folder = try TemporaryFolder()
        let whole = try Data(contentsOf: URL(filePath: TestData.path("formats/pleiku_xa.\(suffix)")))
        try whole.prefix(whole.count * 6 / 10).write(to: URL(filePath: folder.path("xa.\(suffix)")))
        if suffix == "mif" { try folder.copy("formats/pleiku_xa", suffixes: ["mid"], as: "xa") }
        switch HostileInputTests.error(folder.path("xa.\(suffix)")) {
        case .damaged, .readStopped: break
        case let other: Issue.record("\(String(describing: other))")
        }
    }

    @Test func copiedPositionsAreThoseOfWKB() throws {
        for suffix in ["gpkg", "kml"] {
            let source = try TestData.source("formats/pleiku_xa.\(suffix)")
            for feature in try TestData.features(source, source.layer()) {
                let geometry = try #require(feature.geometry)
                #expect(try WKBReader.read(WKBWriter.write(geometry)) == geometry)
            }
        }
    }
}
