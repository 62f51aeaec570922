import FeatureExchange
import Foundation
import SimpleFeatures
import Testing

/// Workbooks as offices keep them: titles, two heading rows, merged cells, hidden sheets, formulas.
@Suite struct WorkbookTests {
    /// A cell as XML: numbers bare, text inline, `=` a formula with its stored value.
    private static func cell(_ value: String, _ column: Int, _ row: Int) -> String {
        let place = "\(Character(UnicodeScalar(UInt8(65 + column))))\(row)"
        if value.isEmpty { return "" }
        if value.hasPrefix("=") { return "<c r=\"\(place)\"><f>A1</f><v>\(value.dropFirst())</v></c>" }
        if Double(value) != nil { return "<c r=\"\(place)\"><v>\(value)</v></c>" }
        let text = value.hasPrefix("'") ? String(value.dropFirst()) : value
        return "<c r=\"\(place)\" t=\"inlineStr\"><is><t>\(text)</t></is></c>"
    }

    /// Sheets in order: name, whether hidden, rows.
    private static func make(
        _ path: String, asksForCalculation: Bool = false, _ sheets: [(name: String, isHidden: Bool, rows: [[String]])]
    ) throws {
        var script = "z=Z()\n"
        let encoder = JSONEncoder()
        encoder.outputFormatting = .withoutEscapingSlashes
        func add(_ name: String, _ text: String) throws {
            let literal = try String(decoding: encoder.encode(text), as: UTF8.self)
            script += "z.writestr('\(name)',\(literal))\n"
        }
        let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        let links = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        let package = "http://schemas.openxmlformats.org/package/2006/relationships"
        let content = "application/vnd.openxmlformats-officedocument.spreadsheetml"
        var types =
            "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"\(content).sheet.main+xml\"/>"
        var book = "<workbook xmlns=\"\(main)\" xmlns:r=\"\(links)\"><sheets>"
        var relations = "<Relationships xmlns=\"\(package)\">"
        for (index, sheet) in sheets.enumerated() {
            let number = index + 1
            let state = sheet.isHidden ? " state=\"hidden\"" : ""
            types +=
                "<Override PartName=\"/xl/worksheets/sheet\(number).xml\" ContentType=\"\(content).worksheet+xml\"/>"
            book += "<sheet name=\"\(sheet.name)\" sheetId=\"\(number)\"\(state) r:id=\"rId\(number)\"/>"
            relations +=
                "<Relationship Id=\"rId\(number)\" Type=\"\(links)/worksheet\" Target=\"worksheets/sheet\(number).xml\"/>"
            let rows = sheet.rows.enumerated().map { row, cells in
                let texts = cells.enumerated().map { cell($1, $0, row + 1) }.joined()
                return "<row r=\"\(row + 1)\">\(texts)</row>"
            }
            try add(
                "xl/worksheets/sheet\(number).xml",
                "<worksheet xmlns=\"\(main)\"><sheetData>\(rows.joined())</sheetData></worksheet>")
        }
        try add("[Content_Types].xml", types + "</Types>")
        try add(
            "_rels/.rels",
            "<Relationships xmlns=\"\(package)\"><Relationship Id=\"rId1\" Type=\"\(links)/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
        )
        try add(
            "xl/workbook.xml",
            book + "</sheets>\(asksForCalculation ? "<calcPr fullCalcOnLoad=\"1\"/>" : "")</workbook>")
        try add("xl/_rels/workbook.xml.rels", relations + "</Relationships>")
        try ArchiveTests.make(path, script + "z.close()")
    }

    private static let plain: [[String]] = [
        ["Mã", "X", "Y", "Tổng"], ["'00123", "1545678.5", "456789", "=7"], ["'23563", "1545679.5", "456790", "=8"],
    ]

