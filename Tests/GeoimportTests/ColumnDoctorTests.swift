import Foundation
import GeoStore
import SimpleFeatures
import TestSupport
import Testing
import VietnameseText

@testable import geoimport

/// Columns of one layer are looked at together: what is plain in one decides about another.
@Suite struct ColumnDoctorTests {
    private static let communes = ["Phường Hội Thương", "Xã Chư Prông", "Thị trấn Phú Túc", "Xã Ia Băng", "Xã Ân Hảo"]

    private func bytes(_ texts: [String], _ encoding: LegacyEncoding) -> [[UInt8]] {
        texts.map { encoding.encode($0).bytes }
    }

    private func diagnoses(_ columns: [[[UInt8]]?], claim: EncodingClaim = .none) -> [ColumnDiagnosis?] {
        ColumnDoctor(samples: columns, claim: { _ in claim }).diagnoses
    }

    @Test(arguments: [LegacyEncoding.tcvn3, .vni])
    func aColumnWithOneLetterFollowsItsNeighbours(encoding: LegacyEncoding) {
        let thin = bytes(["Đ"], encoding)
        #expect(diagnoses([thin])[0]?.verdict == .ambiguous, "by itself it says nothing")
        let beside = diagnoses([thin, bytes(Self.communes, encoding)])
        #expect(beside[0]?.reader.reading == .encoding(encoding))
        #expect(beside[0]?.verdict == .detected)
        #expect(beside[1]?.reader.reading == .encoding(encoding))
    }

    @Test func theSameBytesFollowWhoeverStandsBesideThem() {
        let letter: [[UInt8]] = [[0xF1]]
        #expect(diagnoses([letter, bytes(Self.communes, .vni)])[0]?.reader.text(of: letter[0])?.text == "đ")
        #expect(diagnoses([letter, bytes(Self.communes, .tcvn3)])[0]?.reader.text(of: letter[0])?.text == "ủ")
    }

    @Test func damageInOneColumnTellsWhatTheNextOneLost() {
        func damaged(_ text: String) -> [UInt8] {
            Array(String(decoding: LegacyEncoding.tcvn3.encode(text).bytes.map { UInt16($0) }, as: UTF16.self).utf8)
        }
        let thin = [damaged("Ph")] + [damaged("Chư")]
        let beside = diagnoses([thin, Self.communes.map(damaged)], claim: .wellFounded)[0]?.reader
        #expect(beside?.text(of: thin[1])?.text == "Chư")
        #expect(beside?.reading?.isMisread == true)
    }

    @Test func oneWordIsVIQRBesideVIQR() {
        let province = [Array("Ti?nh Gia Lai".utf8)]
        #expect(diagnoses([province])[0]?.verdict == .silent)
        let beside = diagnoses([province, bytes(Self.communes, .viqr)])[0]
        #expect(beside?.reader.reading == .encoding(.viqr))
        #expect((beside?.confidence ?? 0) >= 0.9)
        let plain = [Array("Ai?".utf8), Array("what's up?".utf8)]
        #expect(diagnoses([plain, bytes(Self.communes, .viqr)])[0]?.verdict == .silent, "plain questions stay")
    }

    @Test func aColumnThatAPersonDecidedIsNotAskedAndDoesNotVote() {
        let found = diagnoses([nil, bytes(["Đ"], .tcvn3)])
        #expect(found[0] == nil)
        #expect(found[1]?.verdict == .ambiguous)
    }

    @Test("names without a capital: the report says how to get capitals, and the way works")
    func capitals() throws {
        let fixture = try ImportFixture()
        let names = Self.communes.map { $0.lowercased() }
        var table = Array("TEN_XA,GHI_CHU,x,y\n".utf8)
        for (index, name) in names.enumerated() {
            table += LegacyEncoding.tcvn3.encode("\(name),đất ở thứ \(index),108.\(index),14\n").bytes
        }
        let path = fixture.folder.path("a.csv")
        try Data(table).write(to: URL(filePath: path))
        let report = try fixture.load(path) { $0.sourceCRS = .epsg(4326) }
        #expect(try fixture.texts("TEN_XA", of: "a") == names, "nothing is guessed")
        let option = "TEN_XA=tcvn3-capital"
        let hints = report.notes.filter { $0.vi.contains("phông chữ hoa") && $0.en.contains("capital font") }
        #expect(hints.count == 1, "a column of remarks is none of names")
        #expect(hints.first?.vi.contains("--encoding \(option)") == true)
        #expect(hints.first?.vi.contains("'phường hội thương' thành 'PHƯỜNG HỘI THƯƠNG'") == true)
        try fixture.load(path) {
            $0.sourceCRS = .epsg(4326)
            $0.mode = .replace
            $0.encoding = EncodingOptions([option])
        }
        #expect(try fixture.texts("TEN_XA", of: "a") == Self.communes.map { $0.uppercased() })
    }

    @Test func damageIsNamedInTheLanguageOfTheReport() throws {
        let twice = ByteReading.misread(.misread(.encoding(.utf8), as: .western), as: .cp1258)
        let names = EncodingName.of(TextReader(twice))
        #expect(names.vi == "UTF-8 từng bị đọc nhầm hai lần, là windows-1252 rồi windows-1258")
        #expect(names.en == "UTF-8 misread twice, as windows-1252 and windows-1258")
        let once = EncodingName.of(TextReader(.misread(.encoding(.tcvn3), as: .western)))
        #expect(once.vi == "TCVN3 từng bị đọc nhầm là windows-1252")
        #expect(once.en == "TCVN3 once misread as windows-1252")
        #expect(EncodingName.of(TextReader(.encoding(.tcvn3)), isCapitalFont: true).vi == "TCVN3 (phông chữ hoa)")
    }
}
