import CQL2
import SimpleFeatures
import Testing

@Suite struct FilterTextTests {
    @Test(
        "text is read by precedence and written in its canonical form",
        arguments: [
            ("a=1 or b=2 and c=3", "a = 1 OR (b = 2 AND c = 3)"),
            ("not a=1 and b=2", "NOT (a = 1) AND b = 2"),
            ("(a = 1)", "a = 1"),
            ("a + 2 * b ^ 2 > - c", "a + (2 * (b ^ 2)) > -1 * c"),
            ("a - b - 1 = 0", "(a - b) - 1 = 0"),
            ("a-1>0", "a - 1 > 0"),
            ("a > -1", "a > -1"),
            ("a DIV 2 = 1", "a div 2 = 1"),
            ("x not in (1, 'a')", "x NOT IN (1, 'a')"),
            ("x in ()", "x IN ()"),
            ("not (x is null)", "x IS NOT NULL"),
            ("not not x = 1", "NOT (NOT (x = 1))"),
            (#""and" = 1 and "a b" = 2 and "q""q" = 3"#, #""and" = 1 AND "a b" = 2 AND "q""q" = 3"#),
            ("tên = 'Đức Cơ'", "tên = 'Đức Cơ'"),
            ("a.b:c = .5", "a.b:c = 0.5"),
            ("date = 1", "date = 1"),
            ("s_intersects(geometry, point z (1 2 3))", "S_INTERSECTS(geometry, POINT Z(1 2 3))"),
            ("S_WITHIN(geometry,MULTIPOINT(1 2, 3 4))", "S_WITHIN(geometry, MULTIPOINT((1 2), (3 4)))"),
            (
                "t_during(INTERVAL(a,'..'), INTERVAL('..', '2020-01-01T00:00:00.500+07:00'))",
                "T_DURING(INTERVAL(a, '..'), INTERVAL('..', '2019-12-31T17:00:00.5Z'))"
            ),
            ("A_EQUALS(x, ('a'))", "A_EQUALS(x, ('a'))"),
            ("f() = TRUE", "f() = TRUE"),
            ("f(('a'), (1, 2), (a + 1))", "f(('a'), (1, 2), a + 1)"),
            ("(a > 1) = FALSE", "(a > 1) = FALSE"),
        ])
    func canonicalForm(written: String, canonical: String) throws {
        let filter = try Filter(text: written)
        #expect(filter.text == canonical)
        #expect(try Filter(text: canonical) == filter)
        #expect(try Filter(json: filter.json) == filter)
    }

    @Test(
        "quotes and backslashes in a text, as the standard and as QGIS writes them",
        arguments: [
            ("'Via dell''Avvento'", "Via dell'Avvento"), (#"'Via dell\'Avvento'"#, "Via dell'Avvento"),
            (#"'a\\b'"#, #"a\b"#), (#"'a\b'"#, #"a\b"#), (#"'100\%'"#, #"100\%"#), ("''", ""), ("''''", "'"),
            (#"'it''s \\'"#, #"it's \"#),
        ])
    func quotes(written: String, meant: String) throws {
        let filter = try Filter(text: "a = \(written)")
        #expect(filter == .comparison(.equal, .property("a"), .text(meant)))
        #expect(try Filter(text: filter.text) == filter)
    }

    @Test(
        "what clients write in the way of drafts or databases means what it can only mean",
        arguments: [
            ("INTERSECTS(geometry, POINT(1 2))", "S_INTERSECTS(geometry, POINT(1 2))"),
            ("bbox(geometry, 1, 2, 3, 4)", "S_INTERSECTS(geometry, BBOX(1, 2, 3, 4))"), ("a != 1", "a <> 1"),
            ("a ILIKE 'x%'", "CASEI(a) LIKE CASEI('x%')"),
            ("a NOT ILIKE 'x%'", "CASEI(a) NOT LIKE CASEI('x%')"),
        ])
    func otherWriters(written: String, meant: String) throws {
        #expect(try Filter(text: written) == Filter(text: meant))
    }

    @Test(
        "an error names the character, what was found and what could stand there",
        arguments: [
            ("a = ", 4, "found the end of the filter, expected a value, a property or '('"),
            ("đường = = 1", 8, "found '=', expected a value, a property or '('"),
            ("a", 1, "found the end of the filter, expected a comparison"),
            ("a = 1 b", 6, "found 'b', expected AND, OR or the end of the filter"),
            ("a = 'x", 4, "the text 'x has no end"),
            ("a LIKE b", 7, "found 'b', expected a pattern in single quotes"),
            ("a NOT = 1", 6, "found '=', expected LIKE, BETWEEN or IN"),
            ("a BETWEEN 1 OR 2", 12, "found 'OR', expected AND and the upper bound"),
            ("a IS 1", 5, "found '1', expected NULL or NOT NULL"),
            ("a = DATE('2025-02-29')", 9, "'2025-02-29' is not a date of the calendar"),
            ("a = TIMESTAMP('2025-02-28T10:00:00')", 14, "'2025-02-28T10:00:00' is not a time in the form"),
            ("S_INTERSECTS(g, POLYGON((0 0,1 0,1 1,0 1)))", 24, "a ring must end where it begins"),
            ("S_INTERSECTS(g, LINESTRING(0 0,1 0 3))", 31, "all positions of a line have the same count"),
            ("S_INTERSECTS(g, POINT(1 2, 3 4))", 21, "a point has one position, not 2"),
            ("S_INTERSECTS(g, BBOX(1,2,3))", 16, "BBOX takes 4 numbers"),
            ("a = 'x' + 1", 8, "found '+', expected a comparison, AND or OR"),
            ("a = 1 + 'x'", 8, "found ''x'', expected a number, a property or a function"),
            ("a = b = c", 6, "found '=', expected AND, OR or the end"),
            ("a @ 1", 2, "found '@'"), ("a = 1e999", 4, "'1e999' is not a number"),
            ("", 0, "found the end of the filter"), ("a IN 1", 5, "found '1', expected '(' and a list"),
            ("null = a", 0, "found 'null'"), ("f(a,", 4, "found the end"), ("a = 2^3^4", 7, "found '^'"),
        ])
    func errors(text: String, character: Int, message: String) throws {
        let error = #expect(throws: FilterError.self) { try Filter(text: text) }
        #expect(error?.description.contains(message) == true, "\(error?.description ?? "")")
        let byte = text.unicodeScalars.prefix(character).reduce(0) { $0 + UTF8.width($1) }
        #expect(error?.place == .text(byte: byte, character: character))
    }

    @Test("every blank of the standard stands between words")
    func blanks() throws {
        let blanks = "\t\n\u{B}\u{C}\r \u{85}\u{A0}\u{1680}\u{2000}\u{200A}\u{2028}\u{202F}\u{205F}\u{3000}"
        #expect(try Filter(text: "\(blanks)a\(blanks)=\(blanks)1\(blanks)") == Filter(text: "a = 1"))
    }

    @Test("axes are exchanged in every geometry and box, and nowhere else")
    func axes() throws {
        let filter = try Filter(
            text: "NOT S_WITHIN(geometry, LINESTRING Z(1 2 9, 3 4 9)) OR S_WITHIN(geometry, BBOX(1,2,3,4)) AND a = 1")
        let swapped = try Filter(
            text: "NOT S_WITHIN(geometry, LINESTRING Z(2 1 9, 4 3 9)) OR S_WITHIN(geometry, BBOX(2,1,4,3)) AND a = 1")
        #expect(filter.withAxesSwapped == swapped)
        #expect(filter.hasGeometries)
        #expect(try !Filter(text: "a = 1").hasGeometries)
    }
}
