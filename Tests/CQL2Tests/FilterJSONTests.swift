import CQL2
import SimpleFeatures
import Testing

@Suite struct FilterJSONTests {
    @Test("a filter in JSON is the tree of its text")
    func pairs() throws {
        let json = #"""
            {"op":"and","args":[
              {"op":"like","args":[{"op":"casei","args":[{"property":"ten"}]},{"op":"casei","args":["%đường%"]}]},
              {"op":"s_intersects","args":[{"property":"geometry"},{"bbox":[105,20,106,21]}]},
              {"op":"t_after","args":[{"property":"ngay"},{"date":"2025-07-01"}]},
              {"op":"not","args":[{"op":"in","args":[{"property":"so"},[1,2.5,true]]}]}]}
            """#
        let text = """
            CASEI(ten) LIKE CASEI('%đường%') AND S_INTERSECTS(geometry, BBOX(105, 20, 106, 21))
            AND T_AFTER(ngay, DATE('2025-07-01')) AND so NOT IN (1, 2.5, TRUE)
            """
        #expect(try Filter(json: Array(json.utf8)) == Filter(text: text))
    }

    @Test(
        "an error points to the value at fault",
        arguments: [
            (#"{"op":"=","args":[{"property":"a"}]}"#, "", "= takes 2 arguments, not 1"),
            (#"{"op":"like","args":[{"property":"a"},"b%"],"nocase":true}"#, "", "the member 'nocase'"),
            (#"{"op":"=","args":[{"property":"a","type":"text"},1]}"#, "/args/0", "the member 'type'"),
            (#"{"op":"=","args":[{"date":"2025-07-01","zone":7},1]}"#, "/args/0", "the member 'zone'"),
            (
                #"{"op":"s_within","args":[{"type":"Point","coordinates":[0,0],"crs":{}},{"property":"geometry"}]}"#,
                "/args/0", "the member 'crs'"
            ),
            (#"{"op":"and","args":[true]}"#, "", "and takes at least 2 arguments, not 1"),
            (#"{"op":"and","args":[true,5]}"#, "/args/1", "found 5, expected an object"),
            (#"{"op":"=","args":[{"property":"a"},null]}"#, "/args/1", "found null"),
            (#"{"op":"=","args":[{"property":7},1]}"#, "/args/0", "found 7, expected the name of a property"),
            (#"{"op":"like","args":["a",{"property":"b"}]}"#, "/args/1", "expected a pattern"),
            (#"{"op":"in","args":["a","b"]}"#, "/args/1", "expected an array"),
            (#"{"op":"not","args":[{"op":"+","args":[1,2]}]}"#, "/args/0", "expected a comparison"),
            (#"{"op":"=","args":[{"date":"2025-13-01"},1]}"#, "/args/0", "is not a date"),
            (
                #"{"op":"t_during","args":[{"interval":["..","soon"]},{"interval":["..",".."]}]}"#,
                "/args/0/interval/1", "'soon' is not a date"
            ),
            (
                #"{"op":"s_within","args":[{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,1]]]},true]}"#,
                "/args/0/coordinates/0", "a ring must end where it begins"
            ),
            (
                #"{"op":"s_within","args":[{"type":"LineString","coordinates":[[0,0],[1,"x"]]},true]}"#,
                "/args/0/coordinates/1", "a position has 2 or 3 numbers"
            ),
            (#"{"op":"s_within","args":[{"type":"Circle"},true]}"#, "/args/0", "the type of a GeoJSON geometry"),
            (#"{"op":"s_within","args":[{"bbox":[1,2,3]},true]}"#, "/args/0", "BBOX takes 4 numbers"),
            (#"{"op":"my function","args":[]}"#, "", "found \"my function\", expected the name of an operator"),
            ("[]", "", "found an array"), (#"{"op":"a"}"#, "", "'op' and 'args'"),
        ])
    func errors(json: String, pointer: String, message: String) {
        let error = #expect(throws: FilterError.self) { try Filter(json: Array(json.utf8)) }
        #expect(error?.description.contains(message) == true, "\(error?.description ?? "")")
        #expect(error?.place == .json(pointer: pointer))
    }

    @Test("text that is not JSON is refused at its byte")
    func notJSON() {
        let error = #expect(throws: FilterError.self) { try Filter(json: Array(#"{"op":"=""#.utf8)) }
        #expect(error?.place == .byte(9))
    }
}
