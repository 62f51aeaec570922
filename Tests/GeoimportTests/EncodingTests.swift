import FeatureExchange
import Foundation
import GeoStore
import SimpleFeatures
import TestSupport
import Testing
import VietnameseText

@testable import geoimport

@Suite(.enabled(if: TestData.exist, "\(TestData.absence)"))
struct EncodingTests {
    /// One column of the expected values.
    private func expected(_ column: String) throws -> [String] {
        let rows = try String(contentsOfFile: TestData.path("encodings/gl_mongdoi.csv"), encoding: .utf8)
            .split(whereSeparator: \.isNewline).map { $0.split(separator: ",", omittingEmptySubsequences: false) }
        let index = try #require(rows[0].firstIndex { $0 == column })
        return rows.dropFirst().map { String($0[index]) }
    }

    static let files = ["gl_utf8", "gl_cp1258", "gl_tcvn3", "gl_vni", "gl_tcvn3_mojibake_utf8"]

    @Test(arguments: files)
    func everyNameComesThroughWholeWithoutAnOption(file: String) throws {
        let fixture = try ImportFixture()
        let report = try fixture.load(TestData.path("encodings/\(file).shp")) { $0.collection = "xa" }
        #expect(report.rejected == 0)
        for column in ["MA_XA", "TEN_XA", "TEN_HUYEN", "TEN_TINH", "TEN_HOA"] {
            let texts = try fixture.texts(column, of: "xa")
            #expect(texts == (try expected(column)))
            // Equality of texts is canonical; the bytes must be composed as well.
            let isComposed = texts.allSatisfy { $0.map { $0.utf8.elementsEqual(ComposedText.of($0).utf8) } ?? false }
            #expect(isComposed)
        }
        let plan = report.plan.encoding
        #expect(plan.columns.map(\.column) == ["MA_XA", "TEN_XA", "TEN_HUYEN", "TEN_TINH", "TEN_HOA"])
        #expect(plan.columns.dropFirst().allSatisfy { $0.confidence > 0.95 && !$0.samples.isEmpty && $0.others == [] })
        #expect(plan.columns[1].samples.first?.text == "Phường Nguyễn Văn Cừ")
        #expect(plan.columns[0].origin == .undetermined)
    }

    @Test(arguments: [
        ("gl_tcvn3", ["tcvn3"], "TEN_HOA_TCVN3"), ("gl_tcvn3", ["ABC"], "TEN_HOA_TCVN3"),
        ("gl_vni", ["vni"], "TEN_HOA"),
        ("gl_cp1258", ["windows-1258"], "TEN_HOA"), ("gl_tcvn3_mojibake_utf8", ["misread-tcvn3"], "TEN_HOA_TCVN3"),
        ("gl_tcvn3", ["TEN_HOA=tcvn3-capital", "ten_xa=tcvn3"], "TEN_HOA"),
    ])
    func theUsersWordIsTakenByTheLetter(file: String, options: [String], capitals: String) throws {
        let fixture = try ImportFixture()
        let report = try fixture.load(TestData.path("encodings/\(file).shp")) {
            $0.encoding = EncodingOptions(options)
            $0.collection = "xa"
        }
        #expect(try fixture.texts("TEN_HOA", of: "xa") == (try expected(capitals)))
        #expect(report.plan.encoding.columns.contains { $0.origin == .given })
    }

