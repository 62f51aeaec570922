import Foundation
import SimpleFeatures
import TestSupport
import Testing

@testable import StyleSpec

@Suite(.enabled(if: TestData.has("style-spec/validate"), Comment(rawValue: TestData.absence)))
struct SpecificationValidationTests {
    private static let folder = TestData.url("style-spec/validate")

    /// `bad-color` of `bad-color.input.json`.
    private static let names: [String] = {
        let files = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
        return files.filter { $0.hasSuffix(".input.json") }.map { String($0.dropLast(".input.json".count)) }.sorted()
    }()

    private static func text(_ file: String) throws -> [UInt8] {
        try [UInt8](Data(contentsOf: folder.appending(path: file)))
    }

    @Test("a style of the specification's tests has the issues that they list, at their lines", arguments: names)
    func fixture(name: String) throws {
        let expected = try JSONReader.read(Self.text("\(name).output.json")).array ?? []
        let found = StyleValidation.issues(of: try Self.text("\(name).input.json"))
        #expect(found.map(\.text) == expected.map { $0["message"]?.string })
        #expect(found.map { $0.line.map(Int64.init) } == expected.map { $0["line"]?.integer })
        #expect(found.map(\.identifier) == expected.map { $0["identifier"]?.string })
        #expect(found.map(\.severity.rawValue) == expected.map { $0["severity"]?.string })
    }

    @Test("a style that was read already has the same issues, without lines", arguments: names)
    func valuesWithoutText(name: String) throws {
        let text = try Self.text("\(name).input.json")
        let found = StyleValidation.issues(of: try JSONReader.read(text))
        #expect(found.allSatisfy { $0.line == nil })
        let withLines = StyleValidation.issues(of: text)
        #expect(found.map(\.key).sorted() == withLines.map(\.key).sorted())
    }
}
