import FeatureExchange
import Foundation
import SimpleFeatures
import Testing

/// Broken and unusual files of other projects: each has one clear outcome.
@Suite(.enabled(if: TestData.exist, "real data is not here; set GEOSECTOR_TESTDATA"))
struct OddFilesTests {
    struct Outcome: Sendable, CustomTestStringConvertible {
        let file: String
        let features: Int
        let type: GeometryType?
        var nullGeometries = 0
        var notes: [SourceNote] = []
        var issueCodes: [String: Int] = [:]

        var testDescription: String { file }
    }

    static let outcomes: [Outcome] = [
        Outcome(file: "codepage.shp", features: 2, type: .point),
        Outcome(
            file: "corrupt_too_long.shp", features: 10, type: .lineString,
            notes: [
                .crsFileMissing, .indexRebuilt(records: 10, because: .missing),
                .headerLengthWrong(claimed: 1144, actual: 1145), .trailingBytesIgnored(count: 5),
            ]),
        Outcome(file: "file_cp936.shp", features: 1, type: .lineString, notes: [.crsFileMissing]),
        Outcome(
            file: "htmlcpg.shp", features: 2, type: .point,
            notes: [
                .encodingFileUnusable(beginning: "<!DOCTYPE html><html><head>\n<meta charse"),
                .indexRebuilt(records: 2, because: .missing),
            ]),
        Outcome(
            file: "htmlprj.shp", features: 2, type: .point,
            notes: [
                .crsFileUnusable(beginning: "<!DOCTYPE html><html><head>\n<meta charse"),
                .indexRebuilt(records: 2, because: .missing),
            ]),
        Outcome(
            file: "latin1.shp", features: 1, type: .polygon,
            notes: [.crsFileMissing, .indexRebuilt(records: 1, because: .missing)],
            issueCodes: ["text-undecodable": 1]),
        Outcome(
            file: "nts_AllNulls.shp", features: 1, type: .polygon,
            notes: [.crsFileMissing, .indexRebuilt(records: 1, because: .missing)]),
        Outcome(
            file: "nts_UnifiedChecksMaterialNullInMiddle.shp", features: 3, type: .polygon, nullGeometries: 1,
            notes: [.attributeTableMissing, .crsFileMissing, .indexRebuilt(records: 3, because: .missing)]),
        Outcome(
            file: "nts_crustal_test_bugged.shp", features: 19, type: .polygon,
            notes: [.crsFileMissing, .indexRebuilt(records: 19, because: .missing)],
            issueCodes: ["text-undecodable": 4]),
        Outcome(
            file: "nts_shape_pointZM_MissingM values.shp", features: 3, type: .point,
            notes: [
                .attributeTableMissing, .crsFileMissing, .indexRebuilt(records: 3, because: .missing),
                .headerLengthWrong(claimed: 232, actual: 216),
            ]),
        Outcome(
            file: "polygonm.shp", features: 1, type: .polygon,
            notes: [.attributeTableMissing, .crsFileMissing, .indexRebuilt(records: 1, because: .missing)],
            issueCodes: ["measures-dropped": 1]),
        Outcome(
            file: "shapelib_3dpoints.shp", features: 22, type: .point,
            notes: [.crsFileMissing, .indexRebuilt(records: 22, because: .lengthWrong)]),
        Outcome(
            file: "shapelib_multipatch.shp", features: 1, type: .geometry, notes: [.crsFileMissing],
            issueCodes: ["surface-converted": 1]),
        Outcome(
            file: "empty-shp.zip", features: 2, type: .polygon,
            notes: [.extractedFromArchive(member: "layers/POLYGON.shp")]),
        Outcome(
            file: "noshp.zip", features: 14, type: nil, nullGeometries: 14,
            notes: [.extractedFromArchive(member: "counties.dbf"), .tableWithoutShapes]),
        Outcome(
            file: "zero-len-line.zip", features: 3, type: .lineString, nullGeometries: 1,
            notes: [.extractedFromArchive(member: "zero-len-line.shp")]),
    ]

    @Test(arguments: outcomes)
    func readsWhatCanBeRead(outcome: Outcome) throws {
        let source = try TestData.source("odd/\(outcome.file)")
        let layer = try source.layer()
        let features = try TestData.features(source, layer)
        #expect(features.count == outcome.features)
        #expect(layer.featureCount == outcome.features)
        #expect(layer.geometryType == outcome.type)
        #expect(layer.notes == outcome.notes)
        #expect(features.count { $0.geometry == nil } == outcome.nullGeometries)
        #expect(features.allSatisfy { $0.geometry?.isFinite ?? true })
        let codes = Dictionary(grouping: features.flatMap(\.issues), by: \.code).mapValues(\.count)
        #expect(codes == outcome.issueCodes)
    }

    @Test func anArchiveThatIsNoneIsSaidToBeNone() throws {
        #expect(
            throws: FeatureExchangeError.notRecognised(
                path: TestData.path("odd/badzip.zip"), looksLike: .notAnArchive)
        ) { try TestData.source("odd/badzip.zip") }
    }

    @Test func severalShapefilesInAZipAreListed() throws {
        let source = try TestData.source("odd/blockgroups_multishapefile.zip")
        let summaries = ["blockgroups", "blockgroups2"].map {
            SourceLayer.Summary(name: $0, featureCount: 663, geometryType: .polygon)
        }
        #expect(throws: FeatureExchangeError.severalLayers(summaries)) { try source.layer() }
        #expect(
            throws: FeatureExchangeError.layerNotFound(
                name: "roads", available: ["blockgroups", "blockgroups2"])
        ) { try source.layer(named: "roads") }
        for name in ["blockgroups", "blockgroups2"] {
            #expect(try TestData.features(source, source.layer(named: name)).count == 663)
        }
    }

    @Test func otherCodePagesAreReadByTheirCpg() throws {
        #expect(try TestData.features("odd/file_cp936.shp")[0].values == [.text("测试中文")])
        #expect(try TestData.features("odd/htmlcpg.shp").map(\.values) == [[.text("💩")], [.text("Hněvošický háj")]])
    }

    @Test func undecodableTextKeepsItsBytesForAnotherAttempt() throws {
        let feature = try TestData.features("odd/latin1.shp")[0]
        guard case .textUndecodable(let field, let bytes) = feature.issues.first else {
            Issue.record("no issue")
            return
        }
        #expect(field == 1)
        #expect(try CodePage.recode(bytes, from: "ISO 88591") == SourceText("Ñandú"))
        let source = try TestData.source("odd/latin1.shp")
        let layer = try source.layer()
        var options = FeatureReader.Options()
        options.decoders = try layer.fields.map { _ in try #require(CodePage(name: "latin1")).makeDecoder() }
        #expect(try TestData.features(source, layer, options: options)[0].values == [.integer(2), .text("Ñandú")])
    }

    @Test func aMultipatchBecomesPolygonsWithHeights() throws {
        let geometry = try #require(try TestData.features("odd/shapelib_multipatch.shp")[0].geometry)
        #expect(geometry.type == .multiPolygon)
        #expect(geometry.hasZ)
    }
}
