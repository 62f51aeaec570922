import Foundation
import SimpleFeatures
import TestSupport
import Testing

@testable import StyleSpec

@Suite struct StyleTests {
    private static func style(layers: String, more: String = "") throws -> Style {
        try Style(
            Evaluation.json(
                #"""
                {"version":8,"name":"Thử"\#(more),"sources":{"s":{"type":"vector","tiles":["/{z}/{x}/{y}"],"maxzoom":16}},
                 "layers":[\#(layers)]}
                """#))
    }

    private static func layer(_ type: String, _ members: String) -> String {
        #"{"id":"\#(type)","type":"\#(type)","source":"s","source-layer":"x"\#(members)}"#
    }

    @Test("a style has what its document says")
    func document() throws {
        let style = try Self.style(
            layers: #"{"id":"b","type":"background"}"#,
            more: #","center":[108.2,13.9],"zoom":9,"sprite":"/sprite","glyphs":"/{fontstack}/{range}.pbf","#
                + #""state":{"night":{"default":true}}"#)
        #expect(style.name == "Thử")
        #expect(style.center == Coordinate(x: 108.2, y: 13.9) && style.zoom == 9)
        #expect(style.sprites == [Style.Sprite(id: "default", url: "/sprite")])
        #expect(style.sources.map(\.id) == ["s"] && style.sources[0].maxZoom == 16)
        #expect(style.state["night"] == .boolean(true))
    }

    @Test("properties have the types and defaults of the specification")
    func defaults() throws {
        let style = try Self.style(
            layers: ["fill", "line", "circle", "symbol"].map { Self.layer($0, "") }.joined(separator: ","))
        let context = EvaluationContext(zoom: 5)
        let drawings = style.layers.map(\.drawing)
        guard case .fill(let fill) = drawings[0], case .line(let line) = drawings[1],
            case .circle(let circle) = drawings[2], case .symbol(let symbol) = drawings[3]
        else { return #expect(Bool(false), "layers of other types came out") }
        #expect(fill.color.value(context) == .black && fill.outlineColor.value(context) == nil)
        #expect(line.width.value(context) == 1 && line.join.value(context) == .miter)
        #expect(line.dasharray.constant == .some(nil))
        #expect(circle.radius.value(context) == 5)
        #expect(symbol.textFont.value(context) == ["Open Sans Regular", "Arial Unicode MS Regular"])
        #expect(symbol.iconPadding.value(context) == Padding(top: 2, right: 2, bottom: 2, left: 2))
        #expect(symbol.textField.value(context).isEmpty)
    }

    @Test(
        "every property that the specification has of a layer that is drawn is read",
        arguments: [LayerType.background, .fill, .line, .circle, .symbol])
    func completeness(type: LayerType) throws {
        var reader = LayerPropertyReader(JSONObject(), type: type, names: PropertyNames())
        let _: StyleProperty<StyleLayer.Visibility> = try reader("visibility")
        switch type {
        case .background: _ = try BackgroundLayer(&reader)
        case .fill: _ = try FillLayer(&reader)
        case .line: _ = try LineLayer(&reader)
        case .circle: _ = try CircleLayer(&reader)
        case .symbol: _ = try SymbolLayer(&reader)
        case .heatmap, .fillExtrusion, .raster, .hillshade, .colorRelief: break
        }
        let specification = LayerSpecification.of(type)
        #expect(reader.read == Set((specification.layout + specification.paint).map(\.name)))
    }

    @Test("an expression has a value for each feature, and the default where it has none")
    func expressions() throws {
        let style = try Self.style(
            layers: Self.layer(
                "line",
                #","paint":{"line-width":["get","w"],"line-color":["match",["get","k"],"a","red","b","rgba(0,0,0,.5)","#
                    + ##""#fff"]},"layout":{"line-cap":["get","cap"]}"##))
        guard case .line(let line) = style.layers[0].drawing else { return #expect(Bool(false)) }
        func context(_ properties: JSONObject) -> EvaluationContext {
            EvaluationContext(zoom: 5, feature: FixtureFeature(properties))
        }
        #expect(line.width.value(context(["w": 3])) == 3)
        #expect(line.width.value(context(["w": "3"])) == 1)
        #expect(line.cap.value(context(["cap": "round"])) == .round)
        #expect(line.cap.value(context(["cap": "pointed"])) == .butt)
        #expect(line.color.value(context(["k": "b"])) == Color(red: 0, green: 0, blue: 0, alpha: 0.5))
        #expect(line.color.value(context([:])) == Color(red: 1, green: 1, blue: 1))
        #expect(line.color.kind == .source && line.blur.kind == .constant)
        #expect(style.layers[0].dependencies.properties == .some(["w", "k", "cap"]))
        #expect(Set(style.propertyNames) == ["w", "k", "cap"])
    }

    @Test("names of properties have one index in the whole style")
    func indices() throws {
        final class Recorder: StyleFeature {
            var asked: [PropertyName] = []
            func value(of property: PropertyName) -> StyleValue? {
                asked.append(property)
                return nil
            }
            var properties: StyleObject { StyleObject([]) }
            var id: StyleValue { .null }
            var geometryType: StyleGeometryType { .point }
        }
        let style = try Self.style(
            layers: Self.layer("fill", #","filter":["has","b"],"paint":{"fill-opacity":["get","a"]}"#) + ","
                + Self.layer("circle", #","filter":["==","b",1]"#))
        let recorder = Recorder()
        let context = EvaluationContext(zoom: 5, feature: recorder)
        for layer in style.layers { _ = layer.accepts(context) }
        #expect(recorder.asked.map(\.text) == ["b", "b"])
        #expect(Set(recorder.asked.map(\.index)) == [style.propertyNames.firstIndex(of: "b")])
    }

    @Test("texts with braces are filled with properties")
    func tokens() throws {
        let style = try Self.style(
            layers: Self.layer("symbol", #","layout":{"text-field":"Thửa {SO_THUA}","icon-image":"{LOAI}-15"}"#))
        guard case .symbol(let symbol) = style.layers[0].drawing else { return #expect(Bool(false)) }
        let context = EvaluationContext(zoom: 5, feature: FixtureFeature(["SO_THUA": 12, "LOAI": "truong"]))
        #expect(symbol.textField.value(context).text == "Thửa 12")
        #expect(symbol.iconImage.value(context)?.name == "truong-15")
    }

    @Test("a layer is drawn from its first zoom on, below its last one, while it is visible")
    func zooms() throws {
        let style = try Self.style(
            layers: Self.layer("fill", #","minzoom":8,"maxzoom":12"#) + ","
                + Self.layer(
                    "circle", #","layout":{"visibility":["case",["global-state","off"],"none","visible"]}"#))
        let zooms = [7.9, 8, 11.9, 12].map { style.layers[0].isDrawn(EvaluationContext(zoom: $0)) }
        #expect(zooms == [false, true, true, false])
        #expect(style.layers[1].isDrawn(EvaluationContext(zoom: 1)))
        let off = EvaluationSurroundings(globalState: StyleObject([(key: "off", value: .boolean(true))]))
        #expect(!style.layers[1].isDrawn(EvaluationContext(zoom: 1, surroundings: off)))
    }

    @Test("layers that are not drawn are kept")
    func notDrawn() throws {
        let style = try Self.style(layers: Self.layer("heatmap", #","paint":{"heatmap-radius":["get","r"]}"#))
        guard case .notDrawn = style.layers[0].drawing else { return #expect(Bool(false)) }
        #expect(style.layers[0].type == .heatmap)
    }

    @Test("a layer that refers to another one is refused, and so is anything that is wrong")
    func refused() throws {
        let reference = Self.layer("fill", "") + #",{"id":"r","ref":"fill"}"#
        let errors = try #require(throws: StyleErrors.self) { try Self.style(layers: reference) }
        #expect(errors.all.map(\.key) == ["layers[1].ref"])
        let wrong = Self.layer("fill", #","paint":{"fill-color":"reddish","fill-opacity":2}"#)
        let issues = try #require(throws: StyleErrors.self) { try Self.style(layers: wrong) }
        #expect(
            issues.all.map(\.text) == [
                #"layers[0].paint.fill-color: color expected, "reddish" found"#,
                "layers[0].paint.fill-opacity: 2 is greater than the maximum value 1",
            ])
    }

    @Test(
        "the styles of this repository are right, but for their sources, which the server adds",
        arguments: try FileManager.default.contentsOfDirectory(
            atPath: TestData.packageRoot.appending(path: "styles").path
        ).filter { $0.hasSuffix(".json") }.sorted())
    func ours(file: String) throws {
        let url = TestData.packageRoot.appending(path: "styles").appending(path: file)
        let issues = StyleValidation.issues(of: try [UInt8](Data(contentsOf: url)))
        #expect(issues.map(\.text).filter { !$0.contains("source") && !$0.contains("version") } == [])
    }
}
