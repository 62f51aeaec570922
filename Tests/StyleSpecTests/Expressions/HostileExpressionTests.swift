import SimpleFeatures
import Testing

@testable import StyleSpec

@Suite struct HostileExpressionTests {
    @Test("an expression that is nested 10,000 deep is refused where it gets too deep")
    func depth() {
        var json: JSONValue = ["zoom"]
        for _ in 0..<10_000 { json = ["-", json] }
        let errors = Evaluation.errors(json)
        #expect(errors.map(\.key) == [String(repeating: "[1]", count: 120)])
        #expect(errors.first?.message == "Expressions may be nested 120 deep; this one is deeper.")
    }

    @Test("real depths are no trouble")
    func shallow() throws {
        var json: JSONValue = ["zoom"]
        for _ in 0..<100 { json = ["-", json] }
        json = ["interpolate", ["linear"], ["zoom"], 0, 1, 10, 2]
        for _ in 0..<100 { json = ["let", "a", 1, json] }
        #expect(try Evaluation.compile(json).kind == .camera)
    }

    @Test("a literal and a filter that are nested 10,000 deep are refused")
    func deepValues() {
        var json: JSONValue = []
        for _ in 0..<10_000 { json = [json] }
        #expect(Evaluation.errors(["literal", json]).first?.message.hasPrefix("Literals may be nested 120") == true)
        var filter: JSONValue = ["==", "a", 1]
        for _ in 0..<10_000 { filter = ["all", filter] }
        var names = PropertyNames()
        #expect(throws: ExpressionErrors.self) { try StyleFilter(filter, names: &names) }
    }

    @Test("variables of variables may not cost more than a large expression does")
    func variables() {
        var json: JSONValue = ["+", ["var", "v60"], 1]
        for level in (1...60).reversed() {
            let former: JSONValue = level == 1 ? ["zoom"] : ["var", .string("v\(level - 1)")]
            json = ["let", .string("v\(level)"), ["+", former, former], json]
        }
        #expect(Evaluation.errors(json).last?.message == "The expression is too large: it may have 100000 parts.")
    }

    @Test("a text that is twice the text before, again and again, ends at a limit")
    func texts() {
        var json: JSONValue = ["var", "t60"]
        for level in (1...60).reversed() {
            let former: JSONValue = level == 1 ? "0123456789" : ["var", .string("t\(level - 1)")]
            json = ["let", .string("t\(level)"), ["concat", former, former], json]
        }
        #expect(Evaluation.errors(json).last?.message == "The text would be longer than 65536 bytes.")
    }

    @Test("conditions that are wrong at the bottom are not compiled twice at every level")
    func conditions() {
        var json: JSONValue = ["no-such-operator"]
        for _ in 0..<100 { json = ["all", json, true] }
        #expect(!Evaluation.errors(json).isEmpty)
    }

    @Test(
        "wrong forms of every operator are errors",
        arguments: Operators.all.keys.sorted())
    func forms(name: String) {
        let operands: [JSONValue] = [
            .null, true, -1, 1e300, "", "a", [], ["get"], ["literal", []], [1, 2], [:], ["type": "Polygon"],
            ["locale": ["get", 1]],
        ]
        for first in operands {
            // Whether it compiles is not asked: it must not trap, neither then nor when it is evaluated.
            for parts in [[first], [first, first], [first, "a", first], [first, 1, first, 2, first], []] {
                let json = JSONValue.array([.string(name)] + parts)
                let context = EvaluationContext(zoom: .nan, feature: FixtureFeature(["a": "x"]))
                if let expression = try? Evaluation.compile(json) { _ = try? expression.evaluate(context) }
            }
        }
    }
}