    @Test func anOverrideOfAColumnThatIsNotThereNamesThoseThatAre() throws {
        let columns = ["MA_XA", "TEN_XA", "TEN_HUYEN", "TEN_TINH", "TEN_HOA", "SO"]
        #expect(throws: ImportError.encodingColumnUnknown(name: "TEN", columns: columns)) {
            try ImportFixture.plan(TestData.path("encodings/gl_tcvn3.shp")) {
                $0.encoding = EncodingOptions(["TEN=tcvn3"])
            }
        }
    }

    @Test func everyNameOfAnEncodingThatIsSuggestedIsUnderstood() throws {
        for reading in LegacyEncoding.allCases.map(ByteReading.encoding) {
            #expect(throws: Never.self) { try TextReading(named: reading.option) }
            #expect(throws: Never.self) { try TextReading(named: ByteReading.misread(reading, as: .cp1258).option) }
        }
    }

    @Test func damageIsCountedForEachFeatureAndTheBytesAreKept() throws {
        let fixture = try ImportFixture()
        let report = try fixture.load(TestData.path("encodings/gl_tcvn3_mojibake_utf8.shp")) { $0.collection = "xa" }
        #expect(report.count(of: "text-misread-repaired") > 60)
        #expect(report.issues["text-misread-repaired"]?.samples == [0, 1, 2, 3, 4], "a row is listed once")
        let plan = report.plan
        var options = FeatureReader.Options()
        options.decoders = plan.encoding.decoders
        let feature = try #require(try plan.source.reader(for: plan.layer, options: options).next())
        #expect(feature.rawTexts.map(\.field) == [1, 2, 3, 4])
        #expect(String(decoding: feature.rawTexts[0].bytes, as: UTF8.self) == "Ph\u{AD}êng NguyÔn V¨n Cõ")
    }

    /// The same table, in a folder of the test's own, with another declaration.
    private func copy(_ name: String, declaring encoding: String?) throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        for suffix in ["shp", "shx", "dbf", "prj"] {
            try FileManager.default.copyItem(
                atPath: TestData.path("encodings/\(name).\(suffix)"), toPath: folder.path("a.\(suffix)"))
        }
        if let encoding { try Data(encoding.utf8).write(to: folder.url.appending(path: "a.cpg")) }
        return folder
    }

    @Test(arguments: ["1252", "UTF-8", "ISO 88591", "1258", "936"])
    func aFalseDeclarationIsOverruledAndSaidSo(declared: String) throws {
        let folder = try copy("gl_tcvn3", declaring: declared)
        let plan = try ImportFixture.plan(folder.path("a.shp")).encoding
        #expect(plan.columns[1].name.en == "TCVN3")
        #expect([.overruled, .detected].contains(plan.columns[1].origin))
        #expect(plan.notes.contains { $0.en.contains("the file declares") && $0.vi.contains("tệp khai báo") })
    }

    @Test func otherLanguagesAreNotDoubted() throws {
        for file in ["codepage.shp", "htmlcpg.shp"] {
            #expect(try ImportFixture.plan(TestData.path("odd/\(file)")).encoding.notes == [])
        }
        let plan = try ImportFixture.plan(TestData.path("odd/file_cp936.shp")) { $0.sourceCRS = .epsg(4326) }
        #expect(plan.encoding.notes == [])
        #expect(plan.encoding.name.en == "CP936")
    }

    @Test func oneColumnWithTwoEncodingsIsReadValueByValue() throws {
        let fixture = try ImportFixture()
        let names = ["Phường Hoa Lư", "Xã Chư Prông", "Thị trấn Phú Túc", "Xã Ia Băng", "Huyện Đức Cơ", "Xã Ia Kênh"]
        var rows = Array("x,y,ten\n".utf8)
        for (index, name) in names.enumerated() {
            let encoding: LegacyEncoding = index % 3 == 2 ? .tcvn3 : .utf8
            rows += Array("108.\(index),14,".utf8) + encoding.encode(name).bytes + [0x0A]
        }
        let path = fixture.folder.path("a.csv")
        try Data(rows).write(to: URL(filePath: path))
        let report = try fixture.load(path) { $0.sourceCRS = .epsg(4326) }
        #expect(try fixture.texts("ten", of: "a") == names)
        #expect(report.count(of: "text-other-encoding") == 2)
        let column = try #require(report.plan.encoding.columns.first { $0.column == "ten" })
        #expect(column.others == [ColumnEncoding.Other(name: LocalizedText(vi: "TCVN3", en: "TCVN3"), count: 2)])
    }

    @Test func damageHidesInFormatsThatAreAlwaysUTF8() throws {
        let fixture = try ImportFixture()
        let damaged = ["Phường Hội Thương", "Xã Chư Prông"].map {
            LegacyEncoding.windows1252.decode(Array($0.utf8)).text
        }
        let file = try fixture.geoJSON(
            "a.geojson",
            (damaged + ["\u{D0}ường Lê Lợi", "Ph??ng X"]).map {
                (geometry: #"{"type":"Point","coordinates":[108,14]}"#, properties: #"{"ten":"\#($0)"}"#)
            })
        let report = try fixture.load(file)
        #expect(
            try fixture.texts("ten", of: "a") == ["Phường Hội Thương", "Xã Chư Prông", "Đường Lê Lợi", "Ph??ng X"])
        #expect(report.count(of: "text-misread-repaired") == 2)
        #expect(report.count(of: "letter-folded") == 1)
        #expect(report.count(of: "text-letters-lost") == 1)
    }

    @Test func thinColumnsOfOneTableAreDecidedTogether() throws {
        let fixture = try ImportFixture()
        var rows = Array("x,y,ten,loai\n108,14,".utf8) + LegacyEncoding.tcvn3.encode("Chơ Long").bytes
        rows += [UInt8(ascii: ",")] + LegacyEncoding.tcvn3.encode("Đ").bytes + [0x0A]
        rows += Array("108,14.1,".utf8) + LegacyEncoding.tcvn3.encode("Phường Hội Thương").bytes + Array(",\n".utf8)
        let path = fixture.folder.path("a.csv")
        try Data(rows).write(to: URL(filePath: path))
        try fixture.load(path) { $0.sourceCRS = .epsg(4326) }
        #expect(try fixture.texts("loai", of: "a")[0] == "Đ")
    }

    @Test func textThatTellsTooLittleIsRefusedWithItsReadings() throws {
        let fixture = try ImportFixture()
        let path = fixture.folder.path("a.csv")
        try Data(Array("x,y,ten\n108,14,K".utf8) + [0xE9, 0x74] + [0x0A]).write(to: URL(filePath: path))
        do {
            _ = try ImportFixture.plan(path) { $0.sourceCRS = .epsg(4326) }
            Issue.record("was accepted")
        } catch ImportError.encodingUndecided(_, let claim, let column, let readings) {
            #expect(claim == nil)
            #expect(column == "ten")
            #expect(readings.count > 1)
        }
    }

    @Test func anUnknownEncodingIsRefusedWhateverTheFormat() throws {
        for file in ["encodings/gl_utf8.shp", "formats/pleiku_xa.gpkg"] {
            #expect(throws: ImportError.encodingUnknown("klingon")) {
                try ImportFixture.plan(TestData.path(file)) { $0.encoding = EncodingOptions(all: "klingon") }
            }
        }
    }

    @Test func namesOfColumnsAreReadLikeValues() throws {
        let folder = try TemporaryFolder()
        for suffix in ["shp", "shx", "dbf", "prj"] {
            try FileManager.default.copyItem(
                atPath: TestData.path("encodings/gl_tcvn3.\(suffix)"), toPath: folder.path("a.\(suffix)"))
        }
        let table = folder.url.appending(path: "a.dbf")
        var bytes = try Data(contentsOf: table)
        // The second field descriptor (dBASE III: 32 bytes each, the name first): TEN_XA becomes `Tên xã` in TCVN3.
        let name = LegacyEncoding.tcvn3.encode("Tên xã").bytes
        bytes.replaceSubrange(64..<64 + 11, with: name + Array(repeating: 0, count: 11 - name.count))
        try bytes.write(to: table)
        for options in [[], ["tcvn3"], ["Tên xã=tcvn3"], ["ten_xa=auto"]] {
            let plan = try ImportFixture.plan(folder.path("a.shp")) { $0.encoding = EncodingOptions(options) }
            #expect(plan.definition.schema.properties[1].name == "Ten_xa")
            #expect(plan.definition.schema.properties[1].title == "Tên xã")
        }
    }

    @Test(arguments: ["a.geojson", "a.csv"])
    func decomposedTextIsComposedAndCounted(name: String) throws {
        let fixture = try ImportFixture()
        let text = "Die\u{302}n Ho\u{300}ng"
        let file =
            name.hasSuffix("csv")
            ? try fixture.file(name, "WKT,ten\nPOINT (108 14),\(text)\n")
            : try fixture.geoJSON(
                name, [(geometry: #"{"type":"Point","coordinates":[108,14]}"#, properties: #"{"ten":"\#(text)"}"#)])
        let report = try fixture.load(file) { $0.sourceCRS = .epsg(4326) }
        #expect(report.counts == ["text-composed": 1])
        #expect(report.repaired == 1)
        #expect(try fixture.texts("ten", of: "a")[0]?.unicodeScalars.count == 9)
    }
}
