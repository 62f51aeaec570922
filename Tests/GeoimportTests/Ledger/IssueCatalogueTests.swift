import Foundation
import GeoStore
import TestSupport
import Testing

@testable import FeatureExchange
@testable import geoimport

@Suite("The catalogue of issue codes") struct IssueCatalogueTests {
    static let document = TestData.packageRoot.appending(path: "docs/import-issues.md")

    static func line(_ code: ImportIssue.Code) -> String {
        let outcome =
            switch code.outcome {
            case .rejected: "loại / rejected"
            case .repaired: "đã sửa / repaired"
            case .noted: "ghi nhận / noted"
            }
        return "| `\(code.rawValue)` | \(outcome) | \(code.reason.vi) | \(code.reason.en) |"
    }

    static func line(_ rule: GeometryRule) -> String {
        "| `\(rule.rawValue)` | \(rule.sentence.vi) | \(rule.sentence.en) |"
    }

    @Test("docs/import-issues.md has every code and every rule with both sentences, and no other")
    func documentAndCodeAgree() throws {
        let lines = try String(contentsOf: Self.document, encoding: .utf8).components(separatedBy: "\n")
        let written = lines.filter { $0.hasPrefix("| `") }
        #expect(written == ImportIssue.Code.allCases.map(Self.line) + GeometryRule.allCases.map(Self.line))
    }

    @Test("every sentence says something in its own language", arguments: ImportIssue.Code.allCases)
    func sentences(code: ImportIssue.Code) {
        #expect(code.reason.vi.hasSuffix(".") && code.reason.en.hasSuffix("."))
        #expect(code.reason.vi != code.reason.en)
        #expect(code.reason.vi.unicodeScalars.contains { $0.value > 0x7F }, "Vietnamese has tone marks")
        #expect(
            code.reason.en.unicodeScalars.filter { $0.value > 0x7F }.allSatisfy {
                "Ððđ".unicodeScalars.contains($0) || $0 == "Đ"
            })
        #expect(code.reason.vi == code.reason.vi.precomposedStringWithCanonicalMapping)
    }

    @Test("every code of the catalogue is raised somewhere, and none is written as a bare string")
    func everyCodeIsRaised() throws {
        let folder = TestData.packageRoot.appending(path: "Sources/geoimport")
        let files = try #require(FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil))
        var text = ""
        for case let file as URL in files where file.pathExtension == "swift" {
            guard file.lastPathComponent != "ImportIssueCode.swift" else { continue }
            text += try String(contentsOf: file, encoding: .utf8)
        }
        let words = Set(text.split { !($0.isLetter || $0.isNumber || $0 == ".") })
        for code in ImportIssue.Code.allCases {
            #expect(words.contains { $0.hasSuffix(".\(code)") }, "nobody raises \(code.rawValue)")
            #expect(!text.contains("\"\(code.rawValue)\""), "\(code.rawValue) is a case of ImportIssue.Code")
        }
    }

    static let sourceIssues: [SourceIssue] = [
        .geometryUnreadable(reason: "r"), .noGeometry(in: "chưa đo"), .curvesLinearised, .surfaceConverted(from: "TIN"),
        .measuresDropped,
        .textUndecodable(field: 0, bytes: [0xFF]), .textOtherEncoding(field: 0, encoding: "TCVN3", text: "Xã"),
        .textMisreadRepaired(field: 0, bytes: [0x41], text: "Xã"), .letterFolded(field: 0, text: "Đak Đoa"),
        .textComposed(field: 0), .capitalsRestored(field: 0, text: "XÃ"), .textLettersLost(field: 0, text: "X?"),
        .numberNotFinite(field: 0), .dateInvalid(field: 0, found: "2025-02-30"),
        .logicalInvalid(field: 0, found: "?"),
        .libraryMessage(GDALMessage(severity: .warning, code: .none, text: "m")),
    ]

    @Test("what the reader reports has the same code here", arguments: sourceIssues)
    func readerAndCatalogueAgree(issue: SourceIssue) throws {
        let fixture = try ImportFixture()
        let fields = try VectorSource(path: fixture.file("a.csv", "TEN_XA,X\nPleiku,1\n")).layer().fields
        let found = ImportIssue(issue, fields: fields)
        #expect(found.code == issue.code)
        #expect(!found.detail.en.isEmpty)
        #expect(found.detail.vi != found.detail.en || !found.detail.en.contains(" "))
    }

    @Test("a geometry's reason names the rule first and then what to do")
    func ruleAndCode() {
        let issue = ImportIssue(.geometryInvalid, detail: "", rule: .ringOpen)
        #expect(issue.reason.vi.hasPrefix("Ranh giới chưa khép kín. Lần nhập này"))
        #expect(issue.reason.en.hasPrefix("The boundary is not closed. This import"))
    }

    @Test(
        "reasons of GEOS are told apart",
        arguments: [
            ("Self-intersection", GeometryRule.ringCrossesItself), ("Ring Self-intersection", .ringTouchesItself),
            ("Hole lies outside shell", .holeOutsideShell), ("Holes are nested", .holesNested),
            ("Nested shells", .partsNested), ("Duplicate Rings", .ringsDuplicate),
            ("Interior is disconnected", .interiorDisconnected),
            ("Too few points in geometry component", .ringTooFewPoints),
            (
                "IllegalArgumentException: Invalid number of points in LinearRing found 3 - must be 0 or >= 4",
                .ringTooFewPoints
            ),
            ("IllegalArgumentException: Points of LinearRing do not form a closed linestring", .ringOpen),
            ("Invalid Coordinate", .other),
        ])
    func engineReasons(reason: String, rule: GeometryRule) { #expect(GeometryRule(geosReason: reason) == rule) }
}
