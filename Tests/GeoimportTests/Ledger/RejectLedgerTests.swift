import FeatureExchange
import Foundation
import GeoStore
import SimpleFeatures
import TestSupport
import Testing

@testable import geoimport

/// A ledger of five rows, as an import would have written it.
struct LedgerFixture {
    let folder: TemporaryFolder
    let files: RejectLedger.Files
    let ledger: RejectLedger

    static let context = LedgerContext(
        collection: "thua_dat", sector: "land", version: 3, keyColumn: "so_thua", crs: .epsg(9218),
        sourceFile: "thửa đất.shp", layer: "thua", geometryType: .multiPolygon, hasZ: false,
        encoding: ["CHU_SU_DUNG": "TCVN3"], created: "2026-01-02T03:04:05Z",
        columns: LedgerContext.columns([
            ("SO_THUA", "so_thua", .integer), ("Chủ sử dụng", "chu_su_dung", .text), ("DIEN_TICH", "dien_tich", .real),
            ("NGAY", "ngay", .date), ("gs_row", "gs_row", .text), ("geom", "geom", .boolean),
        ]))

    static func values(_ number: Int64, _ owner: String) -> [PropertyValue] {
        [.integer(number), .text(owner), .real(8.5), .text("2025-07-01"), .text("cột"), .boolean(true)]
    }

    static let bowTie = "POLYGON((446000 1546000,446004 1546004,446004 1546000,446000 1546004,446000 1546000))"

    static let entries: [LedgerEntry] = {
        let examination = try? GeometryExamination(
            policy: RepairPolicy(mode: .ask), plan: GeometryPlan(declared: .multiPolygon, hasZ: false, found: nil),
            crs: .epsg(9218))
        let original = try? WellKnownText.read(bowTie)
        let examined = examination?.examine(original, values: [], row: 4)
        let nan = Geometry.polygon(
            .init(rings: [CoordinateSequence(values: [446_000, .nan, 446_001, 1_546_000, 446_001, 1, 446_000, .nan])]))
        return [
            LedgerEntry(
                row: 4, outcome: .rejected, issues: examined?.issues ?? [], values: values(4, "Nguyễn Thị Ước"),
                original: original, repaired: examined?.proposal, record: examined?.repair),
            LedgerEntry(
                row: 17, outcome: .rejected, issues: [.notFinite], values: values(17, "=1+1"), original: nan),
            LedgerEntry(
                row: 20, outcome: .rejected, issues: [ImportIssue(.keyMissing, detail: "column SO_THUA")],
                values: [.null, .text("Đặng \"Văn\"; Ân, xã\nIa Grai"), .null, .null, .null, .null], original: nil),
            LedgerEntry(
                row: 21, outcome: .repaired, issues: [ImportIssue(.geometryRepaired, detail: "x")],
                values: values(21, "Siu H'Lan"), original: original, repaired: examined?.proposal,
                record: examined?.repair),
            LedgerEntry(
                row: 30, outcome: .rejected, issues: [.outOfRange("1e300 5", .epsg(9218))], values: values(30, "Kpă Y"),
                original: .point(Coordinate(x: 1e300, y: 5))),
        ]
    }()

    init(table: RejectLedger.Table = .none) throws {
        folder = try TemporaryFolder()
        let ledger = RejectLedger(folder: folder.path("loại bỏ"), context: Self.context, table: table)
        for entry in Self.entries { try ledger.add(entry) }
        files = try #require(try ledger.finish())
        self.ledger = ledger
    }

    func rows(_ path: String? = nil) throws -> [ResubmitSource.Row] {
        var rows: [ResubmitSource.Row] = []
        try ResubmitSource(path: path ?? files.ledger).forEachOpenRow { rows.append($0) }
        return rows
    }

    func sql(_ statements: String) throws {
        let python = try #require(Program("python3"))
        // The triggers of the spatial index call functions that plain SQLite lacks.
        let script = """
            import sqlite3,sys
            c=sqlite3.connect(sys.argv[1])
            c.create_function('ST_IsEmpty',1,lambda g: 1)
            for name in ('ST_MinX','ST_MaxX','ST_MinY','ST_MaxY'): c.create_function(name,1,lambda g: 0)
            c.executescript(sys.stdin.read())
            c.commit()
            """
        try python.run(["-c", script, files.ledger], input: statements)
    }
}

@Suite("Reject ledger") struct RejectLedgerTests {
    @Test("nothing is written when nothing is rejected")
    func nothing() throws {
        let folder = try TemporaryFolder()
        let ledger = RejectLedger(folder: folder.path("a"), context: LedgerFixture.context, table: .xlsx)
        #expect(try ledger.finish() == nil)
        #expect(!FileManager.default.fileExists(atPath: folder.path("a")))
    }

