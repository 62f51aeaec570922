import SimpleFeatures
import Testing

@testable import StyleSpec

@Suite struct LegacyFilterTests {
    private func accepts(_ filter: String, _ feature: FixtureFeature) throws -> Bool {
        var names = PropertyNames()
        let filter = try StyleFilter(Evaluation.json(filter), names: &names)
        return filter.accepts(EvaluationContext(zoom: 10, feature: feature))
    }

    @Test(
        "filters of before expressions keep their meaning",
        arguments: [
            (#"["==","a",1]"#, true), (#"["==","a","1"]"#, false), (#"["==","c",1]"#, false),
            (#"["!=","c",1]"#, true), (#"["!=","a",1]"#, false), (#"[">","a",0]"#, true), (#"["<=","a",1]"#, true),
            // Another type has no order with it.
            (#"["<","a","2"]"#, false), (#"[">=","b","w"]"#, true), (#"["in","b","x","y"]"#, true),
            (#"["in","b"]"#, false), (#"["!in","b","x"]"#, false), (#"["!in","c","x"]"#, true), (#"["has","a"]"#, true),
            (#"["!has","c"]"#, true), (#"["has","$id"]"#, true), (#"["==","$id",7]"#, true),
            (#"["in","$id",6,7]"#, true), (#"["==","$type","Polygon"]"#, true),
            (#"["in","$type","Point","LineString"]"#, false), (#"["all",["==","a",1],["==","b","x"]]"#, true),
            (#"["any",["==","a",2],["==","b","y"]]"#, false), (#"["none",["==","a",2],["==","b","y"]]"#, true),
            (#"["any"]"#, false), (#"["all"]"#, true), (#"["none"]"#, true),
        ])
    func legacy(filter: String, isAccepted: Bool) throws {
        let feature = FixtureFeature(["a": 1, "b": "x"], id: 7, type: .polygon)
        #expect(try accepts(filter, feature) == isAccepted)
    }

    @Test(
        "filters that are expressions are left alone",
        arguments: [
            (#"["==",["get","a"],1]"#, true), (#"["in","x",["get","b"]]"#, true), (#"["has","a"]"#, true),
            (#"["any",["has","c"],["==",["get","a"],1]]"#, true), (#"[">=",["zoom"],11]"#, false), ("true", true),
            // It fails for want of a number, and draws nothing.
            (#"[">",["get","c"],1]"#, false),
        ])
    func expressions(filter: String, isAccepted: Bool) throws {
        #expect(try accepts(filter, FixtureFeature(["a": 1, "b": "xyz"])) == isAccepted)
    }

    @Test("a list of 10,000 values is searched")
    func large() throws {
        let values = (0..<10_000).map { #""\#($0)""# }.joined(separator: ",")
        #expect(try accepts(#"["in","a",\#(values)]"#, FixtureFeature(["a": "9999"])))
        #expect(try !accepts(#"["in","a",\#(values)]"#, FixtureFeature(["a": "10000"])))
    }

    @Test("a filter says what it reads")
    func dependencies() throws {
        var names = PropertyNames()
        let filter = try StyleFilter(
            Evaluation.json(#"["all",["==","a",1],["has","b"],["==","$type","Point"]]"#), names: &names)
        #expect(filter.dependencies.properties == .some(["a", "b"]))
        #expect(filter.dependencies.sources == .feature)
        #expect(names.all == ["a", "b"])
    }
}
