import Foundation
import SimpleFeatures
import TestSupport
import Testing

@testable import StyleSpec

@Suite(.enabled(if: TestData.has("style-spec/expression"), Comment(rawValue: TestData.absence)))
struct SpecificationExpressionTests {
    private static let folder = TestData.url("style-spec/expression")

    @Test(
        "an expression of the specification's tests compiles, fails and evaluates as they say",
        arguments: ExpressionFixture.paths(in: folder))
    func fixture(path: String) throws {
        let fixture = try ExpressionFixture(Self.folder.appending(path: path))
        let expected = try #require(fixture.json["expected"])
        let result = fixture.result()
        #expect(result.matches(expected), "found \(result.compactText), expected \(expected.compactText)")
    }
}
