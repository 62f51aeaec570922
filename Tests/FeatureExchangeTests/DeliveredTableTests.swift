import FeatureExchange
import Foundation
import SimpleFeatures
import Testing
import VietnameseText

/// Tables as departments' programs write them: column descriptions of MapInfo, numbers of dBASE, names in TCVN3.
@Suite struct DeliveredTableTests {
    private static let columns = """
          Tên xã Char(40)
          Số_dân Integer
          Cấp SmallInt
          DT_ha Decimal(10,2)
          Tỉ_lệ Float
          Ngày Date
          Đạt Logical
        """.split(separator: "\n").map { $0.trimmingPrefix(while: \.isWhitespace) }

    @Test("column descriptions of a MIF: names in TCVN3, and every type", arguments: ["Neutral", "WindowsLatin1"])
    func columnDescriptions(charset: String) throws {
        let folder = try TemporaryFolder()
        let descriptions = Self.columns.map { "  " + $0.replacing("Tên xã", with: "Tên_xã") + "\n" }.joined()
        var head = Array("Version 300\nCharset \"\(charset)\"\nDelimiter \",\"\n".utf8)
        head += Array("CoordSys Earth Projection 1, 104\nColumns 7\n".utf8)
        head += LegacyEncoding.tcvn3.encode(descriptions).bytes + Array("Data\n\nPoint 108 14\n".utf8)
        try Data(head).write(to: URL(filePath: folder.path("a.mif")))
        let row = LegacyEncoding.tcvn3.encode("\"Xã Ia Băng\",1200,2,12.50,0.25,20241231,\"T\"\n").bytes
        try Data(row).write(to: URL(filePath: folder.path("a.mid")))
        let source = try VectorSource(path: folder.path("a.mif"))
        let layer = try source.layer()
        let decoder = TestData.decoder(.encoding(.tcvn3))
        #expect(
            layer.fields.map { $0.name(by: decoder).text } == [
                "Tên_xã", "Số_dân", "Cấp", "DT_ha", "Tỉ_lệ", "Ngày", "Đạt",
            ])
        #expect(layer.fields.map(\.type).prefix(6) == [.text, .integer, .integer, .real, .real, .date])
        var options = FeatureReader.Options()
        options.decoders = layer.fields.map { _ in decoder }
        let feature = try #require(try TestData.features(source, layer, options: options).first)
        #expect(
            feature.values.prefix(6) == [
                .text("Xã Ia Băng"), .integer(1200), .integer(2), .real(12.5), .real(0.25), .text("2024-12-31"),
            ])
    }

    /// A dBASE III table without shapes.
    private func table(_ folder: TemporaryFolder, width: UInt8 = 11, decimals: UInt8, _ values: [String]) throws
        -> String
    {
        var bytes: [UInt8] = [3, 124, 6, 1] + [UInt8(values.count), 0, 0, 0] + [65, 0, width + 1, 0]
        bytes += Array(repeating: 0, count: 20)
        bytes += Array("DT".utf8) + Array(repeating: 0, count: 9) + Array("N".utf8) + [0, 0, 0, 0, width, decimals]
        bytes += Array(repeating: 0, count: 14) + [0x0D]
        for value in values {
            let padding = Array(repeating: UInt8(ascii: " "), count: Int(width) - value.utf8.count)
            bytes += [0x20] + padding + Array(value.utf8)
        }
        let path = folder.path("a.dbf")
        try Data(bytes + [0x1A]).write(to: URL(filePath: path))
        return path
    }

    @Test("numbers with a decimal comma are read as written, what is ambiguous or none becomes null, and all is said")
    func decimalCommas() throws {
        let folder = try TemporaryFolder()
        let values = ["1.5", "1,5", "1.234,56", "1,234", "abc", "-0,25", "", "2e3"]
        let source = try VectorSource(path: table(folder, decimals: 2, values))
        let features = try TestData.features(source, source.layer())
        #expect(
            features.map { $0.values[0] } == [
                .real(1.5), .real(1.5), .real(1234.56), .null, .null, .real(-0.25), .null, .real(2000),
            ])
        #expect(
            features.map(\.issues) == [
                [], [.numberComma(field: 0, found: "1,5")], [.numberComma(field: 0, found: "1.234,56")],
                [.numberUnreadable(field: 0, found: "1,234")], [.numberUnreadable(field: 0, found: "abc")],
                [.numberComma(field: 0, found: "-0,25")], [], [],
            ])
    }

    @Test("the column's decimals tell a comma from a thousand, and integers stay whole")
    func decimalsOfTheColumn() throws {
        let folder = try TemporaryFolder()
        var source = try VectorSource(path: table(folder, decimals: 3, ["1,234"]))
        #expect(try TestData.features(source, source.layer()).map { $0.values[0] } == [.real(1.234)])
        source = try VectorSource(path: table(folder, width: 9, decimals: 0, ["12", "12.00", "5,5"]))
        let features = try TestData.features(source, source.layer())
        #expect(features.map { $0.values[0] } == [.integer(12), .integer(12), .null])
        #expect(features[2].issues == [.numberUnreadable(field: 0, found: "5,5")])
    }

    @Test("a text named .txt is a table like any other, also where nothing in it has to be put right")
    func plainText() throws {
        let folder = try TemporaryFolder()
        for (text, separator) in [("TEN,X,Y\nA,108.1,13.9\n", ","), ("TEN\tX\tY\nA\t108.1\t13.9\n", "tab")] {
            let source = try VectorSource(path: folder.write(text, as: "điểm.txt"))
            #expect(try source.layer().name == "điểm", "\(separator)")
            #expect(try TestData.features(source, source.layer()).count == 1)
        }
    }

    @Test("notes name the columns of a position as they read, whatever encoding the header is in")
    func legibleNotes() throws {
        let folder = try TemporaryFolder()
        let text = LegacyEncoding.tcvn3.encode("Tên;Kinh độ;Vĩ độ\nA;108,1;13,9\n").bytes
        try Data(text).write(to: URL(filePath: folder.path("a.csv")))
        let notes = try VectorSource(path: folder.path("a.csv")).layer().notes
        #expect(
            notes.contains(
                .positionColumns(east: "Kinh độ", north: "Vĩ độ", height: nil, chosenBy: .name)), "\(notes)")
        #expect(notes.contains(.decimalComma(columns: ["Kinh độ", "Vĩ độ"])))
    }
}
