import SimpleFeatures
import Testing

@testable import StyleSpec

/// The classes that legends are made of.
@Suite struct FeatureClassTests {
    private func layer(_ type: String, _ paint: JSONObject, filter: JSONValue? = nil) -> JSONValue {
        var members: JSONObject = ["id": "a", "type": .string(type), "source": "s", "paint": .object(paint)]
        if let filter { members["filter"] = filter }
        return .object(members)
    }

    /// Whether a class has the example that it names, and no other class of them has it.
    private func parts(_ classes: [FeatureClass]) throws -> Bool {
        let filters = try classes.map { found in
            var names = PropertyNames()
            return try StyleFilter(found.membership, names: &names)
        }
        return classes.indices.allSatisfy { index in
            let feature = classes[index].example.feature(geometryType: .polygon)
            let context = EvaluationContext(zoom: 12, feature: feature)
            return filters.indices.filter { filters[$0].accepts(context) } == [index]
        }
    }

    @Test("a match has a class for each label list, and one for all others")
    func match() throws {
        let classes = FeatureClass.classes(
            ofLayer: layer(
                "fill", ["fill-color": ["match", ["get", "loai"], "a", "#f00", ["b", "c"], "#0f0", "#00f"]]))
        #expect(classes.map(\.content) == [.values(["a"]), .values(["b", "c"]), .other])
        #expect(classes.allSatisfy { $0.property == "loai" })
        #expect(try parts(classes))
    }

    @Test("a step has a class for each range of numbers, an interpolation one for each stop")
    func numbers() throws {
        let steps = FeatureClass.classes(
            ofLayer: layer("fill", ["fill-color": ["step", ["get", "dt"], "#fff", 10, "#f88", 20, "#f00"]]))
        #expect(
            steps.map(\.content) == [.range(from: nil, to: 10), .range(from: 10, to: 20), .range(from: 20, to: nil)])
        #expect(try parts(steps))
        let curve = FeatureClass.classes(
            ofLayer: layer(
                "circle", ["circle-color": ["interpolate", ["linear"], ["get", "dt"], 0, "#fff", 100, "#f00"]]))
        #expect(curve.map(\.content) == [.stop(0), .stop(100)])
        #expect(try parts(curve))
    }

    @Test("a case has a class for each condition, without those before it")
    func cases() throws {
        let classes = FeatureClass.classes(
            ofLayer: layer(
                "line",
                [
                    "line-color": [
                        "case", ["==", ["get", "cap"], "1"], "#f00", [">", ["to-number", ["get", "rong"]], 7], "#0f0",
                        "#00f",
                    ]
                ]))
        #expect(classes.count == 3 && classes.last?.content == .other)
        #expect(try parts(classes))
    }

    @Test("what varies with the zoom has the classes of every zoom, each once")
    func zoom() {
        let match: JSONValue = ["match", ["get", "cap"], "x", 4, 2]
        let classes = FeatureClass.classes(
            ofLayer: layer("line", ["line-width": ["interpolate", ["linear"], ["zoom"], 8, match, 14, match]]))
        #expect(classes.map(\.content) == [.values(["x"]), .other])
    }

    @Test("functions of before expressions have classes too")
    func functions() throws {
        let classes = FeatureClass.classes(
            ofLayer: layer(
                "fill",
                [
                    "fill-color": [
                        "property": "loai", "type": "categorical", "stops": [["a", "#f00"], ["b", "#0f0"]],
                        "default": "#00f",
                    ]
                ]))
        #expect(classes.map(\.content) == [.values(["a"]), .values(["b"]), .other])
    }

    @Test(
        "a layer that draws all alike has one class, with an example that its filter lets through",
        arguments: [
            ["==", ["get", "loai"], "x"], ["==", "loai", "x"], ["in", "loai", "x", "y"], ["has", "loai"],
            ["all", [">", ["get", "dt"], 5], ["!=", ["get", "loai"], "z"]], ["!", ["!", ["==", ["get", "a"], 1]]],
            ["match", ["get", "loai"], ["x", "y"], true, false], ["in", ["get", "loai"], ["literal", ["x", "y"]]],
            ["match", ["get", "loai"], ["x"], false, true], ["<=", "dt", 5], ["any", ["==", "a", 1], ["==", "b", 2]],
        ] as [JSONValue])
    func filtered(filter: JSONValue) throws {
        let classes = FeatureClass.classes(ofLayer: layer("fill", ["fill-color": "#f00"], filter: filter))
        try #require(classes.count == 1)
        var names = PropertyNames()
        let feature = classes[0].example.feature(geometryType: .polygon)
        #expect(
            try StyleFilter(filter, names: &names).accepts(EvaluationContext(zoom: 12, feature: feature)), "\(filter)")
    }

    @Test("an expression of what it is called for is no class, and a filter on the type of geometry is followed")
    func others() {
        #expect(FeatureClass.classes(ofLayer: layer("fill", ["fill-color": "#f00"])).map(\.content) == [.everything])
        let line = FeatureClass.classes(
            ofLayer: layer(
                "line", ["line-color": "#f00"], filter: ["==", ["geometry-type"], "Polygon"]))
        #expect(line.first?.example.geometryType == .polygon)
    }

    @Test("names of images are found wherever a value may make one of them")
    func images() {
        let symbol: JSONValue = [
            "id": "a", "type": "symbol",
            "layout": [
                "icon-image": [
                    "match", ["get", "loai"], "a", "school", ["b"], ["image", "market"],
                    ["concat", "x", ["get", "y"]],
                ]
            ],
        ]
        #expect(StyleImages(ofLayer: symbol).names.map(\.name) == ["school", "market"])
        #expect(
            StyleImages(ofLayer: layer("fill", ["fill-pattern": "rừng"])).names.map(\.key) == ["paint.fill-pattern"])
        #expect(!StyleImages(ofLayer: layer("fill", ["fill-color": "#fff"])).isUsed)
    }
}
