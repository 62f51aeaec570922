import Foundation
import TestSupport
import Testing

/// The whole way of a bad row: rejected, mended by staff with their own programs, handed in, there.
@Suite(.enabled(if: BuiltProgram.isBuilt, "\(BuiltProgram.absence)"), .serialized)
struct ResubmitCommandTests {
    /// Five parcels, of which one crosses itself, one has no area, and two have the same key.
    private func fixture() throws -> ProgramFixture {
        let fixture = try ProgramFixture()
        func square(_ x: Double) -> String {
            "\"POLYGON ((\(x) 13.9, \(x + 0.01) 13.9, \(x + 0.01) 13.91, \(x) 13.91, \(x) 13.9))\""
        }
        let text = """
            SO,CHU,WKT
            1,Nguyễn Văn A,\(square(108))
            2,Trần Thị B,"POLYGON ((108.1 13.9, 108.11 13.91, 108.11 13.9, 108.1 13.912, 108.1 13.9))"
            3,Đỗ Văn C,"POLYGON ((108.4 13.9, 108.41 13.9, 108.42 13.9, 108.4 13.9))"
            4,Lê Thị D,\(square(108.2))
            4,Phạm Văn E,\(square(108.3))

            """
        try Data(text.utf8).write(to: fixture.folder.url.appending(path: "thua.csv"))
        let outcome = try fixture.load("thua.csv", "--key", "SO", "--max-rejected", "90%", "--repair", "refuse")
        try #require(outcome.status == 0, "\(outcome.errors)")
        try #require(outcome.output.contains("store-rejects/thua-rejects.gpkg"), "\(outcome.output)")
        return fixture
    }

    private func rows(_ fixture: ProgramFixture) throws -> [Substring] {
        let spatialite = try #require(Program("spatialite"))
        let text = try spatialite.run([
            "-silent", fixture.store, "SELECT so || ' ' || chu || ' ' || ST_IsValid(geometry) FROM thua ORDER BY so;",
        ])
        return text.split(whereSeparator: \.isNewline)
    }

    @Test("a ledger mended in the GeoPackage: what is in order goes in, the rest says why, nothing goes in twice")
    func geoPackage() throws {
        let fixture = try fixture()
        #expect(try rows(fixture) == ["1 Nguyễn Văn A 1"])
        let ledger = "store-rejects/thua-rejects.gpkg"
        func resubmit(_ more: String...) throws -> BuiltProgram.Outcome {
            try BuiltProgram(["resubmit", ledger, "--store", "store.sqlite"] + more, in: fixture.folder).outcome()
        }
        #expect(try resubmit().output.contains("nothing published"), "nothing is mended yet")
        // A new number, an accepted repair, a row to leave out; the row without an area stays as it is.
        let ogrinfo = try #require(Program("ogrinfo"))
        func mend(_ sql: String) throws {
            try ogrinfo.run(["-q", fixture.folder.path(ledger), "-dialect", "SQLITE", "-sql", sql])
        }
        try mend("UPDATE geometry_before SET SO = 5 WHERE CHU = 'Phạm Văn E'")
        try mend("UPDATE geometry_before SET gs_decision = 'nhận' WHERE SO = 2")
        try mend("UPDATE geometry_before SET gs_decision = 'bỏ' WHERE CHU = 'Lê Thị D'")

        let bytes = try Data(contentsOf: URL(filePath: fixture.folder.path(ledger)))
        let rehearsal = try resubmit("--dry-run")
        #expect(rehearsal.status == 0)
        #expect(
            rehearsal.output.contains("nothing published") && rehearsal.output.contains("2 taken"),
            "\(rehearsal.output)")
        #expect(try Data(contentsOf: URL(filePath: fixture.folder.path(ledger))) == bytes)
        #expect(try rows(fixture).count == 1)

        let outcome = try resubmit()
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(outcome.output.contains("version 2 published") && outcome.output.contains("row 3"), "\(outcome.output)")
        #expect(try rows(fixture) == ["1 Nguyễn Văn A 1", "2 Trần Thị B 1", "5 Phạm Văn E 1"])

        let again = try resubmit("--lang", "vi")
        #expect(again.status == 0)
        #expect(again.output.contains("không công bố gì"), "\(again.output)")
        #expect(try rows(fixture).count == 3)

        try mend(
            "UPDATE geometry_before SET geom = GeomFromText('POLYGON((108.4 13.9,108.41 13.9,108.41 13.91,108.4 13.9))', 4326) WHERE SO = 3"
        )
        let last = try resubmit()
        #expect(last.output.contains("version 3 published"), "\(last.output)")
        #expect(try rows(fixture).count == 4)
        #expect(try fixture.run("verify", "--store", "store.sqlite").status == 0)
    }

    @Test("a ledger mended in the workbook beside it")
    func workbook() throws {
        let fixture = try fixture()
        let python = try #require(Program("python3"))
        guard (try? python.run(["-c", "import openpyxl"])) != nil else { return }
        try python.run([
            "-c",
            """
            import sys, openpyxl
            book = openpyxl.load_workbook(sys.argv[1])
            sheet = book['rejects']
            names = [cell.value for cell in sheet[1]]
            for row in sheet.iter_rows(min_row=2):
                if row[names.index('CHU')].value == 'Phạm Văn E': row[names.index('SO')].value = 6
            book.save(sys.argv[1])
            """, fixture.folder.path("store-rejects/thua-rejects.xlsx"),
        ])
        for expected in ["version 2 published", "nothing published"] {
            let outcome = try fixture.run(
                "resubmit", "store-rejects/thua-rejects.xlsx", "--store", "store.sqlite")
            #expect(outcome.output.contains(expected), "\(outcome.output) \(outcome.errors)")
        }
        #expect(try rows(fixture).contains("6 Phạm Văn E 1"))
    }
}
