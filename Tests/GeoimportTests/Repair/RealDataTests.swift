import FeatureExchange
import Foundation
import Reprojection
import SimpleFeatures
import TestSupport
import Testing

@testable import geoimport

@Suite("Examination of real data", .enabled(if: TestData.has("osm"), "\(TestData.absence)"))
struct RealDataTests {
    static func examineAll(_ path: String) throws -> (read: Int, codes: [String: Int]) {
        let source = try VectorSource(path: TestData.url(path).path)
        let layer = try #require(source.layers.first)
        let reader = try source.reader(for: layer, options: FeatureReader.Options())
        let examination = try GeometryExamination(
            plan: GeometryPlan(declared: .geometry, hasZ: layer.hasZ, found: nil),
            crs: layer.crs?.identified ?? .epsg(3857))
        var codes: [String: Int] = [:]
        var read = 0
        while let feature = try reader.next() {
            read += 1
            let examined = examination.examine(
                feature.geometry, values: feature.values, row: feature.sourceID,
                isUnreadable: feature.issues.contains { $0.code == ImportIssue.Code.geometryUnreadable.rawValue })
            for issue in examined.issues { codes[issue.code, default: 0] += 1 }
            guard let geometry = examined.geometry else { continue }
            #expect(try GeometryCheck.validity(of: geometry).isValid)
        }
        return (read, codes)
    }

    @Test("buildings, roads and points of OpenStreetMap pass, and what is stored is valid by GEOS")
    func openStreetMap() throws {
        for name in ["monaco_nha", "monaco_duong", "monaco_poi"] {
            let result = try Self.examineAll("osm/\(name).shp")
            #expect(result.read > 100)
            #expect((result.codes["geometry-unrepairable"] ?? 0) == 0)
        }
    }

    @Test(
        "odd files end in a code, never in a crash",
        arguments: [
            "codepage.shp", "file_cp936.shp", "nts_AllNulls.shp", "polygonm.shp", "shapelib_multipatch.shp",
            "shapelib_3dpoints.shp", "zero-len-line.zip", "latin1.shp",
        ])
    func oddFiles(name: String) throws { #expect(try Self.examineAll("odd/\(name)").read > 0) }
}
