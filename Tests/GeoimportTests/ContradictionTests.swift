import FeatureExchange
import Foundation
import GeoStore
import SimpleFeatures
import TestSupport
import Testing

@testable import geoimport

/// Rows that contradict each other, and what the report, the ledger and the store say of them.
@Suite struct ContradictionTests {
    private static func square(_ x: Int) -> String {
        "POLYGON ((\(x) 1545000,\(x + 20) 1545000,\(x + 20) 1545020,\(x) 1545020,\(x) 1545000))"
    }

    /// Repaired within the limits: it crosses itself by a hand's breadth.
    private static let mendable =
        "POLYGON ((446030 1545000,446050 1545000,446050 1545020,446030 1545019.9,446030.1 1545020.1,446030 1545000))"
    private static let hopeless = "POLYGON ((446120 1545000,446130 1545010,446140 1545020,446120 1545000))"

    private static func table(_ rows: [(key: String, name: String, wkt: String)]) -> String {
        (["SO;TEN;WKT"] + rows.map { "\($0.key);\($0.name);\($0.wkt)" }).joined(separator: "\n") + "\n"
    }

    private func load(
        _ fixture: ImportFixture, _ text: String, limit: String = "100%", _ mode: LoadMode = .replace
    ) throws -> ImportReport {
        try fixture.load(try fixture.file("thua.csv", text), limit: try #require(RejectLimit(limit))) {
            $0.mode = mode
            $0.key = .column("SO")
            $0.sourceCRS = .epsg(9218)
            $0.ledger = LedgerRequest(folder: fixture.folder.path("loai"))
        }
    }

    private struct Row: Hashable {
        let row: Int64?
        let status: String?
        let outcome: String?
        let codes: String?
    }

    private func rows(_ path: String) throws -> [Row] {
        let context = try ResubmitSource(path: path).context
        let reading = try LedgerReading(ledger: path, context)
        var rows: [Row] = []
        while let row = try reading.next() {
            rows.append(
                Row(
                    row: row.integer(.row), status: row.text(.status), outcome: row.text(.outcome),
                    codes: row.text(.codes)))
        }
        return rows
    }

    @Test("the stored feature of a key that comes twice stays as it was, and report and ledger say so")
    func featureStays() throws {
        let fixture = try ImportFixture()
        let first = (1...3).map { (key: "\($0)", name: "thửa \($0)", wkt: Self.square(446_000 + $0 * 30)) }
        _ = try load(fixture, Self.table(first), .create)
        let report = try load(
            fixture,
            Self.table([
                ("1", "thửa 1", Self.square(446_030)), ("2", "một", Self.square(446_060)),
                ("2", "hai", Self.square(446_060)), ("3", "ba", Self.hopeless),
            ]))
        #expect(report.changes == VersionChanges(unchanged: 3))
        #expect(report.version == nil)
        #expect(try fixture.texts("TEN", of: "thua") == ["thửa 1", "thửa 2", "thửa 3"])
        #expect((report.read, report.written, report.rejected) == (4, 1, 3))
        #expect(report.notes.contains { $0.vi.hasPrefix("2 đối tượng giữ nguyên như phiên bản trước") })
        #expect(report.issues["key-duplicate"]?.detail.vi.contains("đối tượng 2 giữ nguyên như cũ") == true)
        let ledger = try #require(report.ledger?.ledger)
        #expect(try rows(ledger).map(\.row) == [2, 3, 4])
    }

    @Test("a repaired row whose key comes again counts once, as rejected, and is in the ledger once")
    func repairedThenWithdrawn() throws {
        let fixture = try ImportFixture()
        let report = try load(
            fixture,
            Self.table([
                ("1", "thửa 1", Self.square(446_000)), ("2", "một", Self.mendable), ("2", "hai", Self.square(446_060)),
                ("3", "ba", Self.mendable.replacing("4460", with: "4461")),
            ]), .create)
        #expect((report.read, report.written, report.repaired, report.rejected) == (4, 2, 1, 2))
        let files = try #require(report.ledger)
        #expect((files.rejected, files.repaired) == (2, 1))
        let rejected = ImportIssue.Outcome.rejected.rawValue
        #expect(
            try Set(rows(files.ledger)) == [
                Row(row: 2, status: "open", outcome: rejected, codes: "geometry-repaired, key-duplicate"),
                Row(row: 3, status: "open", outcome: rejected, codes: "key-duplicate"),
                Row(row: 4, status: "stored", outcome: "repaired", codes: "geometry-repaired"),
            ])
        var handedIn: [Int64] = []
        try ResubmitSource(path: files.ledger).forEachOpenRow { handedIn.append($0.row) }
        #expect(handedIn.sorted() == [2, 3])
    }

    @Test("of a load that was refused, no row of the ledger is called stored")
    func refusedLoad() throws {
        let fixture = try ImportFixture()
        let text = Self.table([
            ("1", "thửa 1", Self.square(446_000)), ("2", "hai", Self.mendable), ("3", "ba", Self.hopeless),
        ])
        #expect(throws: ImportError.self) { try load(fixture, text, limit: "10%", .create) }
        let ledger = fixture.folder.path("loai/thua-rejects.gpkg")
        #expect(try rows(ledger).map(\.status) == ["unpublished", "open"])
        #expect(try fixture.store.catalog().collections.isEmpty)
    }
}
