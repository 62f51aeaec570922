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

    @Test(
        arguments: [
            ("gl_utf8", nil, "TEN_HOA"), ("gl_cp1258", nil, "TEN_HOA"), ("gl_tcvn3", "tcvn3", "TEN_HOA_TCVN3"),
            ("gl_tcvn3", "ABC", "TEN_HOA_TCVN3"), ("gl_vni", "vni", "TEN_HOA"),
            ("gl_cp1258", "windows-1258", "TEN_HOA"),
            ("gl_tcvn3_mojibake_utf8", "misread-tcvn3", "TEN_HOA_TCVN3"),
        ] as [(String, String?, String)])
    func everyNameComesThroughWhole(file: String, encoding: String?, capitals: String) throws {
        let fixture = try ImportFixture()
        let report = try fixture.load(TestData.path("encodings/\(file).shp")) {
            $0.encoding = encoding
            $0.collection = "xa"
        }
        #expect(report.counts == [:])
        #expect(report.plan.encoding.notes == [])
        for (column, original) in [
            ("MA_XA", "MA_XA"), ("TEN_XA", "TEN_XA"), ("TEN_HUYEN", "TEN_HUYEN"), ("TEN_TINH", "TEN_TINH"),
            ("TEN_HOA", capitals),
        ] {
            let texts = try fixture.texts(column, of: "xa")
            // TCVN3 has no capitals with tones: `Xã Chư Á` could only be written `Xã Chư á`.
            let fold: (String) -> String = capitals == "TEN_HOA" ? { $0 } : { $0.lowercased() }
            #expect(texts.map { $0.map(fold) } == (try expected(original)).map(fold))
            // Equality of texts is canonical; the bytes must be composed as well.
            let isComposed = texts.allSatisfy { $0.map { $0.utf8.elementsEqual(ComposedText.of($0).utf8) } ?? false }
            #expect(isComposed)
        }
    }

    @Test(arguments: [("gl_tcvn3", "tcvn3"), ("gl_vni", "vni")])
    func bytesThatNobodyDeclaredAreRefusedWithTheLikeliestReadingFirst(file: String, encoding: String) throws {
        do {
            _ = try ImportFixture.plan(TestData.path("encodings/\(file).shp"))
            Issue.record("was accepted")
        } catch ImportError.encodingUndecided(_, let claim, let column, let readings) {
            #expect(claim == nil)
            #expect(column == "TEN_XA")
            #expect(readings.first?.encoding == encoding)
            #expect(readings.first?.text == "Phường Nguyễn Văn Cừ")
        }
    }

    @Test func everyNameOfAnEncodingThatIsSuggestedIsUnderstood() throws {
        for reading in LegacyEncoding.allCases.map(EncodingRanking.Reading.encoding) + [
            .misread(.tcvn3), .misread(.vni),
        ] {
            #expect(throws: Never.self) { try TextReading(named: TextReading.option(reading)) }
        }
    }

    @Test func textDamagedEarlierIsLoadedWithADoubt() throws {
        let plan = try ImportFixture.plan(TestData.path("encodings/gl_tcvn3_mojibake_utf8.shp"))
        #expect(
            plan.encoding.notes == [
                "the text looks wrong: 'Ph­êng NguyÔn V¨n Cõ' would be 'Phường Nguyễn Văn Cừ' with --encoding misread-tcvn3"
            ])
    }

    @Test func aFalseDeclarationIsDoubted() throws {
        let folder = try TemporaryFolder()
        for suffix in ["shp", "shx", "dbf", "prj"] {
            try FileManager.default.copyItem(
                atPath: TestData.path("encodings/gl_tcvn3.\(suffix)"), toPath: folder.path("a.\(suffix)"))
        }
        try Data("1252".utf8).write(to: folder.url.appending(path: "a.cpg"))
        let plan = try ImportFixture.plan(folder.path("a.shp"))
        #expect(plan.encoding.notes.count == 1)
        #expect(plan.encoding.notes.first?.hasSuffix("with --encoding tcvn3") == true)
    }

    @Test func otherLanguagesAreNotDoubted() throws {
        for file in ["codepage.shp", "htmlcpg.shp"] {
            #expect(try ImportFixture.plan(TestData.path("odd/\(file)")).encoding.notes == [])
        }
        let plan = try ImportFixture.plan(TestData.path("odd/latin1.shp")) {
            $0.sourceCRS = .epsg(4326)
            $0.encoding = "latin1"
        }
        #expect(plan.encoding.notes == [])
    }

    @Test func anUnknownEncodingIsRefusedWhateverTheFormat() throws {
        for file in ["encodings/gl_utf8.shp", "formats/pleiku_xa.gpkg"] {
            #expect(throws: ImportError.encodingUnknown("klingon")) {
                try ImportFixture.plan(TestData.path(file)) { $0.encoding = "klingon" }
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
        let plan = try ImportFixture.plan(folder.path("a.shp")) { $0.encoding = "tcvn3" }
        #expect(plan.definition.schema.properties[1].name == "Ten_xa")
        #expect(plan.definition.schema.properties[1].title == "Tên xã")
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
