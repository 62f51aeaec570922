import GeoStore
import SimpleFeatures
import TestSupport
import Testing

@testable import geoimport

/// Broken and unusual files of other projects: each has one clear outcome, and the store is sound after each.
@Suite(.enabled(if: TestData.exist, "\(TestData.absence)"))
struct OddFilesTests {
    struct Outcome: Sendable, CustomTestStringConvertible {
        let file: String
        /// Given as `--source-crs`; nil leaves it to the file.
        var crs: CRS?
        var encoding: String?
        /// Features published; nil when nothing is.
        var published: Int?
        var issues: [String: Int] = [:]
        /// What the sentence or the report must say.
        var says: [String] = []

        var testDescription: String { "\(file)\(crs.map { " as \($0)" } ?? "")\(encoding.map { " in \($0)" } ?? "")" }
    }

    static let outcomes: [Outcome] = [
        Outcome(file: "codepage.shp", published: 2, says: ["CP1250 (declared by the file)"]),
        Outcome(file: "corrupt_too_long.shp", says: ["give --source-crs"]),
        Outcome(
            file: "corrupt_too_long.shp", crs: .epsg(4326), published: 10, issues: ["feature-duplicate": 9],
            says: ["the header claims 1144 bytes, the file has 1145", "5 bytes behind the last record were ignored"]),
        Outcome(file: "file_cp936.shp", says: ["give --source-crs"]),
        Outcome(file: "file_cp936.shp", crs: .epsg(4326), published: 1, says: ["CP936 (declared by the file)"]),
        Outcome(
            file: "htmlcpg.shp", published: 2, says: ["the .cpg names no encoding: '<!DOCTYPE html><html><head> <meta"]),
        Outcome(file: "htmlprj.shp", says: ["give --source-crs"]),
        Outcome(
            file: "htmlprj.shp", crs: .epsg(4326), published: 2,
            says: ["the .prj is no CRS definition: '<!DOCTYPE html>", "the index (.shx) is missing"]),
        Outcome(
            file: "latin1.shp", crs: .epsg(4326),
            says: ["column Name is not in UTF-8", "--encoding windows-1252: Ñandú"]),
        Outcome(file: "latin1.shp", crs: .epsg(4326), encoding: "latin1", published: 1),
        Outcome(
            file: "nts_AllNulls.shp", crs: .epsg(4326), says: ["EPSG:4326 is in degrees, but the coordinates are not"]),
        Outcome(file: "nts_AllNulls.shp", crs: .epsg(25832), published: 1),
        Outcome(
            file: "nts_UnifiedChecksMaterialNullInMiddle.shp", crs: .epsg(4326), published: 3,
            issues: ["geometry-null": 1], says: ["there is no .dbf: features have no attributes"]),
        Outcome(
            file: "nts_crustal_test_bugged.shp", crs: .epsg(3857),
            says: ["column NAME_ZONE is not in UTF-8", "--encoding windows-1252: Northern Chile"]),
        Outcome(file: "nts_crustal_test_bugged.shp", crs: .epsg(3857), encoding: "windows-1252", published: 19),
        Outcome(
            file: "nts_shape_pointZM_MissingM values.shp", crs: .epsg(3857), published: 3,
            says: ["Point with heights", "the header claims 232 bytes, the file has 216"]),
        Outcome(file: "polygonm.shp", crs: .epsg(3857), published: 1, issues: ["measures-dropped": 1]),
        Outcome(
            file: "shapelib_3dpoints.shp", crs: .epsg(4326), published: 22,
            says: ["Point with heights", "the index (.shx) has a wrong length; it was made anew for 22 records"]),
        Outcome(
            file: "shapelib_multipatch.shp", crs: .epsg(4326), published: 1,
            issues: ["surface-converted": 1, "geometry-repaired": 1], says: ["MultiPolygon with heights"]),
        Outcome(file: "badzip.zip", says: ["the name says zip, the content is no archive"]),
        Outcome(
            file: "blockgroups_multishapefile.zip",
            says: ["2 layers", "--layer", "blockgroups  Polygon, 663 features", "blockgroups2  Polygon, 663 features"]),
        Outcome(file: "empty-shp.zip", published: 2, says: ["unpacked layers/POLYGON.shp"]),
        Outcome(file: "noshp.zip", says: ["layer counties has no geometry"]),
        Outcome(file: "zero-len-line.zip", published: 3, issues: ["geometry-null": 1]),
        Outcome(file: "nts_UnifiedChecksMaterial.dbf", says: ["has no geometry"]),
        Outcome(file: "codepage.cpg", says: ["this is a part of a shapefile; shp is missing"]),
        Outcome(file: "no such file.shp", says: ["does not exist"]),
    ]

    @Test(arguments: outcomes)
    func hasOneClearOutcomeAndLeavesTheStoreSound(outcome: Outcome) throws {
        let fixture = try ImportFixture()
        let text: String
        do {
            let report = try fixture.load(TestData.path("odd/\(outcome.file)")) {
                $0.sourceCRS = outcome.crs
                $0.encoding = EncodingOptions(all: outcome.encoding)
                $0.collection = "odd"
            }
            #expect(report.written == outcome.published)
            #expect(report.rejected == 0)
            #expect(report.counts == outcome.issues)
            text = report.text(in: .en)
        } catch {
            #expect(outcome.published == nil, "\(error)")
            text = ErrorText.sentence(error)
        }
        for words in outcome.says { #expect(text.contains(words)) }
        #expect(try fixture.store.catalog().collections.map(\.featureCount) == (outcome.published.map { [$0] } ?? []))
        #expect(try fixture.problems() == [])
    }

    @Test func oneOfTwoLayersCanBeChosen() throws {
        let fixture = try ImportFixture()
        let report = try fixture.load(TestData.path("odd/blockgroups_multishapefile.zip")) {
            $0.layer = "blockgroups2"
            $0.sourceCRS = .epsg(4326)
        }
        #expect(report.written == 663)
        #expect(try fixture.store.catalog().collections.map(\.id.name) == ["blockgroups2"])
    }
}