    @Test("an abandoned ledger leaves nothing behind")
    func abandoned() throws {
        let folder = try TemporaryFolder()
        let ledger = RejectLedger(folder: folder.path("a"), context: LedgerFixture.context)
        try ledger.add(LedgerFixture.entries[0])
        ledger.discard()
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path("a")) == [])
    }

    @Test("is named after its source and never takes the place of an earlier one")
    func names() throws {
        let fixture = try LedgerFixture()
        #expect(fixture.files.ledger.hasSuffix("thửa đất-rejects.gpkg"))
        #expect((fixture.files.rejected, fixture.files.repaired) == (4, 1))
        let again = RejectLedger(folder: fixture.folder.path("loại bỏ"), context: LedgerFixture.context)
        try again.add(LedgerFixture.entries[0])
        #expect(try again.finish()?.ledger.hasSuffix("thửa đất-rejects-2.gpkg") == true)
    }

    @Test(
        "until the load is published a repaired row is not called stored, in the ledger and in the table",
        arguments: [RejectLedger.Table.none, .csv, .xlsx])
    func publishing(table: RejectLedger.Table) throws {
        let fixture = try LedgerFixture(table: table)
        func statuses() throws -> [[String?]] {
            var found: [[String?]] = []
            let reading = try LedgerReading(ledger: fixture.files.ledger, LedgerFixture.context)
            var rows: [String?] = []
            while let row = try reading.next() { rows.append(row.text(.status)) }
            found.append(rows)
            guard let path = fixture.files.table else { return found }
            let sheet = try LedgerSheetReading(
                path: path, format: table == .csv ? .csv : .xlsx, LedgerFixture.context)
            rows = []
            while let row = try sheet.next() { rows.append(row.text(.status)) }
            return found + [rows]
        }
        for rows in try statuses() { #expect(rows == ["open", "open", "open", "unpublished", "open"]) }
        try fixture.ledger.markStored(in: fixture.files)
        for rows in try statuses() { #expect(rows == ["open", "open", "open", "stored", "open"]) }
        let left = try FileManager.default.contentsOfDirectory(atPath: fixture.folder.path("loại bỏ"))
        #expect(left.count == (table == .none ? 1 : 2))
    }

    @Test("other programs read it: layers, CRS, every attribute under its own name, reasons in two languages")
    func othersRead() throws {
        let fixture = try LedgerFixture()
        try fixture.ledger.markStored(in: fixture.files)
        let ogrinfo = try #require(Program("ogrinfo"))
        let text = try ogrinfo.run(["-al", fixture.files.ledger])
        for expected in [
            "Layer name: geometry_before", "Layer name: geometry_after", "Layer name: ledger_meta", "EPSG\",9218",
            "Chủ sử dụng (String) = Nguyễn Thị Ước", "SO_THUA (Integer64) = 4", "gs_row_2 (String) = cột",
            "gs_status (String) = open", "gs_status (String) = stored", "Ranh giới tự cắt nhau (hình nơ).",
            "The boundary crosses itself (bow tie).", "gs_wkt (String) = POLYGON ((446000.0 nan",
            "MULTIPOLYGON (((446002 1546002",
        ] { #expect(text.contains(expected), "\(expected)") }
    }

    @Test("open rows come back as they were, also those no GeoPackage can hold")
    func roundTrip() throws {
        let rows = try LedgerFixture().rows()
        #expect(rows.map(\.row) == [4, 17, 20, 30])
        #expect(rows[0].values == LedgerFixture.values(4, "Nguyễn Thị Ước"))
        #expect(rows[0].geometry == (try WellKnownText.read(LedgerFixture.bowTie)))
        #expect(rows[1].values[1] == .text("=1+1"))
        #expect(rows[1].issues.map(\.code) == ["geometry-unreadable"], "a NaN is still no coordinate")
        #expect(rows[2].values[1] == .text("Đặng \"Văn\"; Ân, xã\nIa Grai"))
        #expect(rows[2].values.filter { $0 == .null }.count == 5)
        #expect(rows[3].geometry == .point(Coordinate(x: 1e300, y: 5)))
    }

    @Test("knows where its rows belong")
    func context() throws {
        let fixture = try LedgerFixture()
        #expect(try ResubmitSource(path: fixture.files.ledger).context == LedgerFixture.context)
    }

    @Test("rows mended with SQL, accepted or skipped, come back so")
    func edited() throws {
        let fixture = try LedgerFixture()
        try fixture.sql(
            """
            UPDATE geometry_before SET gs_decision = 'Nhận' WHERE gs_row = 4;
            UPDATE geometry_before SET gs_wkt = 'POLYGON((0 0,9 0,9 9,0 0))', "DIEN_TICH" = 12.5 WHERE gs_row = 17;
            UPDATE geometry_before SET "SO_THUA" = 44, "NGAY" = '2025-02-30' WHERE gs_row = 20;
            UPDATE geometry_before SET gs_decision = 'skip' WHERE gs_row = 30;
            """)
        let rows = try fixture.rows()
        #expect(rows.map(\.row) == [4, 17, 20])
        #expect(rows[0].geometry?.type == .multiPolygon, "the proposal")
        #expect(rows[1].geometry == (try WellKnownText.read("POLYGON((0 0,9 0,9 9,0 0))")))
        #expect(rows[1].issues == [])
        #expect(rows[1].values[2] == .real(12.5))
        #expect(rows[2].values[0] == .integer(44))
        #expect(rows[2].issues.contains { $0.code == "value-invalid" && $0.detail.en.contains("NGAY") })
    }

    @Test("a row that was handed in is not handed in again; one rejected again says why and stays open")
    func marking() throws {
        let fixture = try LedgerFixture()
        let source = try ResubmitSource(path: fixture.files.ledger)
        let rows = try fixture.rows()
        let reason = LocalizedText(vi: "vẫn sai", en: "still wrong")
        try source.mark([
            (rows[0].mark, .resubmitted(version: 4)), (rows[1].mark, .rejected(reason)),
            (rows[2].mark, .pending(token: "abc")), (rows[3].mark, .pending(token: "lost")),
        ])
        #expect(try fixture.rows().map(\.row) == [17])
        // The program was stopped here: the store has a version with one token and none with the other.
        #expect(try source.recover { $0 == "abc" ? 5 : nil } == 2)
        #expect(try fixture.rows().map(\.row) == [17, 30])
        #expect(try source.recover { _ in nil } == 0)
        let text = try #require(Program("ogrinfo")).run(["-al", fixture.files.ledger, "geometry_before"])
        #expect(text.contains("gs_result (String) = vẫn sai / still wrong"))
        #expect(text.contains("gs_result (String) = 5"))
    }

    @Test("a feature split in two in QGIS comes back twice")
    func split() throws {
        let fixture = try LedgerFixture()
        try fixture.sql(
            """
            CREATE TEMP TABLE t AS SELECT * FROM geometry_before WHERE gs_row = 20;
            UPDATE t SET fid = 99; INSERT INTO geometry_before SELECT * FROM t;
            """)
        let rows = try fixture.rows()
        #expect(rows.map(\.row) == [4, 17, 20, 30, 20])
        try ResubmitSource(path: fixture.files.ledger).mark([(rows[2].mark, .resubmitted(version: 1))])
        #expect(try fixture.rows().map(\.row) == [4, 17, 30, 20])
    }

    @Test("the table for Excel brings every row back", arguments: [RejectLedger.Table.csv, .xlsx])
    func tables(table: RejectLedger.Table) throws {
        let fixture = try LedgerFixture(table: table)
        let path = try #require(fixture.files.table)
        let rows = try fixture.rows(path)
        #expect(rows.map(\.row) == [4, 17, 20, 30])
        #expect(rows[0].values == LedgerFixture.values(4, "Nguyễn Thị Ước"))
        #expect(rows[0].geometry == (try WellKnownText.read(LedgerFixture.bowTie)))
        #expect(rows[1].values[1] == .text("=1+1"), "no formula, and no apostrophe left")
        #expect(rows[2].values[1] == .text("Đặng \"Văn\"; Ân, xã\nIa Grai"))
        let source = try ResubmitSource(path: path)
        try source.mark([(rows[0].mark, .resubmitted(version: 9))])
        #expect(try fixture.rows(path).map(\.row) == [17, 20, 30])
        #expect(try fixture.rows().map(\.row) == [17, 20, 30], "the GeoPackage knows it too")
    }

    @Test("what is handed in through the GeoPackage is not handed in again through the table")
    func notTwice() throws {
        let fixture = try LedgerFixture(table: .csv)
        let source = try ResubmitSource(path: fixture.files.ledger)
        try source.mark([(try fixture.rows()[0].mark, .resubmitted(version: 9))])
        #expect(try fixture.rows(fixture.files.table).map(\.row) == [17, 20, 30])
    }

    @Test("a workbook that another program has rewritten, alone in another folder, still knows its collection")
    func rewrittenWorkbook() throws {
        let fixture = try LedgerFixture(table: .xlsx)
        let path = try #require(fixture.files.table)
        let other = fixture.folder.path("sửa.xlsx")
        try #require(Program("ogr2ogr")).run(["-f", "XLSX", other, path])
        let rows = try fixture.rows(other)
        #expect(rows.map(\.row) == [4, 17, 20, 30])
        #expect(rows[0].values == LedgerFixture.values(4, "Nguyễn Thị Ước"))
        #expect(try ResubmitSource(path: other).context == LedgerFixture.context)
    }

    @Test("a CSV saved by Excel in Vietnamese keeps its separator")
    func semicolons() throws {
        let fixture = try LedgerFixture(table: .csv)
        let path = try #require(fixture.files.table)
        let python = try #require(Program("python3"))
        let script = """
            import csv,sys
            rows=list(csv.reader(open(sys.argv[1],encoding='utf-8-sig',newline='')))
            head=rows[0]; area=head.index('DIEN_TICH')
            for row in rows[1:]: row[area]=row[area].replace('.',',')
            csv.writer(open(sys.argv[1],'w',encoding='utf-8-sig',newline=''),delimiter=';').writerows(rows)
            """
        try python.run(["-c", script, path])
        let rows = try fixture.rows(path)
        #expect(rows.map(\.row) == [4, 17, 20, 30])
        #expect(rows[0].values[2] == .real(8.5))
        try ResubmitSource(path: path).mark([(rows[0].mark, .resubmitted(version: 2))])
        let bytes = try Data(contentsOf: URL(filePath: path))
        #expect(bytes.starts(with: [0xEF, 0xBB, 0xBF] + Array("gs_entry;gs_row;".utf8)))
        #expect(try fixture.rows(path).map(\.row) == [17, 20, 30])
    }

    @Test("a table without its GeoPackage, and a file that is no ledger, are refused with a reason")
    func refused() throws {
        let fixture = try LedgerFixture(table: .csv)
        let alone = fixture.folder.path("alone.csv")
        try FileManager.default.copyItem(atPath: try #require(fixture.files.table), toPath: alone)
        #expect(throws: LedgerError.noContext(path: alone)) { try ResubmitSource(path: alone) }
        #expect(throws: LedgerError.unknownFormat(path: "a.shp")) { try ResubmitSource(path: "a.shp") }
    }

    @Test("a thousand rows and their proposals stay together")
    func many() throws {
        let folder = try TemporaryFolder()
        let ledger = RejectLedger(folder: folder.path("l"), context: LedgerFixture.context)
        for row in 0..<1000 {
            var entry = LedgerFixture.entries[0]
            entry.row = Int64(row)
            entry.repaired = row.isMultiple(of: 3) ? .point(Coordinate(x: Double(row), y: 1)) : nil
            try ledger.add(entry)
        }
        let files = try #require(try ledger.finish())
        let reading = try LedgerReading(ledger: files.ledger, LedgerFixture.context)
        var count = 0
        while let row = try reading.next() {
            let number = row.integer(.row) ?? -1
            #expect(row.proposal == (number.isMultiple(of: 3) ? .point(Coordinate(x: Double(number), y: 1)) : nil))
            count += 1
        }
        #expect(count == 1000)
    }

    @Test(
        "values are read as people type them",
        arguments: [
            (PropertyValue.text("1.234,5"), FeatureSchema.PropertyType.real, PropertyValue.real(1234.5)),
            (.text("12,5"), .real, .real(12.5)), (.text("12.5"), .real, .real(12.5)),
            (.text(" 7 "), .integer, .integer(7)),
            (.real(7), .integer, .integer(7)), (.text("có"), .boolean, .boolean(true)),
            (.integer(0), .boolean, .boolean(false)),
            (.text(""), .integer, .null), (.integer(7), .text, .text("7")),
            (.text("2024-02-29"), .date, .text("2024-02-29")),
            (.text("0a0f"), .binary, .binary([10, 15])), (.text("08:30"), .time, .text("08:30")),
        ])
    func typed(value: PropertyValue, type: FeatureSchema.PropertyType, expected: PropertyValue) {
        #expect(LedgerValue.converted(value, to: type) == expected)
    }

    @Test(
        "values that are none of their type are no values",
        arguments: [
            (PropertyValue.text("bốn"), FeatureSchema.PropertyType.integer), (.text("7,5"), .integer),
            (.text("nan"), .real),
            (.text("2025-02-30"), .date), (.text("perhaps"), .boolean), (.text("xyz"), .binary),
            (.integer(5), .boolean),
        ])
    func mistyped(value: PropertyValue, type: FeatureSchema.PropertyType) {
        #expect(LedgerValue.converted(value, to: type) == nil)
    }
}
