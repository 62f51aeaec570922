import Foundation
import SimpleFeatures
import Testing

@testable import geoimport

/// What an import says it did.
struct ReportTests {
    private func report() throws -> ImportReport {
        let fixture = try ImportFixture()
        let names = ["TEN", "ten"].map { "\"\($0)\":\"x\"" }.joined(separator: ",")
        let crossed = #"{"type":"Polygon","coordinates":[[[108,14],[108.1,14.1],[108.1,14],[108,14.1],[108,14]]]}"#
        return try fixture.load(
            try fixture.geoJSON("thửa.geojson", [(crossed, "{\(names)}"), (crossed, "{}")]))
    }

    @Test func inWordsHasEveryFigure() throws {
        let lines = try report().text(in: .en).split(separator: "\n").map(String.init)
        #expect(lines[0] == "thua: version 1 published, 2 features in all")
        #expect(lines[1] == "  source     thửa.geojson · GeoJSON · layer thửa")
        #expect(lines[4] == "  CRS        EPSG:4326 – WGS 84")
        #expect(lines[5] == "  operation  none (same CRS), accuracy 0 m")
        #expect(lines[6] == "  features   2 read, 2 written, 2 repaired, 0 rejected")
        #expect(lines[7] == "  changes    2 added, 0 changed, 0 removed, 0 unchanged")
        #expect(lines[8] == "  tiles      all, there were none before")
        #expect(lines[9].hasPrefix("  time       "))
        #expect(lines[10].hasPrefix("  repaired   geometry-repaired × 2: ring-crosses-itself"))
        #expect(lines[10].hasSuffix("(source rows 0, 1)"))
        #expect(lines[11] == "  note       column 'ten' is called ten_2")
        #expect(lines.allSatisfy { !$0.hasSuffix(" ") })
    }

    @Test func forMachinesIsJSONWithTheSameFigures() throws {
        let report = try report()
        let object = try #require(
            try JSONSerialization.jsonObject(with: Data(report.json.serialized)) as? [String: Any])
        #expect(object["collection"] as? String == "thua")
        #expect(object["version"] as? Int == 1)
        #expect(object["read"] as? Int == 2)
        #expect(object["accuracyInMetres"] as? Double == 0)
        let issues = try #require(object["issues"] as? [[String: Any]])
        #expect(issues.count == 1)
        #expect(issues[0]["code"] as? String == "geometry-repaired")
        #expect(issues[0]["sourceRows"] as? [Int] == [0, 1])
        let properties = try #require(object["properties"] as? [[String: Any]])
        #expect(properties.map { $0["title"] as? String } == ["TEN", "ten"])
    }

    @Test func oneIsNotMany() {
        #expect(Amount.of(1, "feature") == "1 feature")
        #expect(Amount.of(0, "feature") == "0 features")
        #expect(Amount.of(33_130, "feature") == "33130 features")
    }

    @Test func rowsOfACodeAreListedToALimit() throws {
        let fixture = try ImportFixture()
        let rows = (0..<9).map { _ in (geometry: "null", properties: "{}") }
        let report = try fixture.load(
            try fixture.geoJSON("a.geojson", rows + [(#"{"type":"Point","coordinates":[108,14]}"#, "{}")]))
        #expect(
            report.text(in: .en).contains("geometry-null × 9: stored without geometry (source rows 0, 1, 2, 3, 4, …)"))
    }

    @Test("a row that has a code twice is one row, and no dots promise another")
    func aRowIsListedOnce() throws {
        let fixture = try ImportFixture()
        let eth = #"{"ten":"Ðường","loai":"Ðất"}"#
        let point = #"{"type":"Point","coordinates":[108,14]}"#
        let report = try fixture.load(try fixture.geoJSON("a.geojson", [(point, eth)]))
        let line = try #require(report.text(in: .vi).split(separator: "\n").first { $0.contains("letter-folded × 2") })
        #expect(line.hasSuffix("(dòng 0)"))
        let english = try #require(report.text(in: .en).split(separator: "\n").first { $0.contains("letter-folded") })
        #expect(english.hasSuffix("(source row 0)"))
    }
}
