import SimpleFeatures
import Testing

@testable import StyleSpec

@Suite struct HostileStyleTests {
    /// A style with a little of everything, and nothing wrong.
    private static let text = #"""
        {"version":8,"name":"x","center":[108,14],"sprite":"/s","glyphs":"/{fontstack}/{range}",
         "light":{"color":"white","color-transition":{"delay":1}},"sky":{"sky-color":"blue"},
         "terrain":{"source":"r"},"projection":{"type":"mercator"},"state":{"a":{"default":1}},
         "font-faces":{"a":"b"},"transition":{"duration":1},
         "sources":{"s":{"type":"vector","tiles":["a"]},"r":{"type":"raster-dem","encoding":"mapbox"},
          "g":{"type":"geojson","data":{},"cluster":true,"promoteId":{"a":"b"},
               "clusterProperties":{"sum":["+",["get","a"]]}}},
         "layers":[
          {"id":"b","type":"background","paint":{"background-color":{"stops":[[0,"red"],[9,"blue"]]}}},
          {"id":"f","type":"fill","source":"s","source-layer":"x","filter":["all",["==","a",1],["in","b","x","y"]],
           "paint":{"fill-color":["match",["get","k"],["a","b"],"red","#fff"],"fill-opacity-transition":{"delay":0}}},
          {"id":"l","type":"line","source":"s","source-layer":"x","minzoom":4,"filter":["has","a"],
           "layout":{"line-cap":"round","visibility":"visible"},
           "paint":{"line-width":["interpolate",["exponential",1.5],["zoom"],1,["to-number",["get","w"]],9,4],
                    "line-dasharray":[2,1],"line-blur":{"property":"w","type":"exponential","stops":[[1,2],[2,3]]}}},
          {"id":"t","type":"symbol","source":"g",
           "layout":{"text-field":["format",["get","n"],{"font-scale":0.8}],"text-font":["Noto Sans Regular"],
                     "icon-padding":[1,2],"text-variable-anchor-offset":["top",[0,1]],"text-offset":[0,1]}},
          {"id":"h","type":"hillshade","source":"r","paint":{"hillshade-illumination-direction":[1,2]}}]}
        """#

    @Test("the style that is damaged below is right")
    func undamaged() throws {
        #expect(StyleValidation.issues(of: Array(Self.text.utf8)) == [])
        #expect(try Style(Evaluation.json(Self.text)).layers.count == 5)
    }

    @Test("text that is no JSON is one issue, at its line")
    func syntax() {
        let issues = StyleValidation.issues(of: Array("{\n\"version\": 8,\n\"layers\": [}\n".utf8))
        #expect(issues.count == 1 && issues[0].line == 3)
        #expect(StyleValidation.issues(of: [UInt8]()).count == 1)
        #expect(StyleValidation.issues(of: [0xFF, 0xFE]).count == 1)
    }

    @Test("what is not even an object is said to be none", arguments: ["[]", "1", "null", #""style""#])
    func noObject(text: String) {
        #expect(StyleValidation.issues(of: Array(text.utf8)).map(\.message).first?.hasPrefix("object expected") == true)
    }

    @Test("a document that is nested 10,000 deep is refused, as text and as a value")
    func depth() {
        let text = String(repeating: "[", count: 10_000) + String(repeating: "]", count: 10_000)
        #expect(
            StyleValidation.issues(of: Array(text.utf8)).map(\.message) == [
                "this is no JSON: nested more than 256 deep"
            ])
        var value: JSONValue = []
        for _ in 0..<10_000 { value = [value] }
        #expect(
            StyleValidation.issues(of: value).map(\.message) == [
                "Styles may be nested 256 deep; this one is deeper."
            ])
    }

    /// Every value in a document, as the document that has `replacement` in its place.
    private static func variants(of value: JSONValue, _ replacement: JSONValue) -> [JSONValue] {
        switch value {
        case .null, .boolean, .integer, .real, .string: return [replacement]
        case .array(let values):
            return [replacement]
                + values.indices.flatMap { index in
                    variants(of: values[index], replacement).map { variant in
                        var changed = values
                        changed[index] = variant
                        return .array(changed)
                    }
                }
        case .object(let object):
            return [replacement]
                + object.members.flatMap { member in
                    variants(of: member.value, replacement).map { variant in
                        var changed = object
                        changed[member.key] = variant
                        return .object(changed)
                    }
                }
        }
    }

    @Test(
        "a wrong type anywhere in a style is an issue or is right, and never a trap",
        arguments: [.null, true, -1, 1e308, "", "zoom", [], [[]], ["get"], [:], ["stops": []]] as [JSONValue])
    func wrongTypes(replacement: JSONValue) throws {
        for variant in Self.variants(of: try Evaluation.json(Self.text), replacement) {
            let issues = StyleValidation.issues(of: variant)
            #expect(issues.allSatisfy { !$0.message.isEmpty })
            guard issues.isEmpty else { continue }
            // What has no issue can be drawn with.
            #expect(throws: Never.self) { try Style(variant) }
        }
    }

    @Test("the thousandth of a thousand layers of one id has one issue")
    func duplicates() {
        let layers = [JSONValue](repeating: ["id": "a", "type": "background"], count: 1_000)
        let issues = StyleValidation.issues(of: ["version": 8, "sources": [:], "layers": .array(layers)])
        #expect(issues.count == 999)
        #expect(issues.last?.text == "layers[999]: duplicate layer id \"a\", previously used by another layer")
    }

    @Test("members that are written twice count as written last, at its line")
    func repeatedMembers() {
        let text = "{\"version\":8,\n\"sources\":7,\n\"layers\":[],\n\"sources\":true}"
        let issues = StyleValidation.issues(of: Array(text.utf8))
        #expect(issues.map(\.text) == ["sources: object expected, boolean found"])
        #expect(issues.map(\.line) == [4])
    }
}
