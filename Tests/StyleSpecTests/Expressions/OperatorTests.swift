import Foundation
import SimpleFeatures
import Testing

@testable import StyleSpec

@Suite struct OperatorTests {
    @Test(
        "mathematics is that of ECMAScript",
        arguments: [
            (#"["+",1,2,3]"#, 6), (#"["+"]"#, 0), (#"["-",5,2]"#, 3), (#"["-",5]"#, -5), (#"["*",2,3,4]"#, 24),
            (#"["/",7,2]"#, 3.5), (#"["%",-7,3]"#, -1), (#"["^",2,10]"#, 1024), (#"["sqrt",9]"#, 3),
            (#"["abs",-2.5]"#, 2.5), (#"["round",2.5]"#, 3), (#"["round",-2.5]"#, -3), (#"["floor",-1.5]"#, -2),
            (#"["ceil",-1.5]"#, -1), (#"["min",3,1,2]"#, 1), (#"["max",3,1,2]"#, 3), (#"["ln",["e"]]"#, 1),
            (#"["log2",8]"#, 3), (#"["log10",100]"#, 2), (#"["ln2"]"#, 0.6931471805599453), (#"["sin",0]"#, 0),
            (#"["cos",["pi"]]"#, -1), (#"["tan",0]"#, 0), (#"["asin",1]"#, 1.5707963267948966), (#"["acos",1]"#, 0),
            (#"["atan",1]"#, 0.7853981633974483),
        ] as [(String, Double)])
    func mathematics(text: String, expected: Double) throws {
        #expect(try Evaluation.value(text).matches(.real(expected)))
    }

    @Test(
        "texts and lists are searched, cut and put together",
        arguments: [
            (#"["split","a-b-c","-"]"#, #"["a","b","c"]"#), (#"["split","ab",""]"#, #"["a","b"]"#),
            (#"["join",["literal",["a","b"]],", "]"#, #""a, b""#), (#"["index-of","ế","Kế"]"#, "1"),
            (#"["index-of",3,["literal",[1,2,3]]]"#, "2"), (#"["slice","Gia Lai",4]"#, #""Lai""#),
            (#"["slice",["literal",[1,2,3]],-2,-1]"#, "[2]"), (#"["upcase","thửa đất"]"#, #""THỬA ĐẤT""#),
            (#"["concat","a",1,true,null]"#, #""a1true""#), (#"["length","đất"]"#, "3"),
            (#"["to-string",["literal",{"a":[1,0.5]}]]"#, #""{\"a\":[1,0.5]}""#),
            (#"["typeof",["literal",[1,2]]]"#, #""array<number, 2>""#),
            (#"["let","x",2,"y",3,["*",["var","x"],["var","y"]]]"#, "6"),
            (#"["number-format",1234567.891,{"locale":"vi-VN","max-fraction-digits":1}]"#, #""1.234.567,9""#),
            (#"["to-rgba",["rgba",255,0,0,0.5]]"#, "[255,0,0,0.5]"), (#"["semiliteral",[["+",1,1],"a"]]"#, #"[2,"a"]"#),
        ])
    func texts(text: String, expected: String) throws {
        #expect(try Evaluation.value(text).matches(Evaluation.json(expected)))
    }

    @Test("colours are mixed in RGB, in L*a*b* and by hue and chroma")
    func colorSpaces() throws {
        func half(_ name: String) throws -> JSONValue {
            try Evaluation.value(#"["\#(name)",["linear"],["zoom"],0,"red",20,"blue"]"#, as: .color)
        }
        #expect(try half("interpolate").matches([0.5, 0, 0.5, 1]))
        // chroma.js: chroma.mix("red", "blue", 0.5, "lab") and "lch", illuminant D50.
        #expect(try half("interpolate-lab").matches([0.756, 0, 0.538, 1]) == false)
        let lab = try half("interpolate-lab").array?.compactMap(\.number) ?? []
        let hcl = try half("interpolate-hcl").array?.compactMap(\.number) ?? []
        #expect(abs(lab[0] - 0.794) < 0.05 && abs(lab[2] - 0.53) < 0.05)
        #expect(hcl[0] > lab[0] && hcl[3] == 1)
    }

    @Test("stops are joined by straight lines, exponentials and Bézier curves")
    func interpolations() throws {
        func value(_ interpolation: String, _ zoom: Double) throws -> Double {
            let text = #"["interpolate",\#(interpolation),["zoom"],0,0,10,100]"#
            return try Evaluation.value(text, in: EvaluationContext(zoom: zoom)).number ?? .nan
        }
        #expect(try value(#"["linear"]"#, 5) == 50)
        #expect(try value(#"["linear"]"#, -1) == 0 && value(#"["linear"]"#, 11) == 100)
        // (2^5 - 1) / (2^10 - 1)
        #expect(try abs(value(#"["exponential",2]"#, 5) - 100 * 31.0 / 1023) < 1e-9)
        // The curve of `ease-in-out` is symmetric.
        #expect(try abs(value(#"["cubic-bezier",0.42,0,0.58,1]"#, 5) - 50) < 1e-3)
    }

    @Test("what the map knows is read from the context")
    func contextual() throws {
        var context = EvaluationContext(
            zoom: 3, surroundings: EvaluationSurroundings(images: ["bus"], accumulated: .number(7)) { $0 != "ي" })
        context.heatmapDensity = 0.25
        context.lineProgress = 0.5
        context.elevation = 800
        #expect(try Evaluation.value(#"["heatmap-density"]"#, in: context).number == 0.25)
        #expect(try Evaluation.value(#"["line-progress"]"#, in: context).number == 0.5)
        #expect(try Evaluation.value(#"["elevation"]"#, in: context).number == 800)
        #expect(try Evaluation.value(#"["accumulated"]"#, in: context).number == 7)
        #expect(try Evaluation.value(#"["is-supported-script","ي"]"#, in: context) == false)
        #expect(try Evaluation.value(#"["is-supported-script","ơ"]"#, in: context) == true)
        #expect(
            try Evaluation.value(#"["coalesce",["image","tram"],["image","bus"]]"#, in: context)
                == ["name": "bus", "available": true])
    }

    @Test("a feature is read by name, id, type, state and as a whole")
    func features() throws {
        let feature = FixtureFeature(["a": 1, "b": nil], id: 12, type: .polygon, states: ["hover": true])
        let context = EvaluationContext(zoom: 1, feature: feature)
        #expect(try Evaluation.value(#"["get","a"]"#, in: context).number == 1)
        #expect(try Evaluation.value(#"["get",["concat","","a"]]"#, in: context).number == 1)
        #expect(try Evaluation.value(#"["get","c"]"#, in: context) == .null)
        #expect(try Evaluation.value(#"["has","b"]"#, in: context) == true)
        #expect(try Evaluation.value(#"["has","c"]"#, in: context) == false)
        #expect(try Evaluation.value(#"["id"]"#, in: context).number == 12)
        #expect(try Evaluation.value(#"["geometry-type"]"#, in: context) == "Polygon")
        #expect(try Evaluation.value(#"["feature-state","hover"]"#, in: context) == true)
        #expect(try Evaluation.value(#"["properties"]"#, in: context).matches(["a": 1, "b": nil]))
    }

    @Test("an error that the style raises says so, at its place")
    func raised() throws {
        let expression = try Evaluation.compile(Evaluation.json(#"["case",["has","a"],1,["error","no a"]]"#))
        let error = #expect(throws: EvaluationError.self) { try expression.evaluate(EvaluationContext(zoom: 1)) }
        #expect(error?.message == "no a")
        #expect(error?.path == [3])
    }

    @Test(
        "texts are compared as a language has them",
        arguments: [
            (#"{}"#, "Hồ", "ho", true), (#"{"diacritic-sensitive":true}"#, "Hồ", "ho", false),
            (#"{"diacritic-sensitive":true}"#, "Hồ", "hồ", true),
            (#"{"case-sensitive":true,"diacritic-sensitive":true}"#, "Hồ", "hồ", false),
        ])
    func collation(options: String, left: String, right: String, areEqual: Bool) throws {
        #expect(
            try Evaluation.value(#"["==","\#(left)","\#(right)",["collator",\#(options)]]"#) == .boolean(areEqual))
    }

    @Test("a collator's language is the one that is known")
    func locale() throws {
        #expect(try Evaluation.value(#"["resolved-locale",["collator",{"locale":"vi"}]]"#) == "vi")
        #expect(try Evaluation.value(#"["resolved-locale",["collator",{"locale":"xq"}]]"#) == "en")
    }
}
