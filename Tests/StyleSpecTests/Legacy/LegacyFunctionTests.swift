import SimpleFeatures
import Testing

@testable import StyleSpec

@Suite struct LegacyFunctionTests {
    private func value(
        _ function: String, for property: PropertySpecification, zoom: Double = 10,
        _ properties: JSONObject = ["a": 5, "k": "x"]
    ) throws -> JSONValue {
        var names = PropertyNames()
        let expression = try PropertyExpression(Evaluation.json(function), for: property, names: &names)
        return try expression.evaluate(
            EvaluationContext(zoom: zoom, feature: FixtureFeature(properties))
        ).fixtureJSON
    }

    private let width = PropertySpecification.number("line-width", 1).perFeature
    private let color = PropertySpecification.color("fill-color", "#000000").perFeature

    @Test("a function of the zoom goes from stop to stop")
    func camera() throws {
        #expect(try value(#"{"stops":[[0,0],[20,10]]}"#, for: width) == .real(5))
        #expect(try value(#"{"base":2,"stops":[[9,0],[11,3]]}"#, for: width) == .real(1))
        #expect(
            try value(#"{"stops":[[0,"butt"],[10,"round"]]}"#, for: .enumeration("line-cap", nil, ["butt", "round"]))
                == "round")
        #expect(try value(#"{"type":"interval","stops":[[0,1]]}"#, for: width) == .real(1))
    }

    @Test("a function of a property has its kinds")
    func source() throws {
        #expect(try value(#"{"property":"a","stops":[[0,0],[10,1]]}"#, for: width) == .real(0.5))
        #expect(try value(#"{"property":"a","type":"interval","stops":[[0,1],[5,2],[9,3]]}"#, for: width) == .real(2))
        #expect(
            try value(#"{"property":"k","type":"categorical","stops":[["x","red"],["y","blue"]]}"#, for: color)
                .matches([1, 0, 0, 1]))
        #expect(try value(#"{"property":"a","type":"identity"}"#, for: width) == .real(5))
        #expect(
            try value(#"{"property":"b","type":"categorical","stops":[[true,1],[false,2]]}"#, for: width, ["b": false])
                == .real(2))
    }

    @Test("a value without a stop gets the function's default, or else the property's")
    func defaults() throws {
        #expect(
            try value(#"{"property":"z","stops":[[0,0],[10,1]],"default":7}"#, for: width) == .real(7))
        #expect(
            try value(#"{"property":"k","type":"categorical","stops":[["y","blue"]]}"#, for: color)
                .matches([0, 0, 0, 1]))
        #expect(
            try value(#"{"property":"k","type":"identity","default":3}"#, for: width) == .real(3))
    }

    @Test("a function of zoom and property goes both ways")
    func composite() throws {
        let function =
            #"{"property":"a","stops":[[{"zoom":0,"value":0},0],[{"zoom":0,"value":10},10],"#
            + #"[{"zoom":20,"value":0},20],[{"zoom":20,"value":10},30]]}"#
        // 5 at zoom 0, 25 at zoom 20.
        #expect(try value(function, for: width) == .real(15))
    }

    @Test("tokens in texts are properties")
    func tokens() throws {
        let field = PropertySpecification.text("text-field", "").perFeature.withTokens
        let text = try value(#"{"stops":[[0,"{k}"],[10,"Thửa {k}/{a}"]]}"#, for: field)
        #expect(text["sections"]?[0]?["text"] == "Thửa x/5")
    }

    @Test(
        "what is no function is refused",
        arguments: [
            "{}", #"{"stops":[]}"#, #"{"stops":7}"#, #"{"stops":[1,2]}"#, #"{"stops":[[1]]}"#, #"{"type":"cubic"}"#,
            #"{"property":"a","stops":[[{"zoom":1},2]]}"#, #"{"stops":[["a",1],["b",2]]}"#,
            #"{"type":"categorical","stops":[[1,2]]}"#, #"{"property":"a","stops":[[2,1],[1,2]]}"#,
        ])
    func wrong(function: String) throws {
        var names = PropertyNames()
        let json = try Evaluation.json(function)
        #expect(throws: ExpressionErrors.self) { try PropertyExpression(json, for: width, names: &names) }
    }
}
