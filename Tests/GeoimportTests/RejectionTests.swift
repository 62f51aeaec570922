import Foundation
import GeoStore
import SimpleFeatures
import Testing

@testable import geoimport

/// How many bad features are too many, and what is left then.
struct RejectionTests {
    /// A CSV with `bad` points off the earth after `good` ones on it.
    private func file(_ fixture: ImportFixture, good: Int, bad: Int) throws -> String {
        let rows =
            (0..<good).map { "POINT (108.\($0) 14),\($0)" } + (0..<bad).map { "POINT (\(900_000 + $0) 9000000),\($0)" }
        return try fixture.file("a.csv", "WKT,n\n" + rows.joined(separator: "\n") + "\n")
    }

    @Test(arguments: [(RejectLimit.count(2), true), (.count(1), false), (.percent(20), true), (.percent(19), false)])
    func theLimitDecides(limit: RejectLimit, isPublished: Bool) throws {
        let fixture = try ImportFixture()
        let file = try file(fixture, good: 8, bad: 2)
        if isPublished {
            let report = try fixture.load(file, limit: limit) { $0.sourceCRS = .epsg(4326) }
            #expect((report.read, report.written, report.rejected) == (10, 8, 2))
            #expect(try fixture.collection("a").featureCount == 8)
        } else {
            #expect(throws: ImportError.self) { try fixture.load(file, limit: limit) { $0.sourceCRS = .epsg(4326) } }
            #expect(try fixture.store.catalog().collections.isEmpty)
        }
    }

    @Test func theReasonIsInTheRefusal() throws {
        let fixture = try ImportFixture()
        let file = try file(fixture, good: 8, bad: 2)
        do {
            try fixture.load(file, limit: .count(0)) { $0.sourceCRS = .epsg(4326) }
            Issue.record("was published")
        } catch {
            let sentence = ErrorText.sentence(error)
            #expect(sentence.contains("2 of 10 features were rejected, more than 0"))
            #expect(
                sentence.contains(
                    "coordinate-out-of-range × 2: 900000.0 9000000.0 is no place in EPSG:4326 (source rows"))
        }
    }

    @Test func aLayerOfRejectsIsNeverPublishedWhateverTheLimit() throws {
        let fixture = try ImportFixture()
        try fixture.load(try file(fixture, good: 2, bad: 0)) { $0.sourceCRS = .epsg(4326) }
        let flat = try fixture.file("b.csv", "WKT,n\n\"POLYGON ((108 14,108.1 14,108.2 14,108 14))\",1\n")
        #expect(throws: ImportError.self) {
            try fixture.load(flat, limit: .percent(100)) {
                $0.sourceCRS = .epsg(4326)
                $0.collection = "a"
                $0.mode = .replace
            }
        }
        #expect(try fixture.collection("a").featureCount == 2)
        #expect(try fixture.collection("a").state.version == 1)
        #expect(try fixture.problems() == [])
    }

    @Test func aLayerWithoutFeaturesIsNotPublished() throws {
        let fixture = try ImportFixture()
        let file = try fixture.file("a.csv", "WKT,n\n")
        #expect(throws: ImportError.noFeatures(file: "a.csv", layer: "a")) {
            try fixture.load(file) { $0.sourceCRS = .epsg(4326) }
        }
        #expect(try fixture.store.catalog().collections.isEmpty)
    }

    @Test func aRehearsalReportsAndChangesNothing() throws {
        let fixture = try ImportFixture()
        let report = try fixture.load(try file(fixture, good: 20, bad: 1), isRehearsal: true) {
            $0.sourceCRS = .epsg(4326)
        }
        #expect(report.version == nil)
        #expect((report.written, report.rejected) == (20, 1))
        #expect(report.text(in: .en).hasPrefix("a: dry run, nothing published"))
        #expect(try fixture.store.catalog().collections.isEmpty)
        #expect(try fixture.problems() == [])
    }
}
