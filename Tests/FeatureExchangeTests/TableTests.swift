import FeatureExchange
import Foundation
import SimpleFeatures
import Testing

/// Text tables as they arrive: every separator, every way to write a coordinate.
@Suite struct TableTests {
    struct Table: Sendable, CustomTestStringConvertible {
        let what: String
        let bytes: [UInt8]
        let place: [Double]
        var notes: [SourceNote] = []
        var name = "bang.csv"

        init(_ what: String, _ text: String, _ place: [Double], _ notes: [SourceNote] = [], name: String = "bang.csv") {
            self.init(what, bytes: Array(text.utf8), place, notes, name: name)
        }

        init(_ what: String, bytes: [UInt8], _ place: [Double], _ notes: [SourceNote], name: String = "bang.csv") {
            self.what = what
            self.bytes = bytes
            self.place = place
            self.notes = notes
            self.name = name
        }

        var testDescription: String { what }
    }

    static func chosen(_ east: String, _ north: String, _ choice: SourceNote.ColumnChoice = .name) -> SourceNote {
        .positionColumns(east: east, north: north, height: nil, chosenBy: choice)
    }

    static func utf16(_ text: String) -> [UInt8] {
        [0xFF, 0xFE] + text.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)] }
    }

    static let tables: [Table] = [
        Table("commas", "ten,lon,lat\nA,107.95,13.9\n", [107.95, 13.9], [chosen("lon", "lat")]),
        Table(
            "semicolons and decimal commas", "Tên;Kinh độ;Vĩ độ\nA;107,95;13,9\n", [107.95, 13.9],
            [chosen("Kinh độ", "Vĩ độ"), .decimalComma(columns: ["Kinh độ", "Vĩ độ"])]),
        Table("no marks", "ten;kinh do;vi do\nA;107.95;13.9\n", [107.95, 13.9], [chosen("kinh do", "vi do")]),
        Table("tabs", "ten\tE\tN\nA\t456789.5\t1545678\n", [456_789.5, 1_545_678], [chosen("E", "N")], name: "a.tsv"),
        Table("bars", "ten|Đông|Bắc\nA|456789.5|1545678\n", [456_789.5, 1_545_678], [chosen("Đông", "Bắc")]),
        Table(
            "X for north", "STT,X(m),Y(m)\n1,1545678.12,456789.5\n", [456_789.5, 1_545_678.12],
            [chosen("Y(m)", "X(m)"), .axesExchanged(east: "Y(m)", north: "X(m)")]),
        Table(
            "groups of three", "ten;Tọa độ X;Tọa độ Y\nA;1.545.678,12;456.789,5\n", [456_789.5, 1_545_678.12],
            [
                chosen("Tọa độ Y", "Tọa độ X"), .axesExchanged(east: "Tọa độ Y", north: "Tọa độ X"),
                .decimalComma(columns: ["Tọa độ Y", "Tọa độ X"]),
            ]),
        Table(
            "an order that cannot be told", "ten,x,y\nA,5,6\n", [5, 6],
            [chosen("x", "y"), .axesUndecided(east: "x", north: "y")]),
        Table(
            "degrees, minutes, seconds", "ten,lat,lon\nA,\"13°58'30\"\"N\",\"108°30'00\"\"E\"\n", [108.5, 13.975],
            [chosen("lon", "lat"), .degreesMinutesSeconds(columns: ["lon", "lat"])]),
        Table(
            "no names", "1,Chợ,107.95,13.9\n2,Chợ,107.96,13.91\n", [107.95, 13.9],
            [.columnNamesMissing, chosen("column_3", "column_4", .content)]),
        Table(
            "a title and column numbers", "DANH SÁCH;;;\n;;;\nSTT;Tên;X;Y\n(1);(2);(3);(4)\n1;A;456789;1545678\n",
            [456_789, 1_545_678],
            [.titleRowsSkipped(count: 2, first: "DANH SÁCH"), .numberingRowSkipped, chosen("X", "Y")]),
        Table(
            "UTF-16", bytes: utf16("Tên\tX\tY\nHoài Nhơn\t456789\t1545678\n"), [456_789, 1_545_678],
            [.textConverted(from: "UTF-16LE"), chosen("X", "Y")], name: "a.txt"),
        Table(
            "UTF-16 without a mark", bytes: [UInt8](utf16("Tên\tX\tY\nHoài Nhơn\t456789\t1545678\n").dropFirst(2)),
            [456_789, 1_545_678], [.textConverted(from: "UTF-16LE"), chosen("X", "Y")], name: "a.txt"),
        Table(
            "UTF-16, the high byte first, without a mark",
            bytes: "Tên,X,Y\nHoài Nhơn,456789,1545678\n".utf16.flatMap {
                [UInt8(truncatingIfNeeded: $0 >> 8), UInt8(truncatingIfNeeded: $0)]
            }, [456_789, 1_545_678], [.textConverted(from: "UTF-16BE"), chosen("X", "Y")]),
        Table(
            "names in TCVN3",
            bytes: Array("T,Kinh ".utf8) + [0xAE, 0xE9] + Array(",V".utf8) + [0xDC, 0x20, 0xAE, 0xE9]
                + Array("\n1,107.95,13.9\n".utf8), [107.95, 13.9], []),
        Table("old line ends", "a,x,y\r1,107.95,13.9\r", [107.95, 13.9], [chosen("x", "y")]),
        Table(
            "WKB of PostGIS", "id,g\n1,0101000020E6100000000000000000F03F0000000000000040\n", [1, 2],
            [.shapeColumn(name: "g", form: "WKB", chosenBy: .content)]),
        Table(
            "EWKT", "id,geom\n1,SRID=9218;POINT(456789 1545678)\n", [456_789, 1_545_678],
            [.shapeColumn(name: "geom", form: "EWKT", chosenBy: .name)]),
        Table(
            "tabs named xls", "a\tX\tY\n1\t456789\t1545678\n", [456_789, 1_545_678],
            [.contentIs(format: "CSV"), chosen("X", "Y")], name: "a.xls"),
    ]

    @Test(arguments: tables)
    func aTableGivesItsPlaces(table: Table) throws {
        let folder = try TemporaryFolder()
        try Data(table.bytes).write(to: URL(filePath: folder.path(table.name)))
        let source = try VectorSource(path: folder.path(table.name))
        let layer = try source.layer()
        let feature = try #require(try TestData.features(source, layer).first)
        #expect(feature.geometry?.sequences.first?.values == table.place)
        if !table.notes.isEmpty { #expect(layer.notes == table.notes) }
        #expect(try folder.contents == [table.name], "nothing is left beside the source")
    }

    @Test func theCodeInAShapeIsTheCRS() throws {
        let folder = try TemporaryFolder()
        let file = try folder.write("id,geom\n1,SRID=9218;POINT(456789 1545678)\n", as: "a.csv")
        #expect(try VectorSource(path: file).layer().crs?.identified == .epsg(9218))
    }

    @Test func columnsCanBeGiven() throws {
        let folder = try TemporaryFolder()
        let file = try folder.write("a,b,lon,lat,hinh\n1,2,107.95,13.9,POINT (3 4)\n", as: "a.csv")
        var options = VectorSource.Options()
        options.geometryColumns = GeometryColumns(x: "a", y: "b")
        let source = try VectorSource(path: file, options: options)
        #expect(try TestData.features(source, source.layer())[0].geometry == .point(Coordinate(x: 1, y: 2)))
        options.geometryColumns = GeometryColumns(shape: "hinh")
        let shapes = try VectorSource(path: file, options: options)
        #expect(try TestData.features(shapes, shapes.layer())[0].geometry == .point(Coordinate(x: 3, y: 4)))
        options.geometryColumns = GeometryColumns(x: "kinh", y: "b")
        #expect(
            throws: FeatureExchangeError.columnsNotFound(
                names: ["kinh"], layer: "a", available: ["a", "b", "lon", "lat", "hinh"])
        ) { try VectorSource(path: file, options: options) }
    }

    @Test func rowsAndColumnsAreChosen() throws {
        let folder = try TemporaryFolder()
        let file = try folder.write("ma,ten,x,y\n1,A,107,13\n2,B,108,14\n", as: "a.csv")
        var options = VectorSource.Options()
        options.filter = "ten = 'B'"
        options.fields = ["ten", "ma"]
        let source = try VectorSource(path: file, options: options)
        #expect(try TestData.features(source, source.layer()).map(\.values) == [[.text("B"), .text("2")]])
        options.fields = ["tên"]
        let other = try VectorSource(path: file, options: options)
        #expect(
            throws: FeatureExchangeError.columnsNotFound(
                names: ["tên"], layer: "a", available: ["ma", "ten", "x", "y"])
        ) { try other.layer() }
        options.filter = "loai = 1"
        let wrong = try VectorSource(path: file, options: options)
        #expect {
            try wrong.layer()
        } throws: { error in
            guard case .filterInvalid(_, _, let columns)? = error as? FeatureExchangeError else { return false }
            return columns == ["ma", "ten", "x", "y"]
        }
    }

    @Test func rowsOfOddLengthLoseNothing() throws {
        let folder = try TemporaryFolder()
        let file = try folder.write("a,b\n1,2\n1\n1,2,3\n", as: "a.csv")
        let source = try VectorSource(path: file)
        let layer = try source.layer()
        #expect(layer.notes.contains(.raggedRows(count: 2, firstLine: 3)))
        #expect(
            try TestData.features(source, layer).map(\.values) == [
                [.text("1"), .text("2"), .null], [.text("1"), .null, .null], [.text("1"), .text("2"), .text("3")],
            ])
    }

    @Test func aCellThatIsNoCoordinateIsReported() throws {
        let folder = try TemporaryFolder()
        let file = try folder.write("ten,lon,lat\nA,107.95,13.9\nB,hỏi lại,14\nC,,14\nD,,\n", as: "a.csv")
        let source = try VectorSource(path: file)
        let features = try TestData.features(source, source.layer())
        #expect(
            features.map { $0.issues.map(\.code) } == [[], ["coordinate-not-number"], ["coordinate-not-number"], []])
        #expect(features.map { $0.geometry == nil } == [false, true, true, true])
    }

    @Test func aShapeThatIsNoneIsReportedNotDropped() throws {
        let folder = try TemporaryFolder()
        let file = try folder.write("WKT,n\nPOINT (108 14),1\nrác,2\nPOINT (,3\n,4\n", as: "a.csv")
        let source = try VectorSource(path: file)
        let features = try TestData.features(source, source.layer())
        #expect(features.map { $0.issues.map(\.code) } == [[], ["geometry-unreadable"], ["geometry-unreadable"], []])
        #expect(features.map { $0.geometry == nil } == [false, true, true, true])
    }

    @Test func aQuotationMarkThatSwallowsTheFileIsRefused() throws {
        let folder = try TemporaryFolder()
        let file = try folder.write("a,b\n1,2\n1,\"2\n3,4\n", as: "a.csv")
        #expect(throws: FeatureExchangeError.quoteNotClosed(path: file, line: 3)) { try VectorSource(path: file) }
    }

    @Test func moreColumnsThanAStoreTakesNeedAChoice() throws {
        let folder = try TemporaryFolder()
        let names = (0..<10_000).map { "c\($0)" }.joined(separator: ",")
        let file = try folder.write("\(names)\n\(names)\n", as: "a.csv")
        let source = try VectorSource(path: file)
        #expect(throws: FeatureExchangeError.tooManyColumns(layer: "a", count: 10_000, limit: 1_990)) {
            try source.layer()
        }
        var options = VectorSource.Options()
        options.fields = ["c9999", "c1"]
        let chosen = try VectorSource(path: file, options: options)
        #expect(try TestData.features(chosen, chosen.layer())[0].values == [.text("c9999"), .text("c1")])
    }
}
