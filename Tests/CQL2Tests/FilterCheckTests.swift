import CQL2
import SimpleFeatures
import Testing

@Suite struct FilterCheckTests {
    static let schema = FeatureSchema(
        properties: [
            .init(name: "ten", type: .text), .init(name: "so", type: .integer), .init(name: "cao", type: .real),
            .init(name: "mo", type: .boolean), .init(name: "ngay", type: .date), .init(name: "luc", type: .dateTime),
            .init(name: "gio", type: .time), .init(name: "anh", type: .binary), .init(name: "bí mật", type: .text),
        ], geometryType: .point)
    static let queryables = Queryables(schema: schema, hidden: ["bí mật"])

    @Test(
        "what fits the schema passes",
        arguments: [
            "ten = 'a' AND so < 5 AND cao >= so AND mo = TRUE", "ten LIKE 'a%'", "so BETWEEN 1 AND 2.5",
            "ngay > DATE('2020-01-01') AND luc <= DATE('2020-01-01')", "so IN (1, 2, so + 1)", "id = 5",
            "feature_id IN (1,2)", "geometry IS NULL AND mo IS NOT NULL", "S_WITHIN(geometry, BBOX(1,2,3,4))",
            "T_AFTER(luc, ngay)", "T_DURING(INTERVAL(ngay, '..'), INTERVAL('2020-01-01', '2021-01-01'))",
            "A_CONTAINS(ten, ('a'))", "area(geometry) > 100", "CASEI(ACCENTI(ten)) = 'duong'", "upper(ten) = 'A'",
            "year(ngay) = 2020", "(so > 1) = mo", "gio > '08:00:00'", "substring(ten, 1, 2) = 'xã'",
            "ten IN ()", "concat(ten, 'a', ten) = 'x'", "distance(geometry, POINT(1 2)) < 500", "TRUE",
        ])
    func accepted(text: String) throws {
        let filter = try FilterSource(text, language: .text).filter(for: Self.queryables)
        #expect(try filter.checked(against: Self.queryables) == filter)
    }

    @Test(
        "what does not fit is refused with its place and what would fit",
        arguments: [
            ("so = 1 AND tne = 'a'", 11, "there is no property 'tne'; did you mean ten?"),
            ("'abc' > 5", 0, "a text cannot be compared with a whole number"),
            ("so = 1 OR ten = 5", 10, "a text cannot be compared with a whole number"),
            ("so LIKE 'a%'", 0, "LIKE takes a text, not a whole number"),
            ("S_INTERSECTS(ten, POINT(1 2))", 0, "S_INTERSECTS takes a geometry, not a text"),
            ("mo > TRUE", 0, "> takes"), ("anh = 'x'", 0, "binary data cannot be compared"),
            ("S_INTERSECT(geometry, POINT(1 2)) = TRUE", 0, "did you mean S_INTERSECTS?"),
            ("avg(so) = 1", 0, "there is no function 'avg'"), ("so = abs(1, 2)", 5, "abs takes 1 arguments, not 2"),
            ("so = abs(ten)", 5, "abs takes a whole number or a number, not a text"),
            ("T_DURING(luc, INTERVAL('..', '..'))", 0, "T_DURING takes an interval, not a timestamp"),
            ("T_AFTER(ten, ngay)", 0, "T_AFTER takes"),
            ("ngay = 5", 0, "a date cannot be compared with a whole number"),
            ("ngay = 'hôm qua'", 0, "a date cannot be compared with a text"), ("ten + 1 = 2", 0, "'+' takes"),
            ("CASEI(so) = 'a'", 0, "CASEI takes a text"), ("A_EQUALS(so, (1))", 0, "A_EQUALS takes an array"),
            ("abs(so)", 0, "a filter takes true or false"),
            ("geometry = POINT(1 2)", 0, "a geometry cannot be compared"),
            ("\"bí mật\" = 'x'", 0, "there is no property 'bí mật'"), ("so IN (1, 'a')", 0, "cannot be compared"),
        ])
    func refused(text: String, character: Int, message: String) {
        let source = FilterSource(text, language: .text)
        let error = #expect(throws: FilterError.self) { try source.filter(for: Self.queryables) }
        #expect(error?.description.contains(message) == true, "\(error?.description ?? "")")
        guard case .text(_, let found)? = error?.place else {
            Issue.record("no place")
            return
        }
        #expect(found == character)
    }

    @Test("a fault in JSON is pointed to")
    func pointer() {
        let source = FilterSource(
            #"{"op":"and","args":[true,{"op":"=","args":[{"property":"tne"},"a"]}]}"#, language: .json)
        let error = #expect(throws: FilterError.self) { try source.filter(for: Self.queryables) }
        #expect(error?.place == .json(pointer: "/args/1/args/0"))
        #expect(error?.suggestions == ["ten"])
    }

    @Test("a text beside a date becomes a date, beside a text it stays one")
    func texts() throws {
        func checked(_ text: String) throws -> Filter { try Filter(text: text).checked(against: Self.queryables) }
        #expect(try checked("ngay >= '2020-01-01'") == Filter(text: "ngay >= DATE('2020-01-01')"))
        #expect(
            try checked("luc BETWEEN '2020-01-01T07:00:00+07:00' AND '2021-01-01'")
                == Filter(text: "luc BETWEEN TIMESTAMP('2020-01-01T00:00:00Z') AND DATE('2021-01-01')"))
        #expect(try checked("ten = '2020-01-01'") == Filter(text: "ten = '2020-01-01'"))
    }

    @Test("a property called id hides the short name of the feature's id")
    func identifiers() {
        let schema = FeatureSchema(properties: [.init(name: "id", type: .text)], geometryType: .point)
        let queryables = Queryables(schema: schema)
        #expect(queryables.kind(of: "id") == .text)
        #expect(queryables.kind(of: "feature_id") == .integer)
        #expect(queryables.properties.map(\.name) == ["feature_id", "geometry", "id"])
    }
}