    @Test func aSheetWithNamesOnTopKeepsItsTypes() throws {
        let folder = try TemporaryFolder()
        let path = folder.path("a.xlsx")
        try Self.make(path, [("Chợ", false, Self.plain)])
        let source = try VectorSource(path: path)
        let layer = try source.layer()
        #expect(layer.name == "Chợ")
        #expect(layer.fields.map(\.type) == [.text, .real, .integer, .integer])
        #expect(
            layer.notes == [
                .numbersStoredAsText(columns: ["Mã"]),
                .positionColumns(east: "Y", north: "X", height: nil, chosenBy: .name),
                .axesExchanged(east: "Y", north: "X"),
            ])
        let features = try TestData.features(source, layer)
        #expect(features[0].values == [.text("00123"), .real(1_545_678.5), .integer(456_789), .integer(7)])
        #expect(features[0].geometry == .point(Coordinate(x: 456_789, y: 1_545_678.5)))
        #expect(features.map(\.sourceID) == [2, 3], "rows are counted as the spreadsheet program shows them")
    }

    @Test func titlesTwoHeadingRowsAndEmptyRowsAreUnderstood() throws {
        let folder = try TemporaryFolder()
        let path = folder.path("a.xlsx")
        try Self.make(
            path,
            [
                (
                    "Danh sách", false,
                    [
                        ["DANH SÁCH TRƯỜNG HỌC"], [], ["STT", "Tên", "Tọa độ", ""], ["", "", "X", "Y"],
                        ["'(1)", "'(2)", "'(3)", "'(4)"], ["1", "Trường A", "1545678.5", "456789"], [],
                        ["2", "Trường B", "1545679.5", "456790"],
                    ]
                )
            ])
        let source = try VectorSource(path: path)
        let layer = try source.layer()
        #expect(layer.fields.map(\.name) == ["STT", "Tên", "Tọa độ X", "Tọa độ Y"])
        #expect(layer.fields.map(\.type) == [.integer, .text, .real, .integer])
        let features = try TestData.features(source, layer)
        #expect(features.map(\.sourceID) == [6, 8])
        #expect(features[1].geometry == .point(Coordinate(x: 456_790, y: 1_545_679.5)))
        #expect(layer.notes.contains(.titleRowsSkipped(count: 2, first: "DANH SÁCH TRƯỜNG HỌC")))
        #expect(layer.notes.contains(.numberingRowSkipped))
        #expect(layer.notes.contains(.emptyRowsSkipped(count: 1)))
    }

    @Test func aHiddenSheetIsChosenByNameOnly() throws {
        let folder = try TemporaryFolder()
        let path = folder.path("a.xlsx")
        try Self.make(path, [("Hiện", false, Self.plain), ("Ẩn", true, Self.plain)])
        let source = try VectorSource(path: path)
        #expect(try source.layer().name == "Hiện")
        #expect(try source.layer(named: "Ẩn").notes.contains(.hiddenSheet))
    }

    @Test(arguments: ["xls", "zip", "csv"])
    func aWorkbookUnderAnotherSuffixIsRead(suffix: String) throws {
        let folder = try TemporaryFolder()
        let path = folder.path("a.\(suffix)")
        try Self.make(path, [("Chợ", false, Self.plain)])
        #expect(try VectorSource(path: path).layer().notes.first == .contentIs(format: "XLSX"))
    }

    @Test func aSwollenWorkbookIsRefused() throws {
        let folder = try TemporaryFolder()
        let path = folder.path("a.xlsx")
        try ArchiveTests.make(
            path,
            "z=Z()\nz.writestr('xl/workbook.xml','x')\nz.writestr('xl/worksheets/sheet1.xml',b' '*250000000)\nz.close()"
        )
        guard case .archiveUnusable(_, nil, .ratioTooHigh)? = HostileInputTests.error(path) else {
            Issue.record("it opened")
            return
        }
    }

    @Test("a sheet with formulas that were never calculated is refused, and says what to do", arguments: [false, true])
    func uncalculated(isZero: Bool) throws {
        let folder = try TemporaryFolder()
        let path = folder.path("b.xlsx")
        let formula = isZero ? "=0" : "="
        try Self.make(
            path, asksForCalculation: isZero,
            [
                ("Mốc &amp; điểm", false, [["TEN", "X", "Y"], ["a", formula, formula], ["b", formula, "1545678"]]),
                ("Tính rồi", false, [["TEN", "X", "Y"], ["a", "=456789", "=1545678"]]),
            ])
        let source = try VectorSource(path: path)
        #expect(
            throws: FeatureExchangeError.formulasNotCalculated(path: path, sheet: "Mốc & điểm", count: 3, first: "B2")
        ) {
            try source.layer(named: "Mốc & điểm")
        }
        #expect(try source.layer(named: "Tính rồi").geometryType == .point)
    }
}
