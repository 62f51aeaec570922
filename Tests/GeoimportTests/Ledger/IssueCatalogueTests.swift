import Foundation
import GeoStore
import TestSupport
import Testing

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

    @Test("an issue outside the catalogue gives its detail for a reason")
    func unknownCode() {
        #expect(ImportIssue(code: "x", outcome: .noted, detail: "y").reason == LocalizedText(vi: "y", en: "y"))
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
