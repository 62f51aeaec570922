import FeatureExchange
import Foundation
import SimpleFeatures
import Testing
import VietnameseText

/// The same ten communes in every format.
@Suite(.enabled(if: TestData.exist, "real data is not here; set GEOSECTOR_TESTDATA"))
struct FormatsTests {
    static let columns = ["MA_XA", "TEN_XA", "LOAI", "TEN_DAYDU", "TEN_EN", "DT_KM2", "MA_TINH", "TEN_TINH"]

    @Test(arguments: ["shp", "gpkg", "geojson", "gml", "fgb", "tab", "mif", "kml"])
    func everyFormatGivesTheSameFeatures(suffix: String) throws {
        let source = try TestData.source("formats/pleiku_xa.\(suffix)")
        let layer = try source.layer()
        #expect(layer.name == "pleiku_xa")
        #expect(layer.crs?.identified == .epsg(4326))
        // This KML was written with four of the columns and the name.
        let columns = suffix == "kml" ? ["MA_XA", "TEN_XA", "LOAI", "TEN_DAYDU", "DT_KM2"] : Self.columns
        let rows = try Self.rows(source, columns)
        let expected = try Self.rows(TestData.source("formats/pleiku_xa.shp"), columns)
        #expect(rows.count == 10)
        #expect(rows.map(\.values) == expected.map(\.values))
        for (row, other) in zip(rows, expected) {
            #expect(row.geometry.positionCount == other.geometry.positionCount)
            let difference = zip(row.sortedNumbers, other.sortedNumbers).map { abs($0 - $1) }.max()
            // TAB keeps integers on a grid of its own, about 1e-7 degrees here.
            #expect(try #require(difference) < (suffix == "tab" ? 1e-6 : 1e-9))
        }
    }

    @Test func aMapInfoTableWithoutItsDataSaysWhatIsMissing() throws {
        let folder = try TemporaryFolder()
        try folder.copy("formats/pleiku_xa", suffixes: ["tab", "map", "id"], as: "xa")
        let path = folder.path("xa.tab")
        #expect(throws: FeatureExchangeError.notRecognised(path: path, looksLike: .shapefilePart(missing: "dat"))) {
            try VectorSource(path: path)
        }
    }

    @Test(arguments: ["dxf", "dgn"])
    func drawingsGiveTheirShapesWithoutACRS(suffix: String) throws {
        let source = try TestData.source("formats/pleiku_xa.\(suffix)")
        let layer = try source.layer()
        #expect(layer.crs == nil)
        #expect(layer.geometryType == .geometry)
        let features = try TestData.features(source, layer)
        #expect(features.count == 10)
        #expect(features.allSatisfy { $0.geometry?.isEmpty == false })
    }

    @Test func aDrawingsTextIsRawAndCanBeReadByAnotherDecoderThanItNames() throws {
        let source = try TestData.source("formats/pleiku_xa.dxf")
        let layer = try source.layer()
        #expect(layer.declaredEncoding.name == "ANSI_1252")
        var options = FeatureReader.Options()
        options.decoders = layer.fields.map { _ in SourceText.utf8 }
        let names = try TestData.features(source, layer, options: options).compactMap { $0.text("Layer", in: layer) }
        #expect(Set(names) == ["Phường", "Xã"])
    }

    @Test func coordinatesInColumnsBecomePointsAndStayColumns() throws {
        let source = try TestData.source("formats/pleiku_xa_diem.csv")
        let layer = try source.layer()
        #expect(layer.geometryType == .point)
        #expect(layer.crs == nil)
        let feature = try TestData.features(source, layer)[0]
        #expect(feature.geometry == .point(Coordinate(x: 107.972430, y: 13.960027)))
        #expect(feature.values[0] == .text("23563"), "codes are text, their zeros are kept")
        #expect(layer.fields.map(\.name) == ["MA_XA", "TEN_XA", "LOAI", "DT_KM2", "LON", "LAT"])
    }

    @Test func shapesInAColumnBecomeGeometriesAndLeaveIt() throws {
        let source = try TestData.source("formats/pleiku_xa_wkt.csv")
        let layer = try source.layer()
        #expect(layer.fields.map(\.name) == ["MA_XA", "TEN_XA"])
        #expect(try TestData.features(source, layer).allSatisfy { $0.geometry?.type == .multiPolygon })
    }

    struct Row {
        let values: [PropertyValue]
        let geometry: Geometry
        /// Drivers start rings at other vertices and turn them round.
        var sortedNumbers: [Double] { geometry.sequences.flatMap(\.values).sorted() }
    }

    /// In the order of the commune codes; KML calls the name column Name.
    static func rows(_ source: VectorSource, _ columns: [String]) throws -> [Row] {
        let layer = try source.layer()
        let indexes = try columns.map { column in
            try #require(
                layer.fields.firstIndex { $0.name == column }
                    ?? layer.fields.firstIndex {
                        $0.name == "Name" && column == "TEN_XA"
                    })
        }
        let features = try TestData.features(source, layer)
        #expect(features.allSatisfy { $0.issues.isEmpty })
        return try features.map { feature in
            Row(values: indexes.map { feature.values[$0] }, geometry: try #require(feature.geometry))
        }.sorted { "\($0.values[0])" < "\($1.values[0])" }
    }
}
