import SimpleFeatures
import Testing

@testable import StyleSpec

@Suite struct StyleUsageTests {
    private static func value(_ text: String) throws -> JSONValue { try JSONReader.read(Array(text.utf8)) }

    @Test(
        "a value reads the properties that its expression, function or tokens name",
        arguments: [
            (#"["get","a"]"#, ["a"]), (#"["case",["has","a"],["get","b"],"c"]"#, ["a", "b"]),
            (#"["match",["get","a"],["get","x"],"b","c"]"#, ["a"]),
            (#"["match",["get","a"],"k",["get","b"],["get","c"]]"#, ["a", "b", "c"]),
            (#"["literal",["get","a"]]"#, []), (#"["feature-state","a"]"#, []), (#"["id"]"#, []),
            (#"["format",["get","a"],{"text-color":["get","b"]}]"#, ["a", "b"]),
            (#"["get","a",["literal",{"a":1}]]"#, []), (#"["in","a",["get","b"]]"#, ["b"]),
            (#"["let","x",["get","a"],["var","x"]]"#, ["a"]), (#""Tờ {SO_TO}, thửa {SO_THUA}""#, ["SO_TO", "SO_THUA"]),
            (#""{a""#, []), (#"{"property":"a","stops":[[1,"{b}"]]}"#, ["a", "b"]), ("3", []),
        ])
    func values(text: String, expected: [String]) throws {
        let anything = PropertySpecification("value", nil)
        #expect(ExpressionProperties.ofValue(try Self.value(text), of: anything) == .some(Set(expected)))
    }

    @Test(
        "a name that is computed may be any", arguments: [#"["get",["concat","a",["get","b"]]]"#, #"["properties"]"#])
    func any(text: String) throws {
        #expect(ExpressionProperties.ofValue(try Self.value(text), of: PropertySpecification("value", nil)) == .all)
    }

    @Test("an expression is read as the property that it is for takes it")
    func typed() throws {
        let width = try Self.value(#"["interpolate",["linear"],["zoom"],7,["get","a"],9,2]"#)
        #expect(ExpressionProperties.ofValue(width, of: .number("line-width", 1)) == .some(["a"]))
    }

    @Test("what looks like an expression and is none may read anything")
    func unknown() throws {
        let wrong = try Self.value(#"["get",["no-such-operator"]]"#)
        #expect(ExpressionProperties.ofValue(wrong, of: PropertySpecification("value", nil)) == .all)
    }

    @Test(
        "a filter reads properties in either form",
        arguments: [
            (#"["==","a","b"]"#, ["a"]), (#"["==",["get","a"],"b"]"#, ["a"]), (#"["in","a","x","y"]"#, ["a"]),
            (#"["in",["get","a"],["literal",["x"]]]"#, ["a"]), (#"["!in","a","x"]"#, ["a"]), (#"["has","a"]"#, ["a"]),
            (#"["!has","a"]"#, ["a"]), (#"["==","$type","Point"]"#, []), (#"["has","$id"]"#, []),
            (#"["all",["==","a",1],["any",[">","b",2],["none",["has","c"]]]]"#, ["a", "b", "c"]),
            (#"["==",["geometry-type"],"Point"]"#, []), (#"["all",[">=",["get","a"],2]]"#, ["a"]),
        ])
    func filters(text: String, expected: [String]) throws {
        #expect(ExpressionProperties.ofFilter(try Self.value(text)) == .some(Set(expected)))
    }

    @Test("a source layer is read at the zooms where some layer draws it, with what is read there")
    func zooms() throws {
        let layers = try Self.value(
            #"""
            [{"id":"0","type":"background"},
             {"id":"1","type":"line","source-layer":"duong","minzoom":9.5,"maxzoom":14,"paint":{"line-width":["get","a"]}},
             {"id":"2","type":"symbol","source-layer":"duong","minzoom":12,"layout":{"text-field":"{TEN}"}},
             {"id":"3","type":"symbol","source-layer":"an","layout":{"visibility":"none"}},
             {"id":"4","type":"fill","source-layer":"thua","minzoom":17}]
            """#)
        let usage = StyleUsage(layers: layers.array ?? [])
        #expect(usage.sourceLayers == ["duong", "thua"])
        func read(_ zoom: Int) -> PropertyUse? { usage.properties(of: "duong", atZoom: zoom, deepest: 16) }
        #expect(read(8) == nil)
        #expect(read(9) == .some(["a"]) && read(11) == .some(["a"]))
        #expect(read(12) == .some(["a", "TEN"]) && read(13) == .some(["a", "TEN"]))
        #expect(read(14) == .some(["TEN"]) && read(16) == .some(["TEN"]))
        #expect(usage.properties(of: "thua", atZoom: 15, deepest: 16) == nil)
        #expect(usage.properties(of: "thua", atZoom: 16, deepest: 16) == PropertyUse.none)
        #expect(usage.properties(of: "an", atZoom: 16, deepest: 16) == nil)
    }
}
