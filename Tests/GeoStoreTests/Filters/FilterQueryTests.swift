import CQL2
import Foundation
import SimpleFeatures
import Testing

@testable import GeoStore

/// What a filter finds in a real store.
@Suite struct FilterQueryTests {
    private func expect(_ cases: [(text: String, ids: [Int64])]) throws {
        let fixture = try FilterFixture()
        for (text, ids) in cases { #expect(try fixture.ids(text) == ids, "\(text)") }
    }

    @Test("comparisons, lists, patterns and logic, with the unknown left out on both sides")
    func comparisons() throws {
        try expect([
            ("so = 10", [1]), ("so <> 10", [2, 4, 5]), ("NOT (so = 10)", [2, 4, 5]), ("so > -7 AND so <= 7", [2, 5]),
            ("so IS NULL", [3]), ("so IS NOT NULL", [1, 2, 4, 5]), ("so = 10 OR so IS NULL", [1, 3]),
            ("NOT (so = 10 OR cao = 0)", [2, 4]), ("so IN (10, 0, 99)", [1, 5]), ("so NOT IN (10, 0)", [2, 4]),
            ("so IN ()", []), ("so NOT IN ()", [1, 2, 3, 4, 5]), ("so BETWEEN -7 AND 0", [4, 5]),
            ("so NOT BETWEEN -7 AND 0", [1, 2]), ("mo = TRUE", [1, 3]), ("mo <> TRUE", [2, 5]), ("mo IS NULL", [4]),
            ("TRUE", [1, 2, 3, 4, 5]), ("FALSE", []), ("NOT FALSE", [1, 2, 3, 4, 5]), ("so > cao", [1, 2]),
            ("feature_id = 3", [3]), ("id IN (2, 4)", [2, 4]), ("\"b\"\"'; DROP TABLE \"\"x\" = 2", [3]),
            ("abs(so) = 7", [2, 4]), ("abs(-9223372036854775808) > so", [1, 2, 4, 5]), ("abs(cao) = 2.5", [2]),
            ("(so > 0) = mo", [1, 5]), ("ten = 'x'' OR 1=1 --'", []), ("1 = 1", [1, 2, 3, 4, 5]),
        ])
    }

    @Test("patterns and texts: capitals differ unless CASEI, accents unless ACCENTI")
    func texts() throws {
        try expect([
            ("ten LIKE 'Đường%'", [1]), ("ten LIKE '%Lê%'", [1]), ("CASEI(ten) LIKE CASEI('đƯỜNG%')", [1, 3]),
            ("ACCENTI(ten) LIKE 'Duong%'", [1, 2]), ("CASEI(ACCENTI(ten)) LIKE CASEI(ACCENTI('ĐƯỜNG LÊ%'))", [1, 2]),
            ("ACCENTI(CASEI(ten)) = 'duong le loi'", [1, 2]), ("CASEI(ten) = CASEI('STRASSE')", [5]),
            ("ten LIKE '%100\\%'", [3]), ("ten LIKE '%100_'", [3]), ("ten LIKE '%\\_%'", []),
            ("ten LIKE '______'", [5]), ("ten NOT LIKE '%o%'", [1, 3, 5]), ("ten LIKE '%*%'", []),
            ("ten LIKE '[Đ]%'", []), ("ten = 'Đường Lê Lợi'", [1]),
            ("ten = 'Đu\u{31B}o\u{31B}\u{300}ng Lê Lo\u{31B}\u{323}i'", [1]), ("upper(ten) = 'ĐƯỜNG LÊ LỢI'", [1]),
            ("lower(ten) LIKE 'đường%'", [1, 3]), ("ten > 'Straße'", [1, 3]),
            ("CASEI(ten) IN ('straße', 'strasse')", [5]),
            ("char_length(ten) = 6", [5]), ("substring(ten, 1, 5) = 'Đường'", [1]),
            ("concat(ten, '!') = 'Straße!'", [5]), ("ten LIKE CASEI('STRASSE')", []),
        ])
    }

    @Test("arithmetic keeps real and whole numbers apart")
    func arithmetic() throws {
        try expect([
            ("so / 4 = 2.5", [1]), ("so div 4 = 2", [1]), ("so div 4 = -1", [4]), ("so % 4 = 2", [1]),
            ("cao * 2 = 3", [1]), ("cao div 2 = -1", [2]), ("cao % 1 = 0.5", [1]), ("so ^ 2 = 49", [2, 4]),
            ("so + 3 = 10", [2]), ("- so = 7", [4]), ("so / 0 = 1", []), ("NOT (so / 0 = 1)", []),
            ("so / so = 1", [1, 2, 4]), ("abs(so) = 7", [2, 4]), ("round(cao) = -3", [2]), ("floor(cao) = 1", [1]),
            ("ceil(cao) = 2", [1]), ("round(cao, 1) = 1.5", [1]), ("sqrt(so - 1) = 3", [1]),
            ("2 * (so + 1) - 1 = 21", [1]),
        ])
    }

    @Test("dates and times, in any offset")
    func times() throws {
        try expect([
            ("ngay = DATE('2020-01-01')", [1]), ("ngay >= '2020-06-30'", [2, 4]), ("ngay < '2020-01-01'", [5]),
            ("ngay <> DATE('2020-01-01')", [2, 4, 5]), ("NOT (ngay = DATE('2020-01-01'))", [2, 4, 5]),
            ("ngay BETWEEN '2020-01-01' AND '2020-12-31'", [1, 2]), ("ngay IN ('2019-03-01', '2021-12-31')", [4, 5]),
            ("luc = TIMESTAMP('2020-06-29T23:30:00Z')", [2]), ("luc < TIMESTAMP('2020-06-30T00:00:00Z')", [1, 2, 5]),
            ("luc = DATE('2020-06-29')", [2]), ("luc >= DATE('2021-12-31')", [4]),
            ("luc > TIMESTAMP('2021-12-31T23:59:59.499999Z')", [4]), ("luc > TIMESTAMP('2021-12-31T23:59:59.5Z')", []),
            ("T_AFTER(ngay, DATE('2020-01-01'))", [2, 4]), ("T_BEFORE(luc, TIMESTAMP('2020-01-01T00:00:00Z'))", [5]),
            ("T_EQUALS(luc, TIMESTAMP('2020-01-01T07:00:00+07:00'))", [1]),
            ("T_INTERSECTS(ngay, INTERVAL('2020-01-01', '2020-06-30'))", [1, 2]),
            ("T_INTERSECTS(luc, INTERVAL('..', '2020-01-01T00:00:00Z'))", [1, 5]),
            ("T_DISJOINT(ngay, INTERVAL('2020-01-01', '..'))", [5]),
            ("NOT T_DISJOINT(ngay, INTERVAL('2020-01-01', '..'))", [1, 2, 4]),
            ("T_DURING(INTERVAL(ngay, ngay), INTERVAL('2019-12-31', '2020-06-30'))", [1]),
            ("T_CONTAINS(INTERVAL('2019-12-31', '2020-06-30'), INTERVAL(ngay, ngay))", [1]),
            ("T_STARTS(INTERVAL(ngay, '2021-01-01'), INTERVAL('2020-01-01', '2022-01-01'))", [1]),
            ("T_STARTEDBY(INTERVAL('2020-01-01', '2022-01-01'), INTERVAL(ngay, '2021-01-01'))", [1]),
            ("T_FINISHES(INTERVAL(ngay, '..'), INTERVAL('2020-01-01', '..'))", [2, 4]),
            ("T_FINISHEDBY(INTERVAL('2020-01-01', '..'), INTERVAL(ngay, '..'))", [2, 4]),
            ("T_MEETS(INTERVAL('2019-01-01', '2020-01-01'), INTERVAL(ngay, '..'))", [1]),
            ("T_METBY(INTERVAL(ngay, '..'), INTERVAL('2019-01-01', '2020-01-01'))", [1]),
            ("T_OVERLAPS(INTERVAL(ngay, '2022-06-01'), INTERVAL('2021-01-01', '2023-01-01'))", [1, 2, 5]),
            ("T_OVERLAPPEDBY(INTERVAL('2021-01-01', '2023-01-01'), INTERVAL(ngay, '2022-06-01'))", [1, 2, 5]),
            ("T_EQUALS(INTERVAL(ngay, '..'), INTERVAL('2020-01-01', '..'))", [1]),
            ("T_INTERSECTS(INTERVAL('..', '..'), INTERVAL(ngay, '..'))", [1, 2, 4, 5]),
            ("year(luc) = 2020 AND month(luc) = 6 AND day(luc) = 29", [2]),
            ("T_AFTER(luc, ngay)", []), ("luc >= ngay", [1, 4, 5]), ("INTERVAL(ngay, '..') IS NULL", [3]),
        ])
    }

    @Test("lists are compared as sets; a text that is none is unknown")
    func lists() throws {
        try expect([
            ("A_EQUALS(ds, ('a', 'b'))", [1, 2]), ("A_CONTAINS(ds, ('a'))", [1, 2]),
            ("A_CONTAINEDBY(ds, ('a','b','c'))", [1, 2, 5]),
            ("A_OVERLAPS(('b', 2.0), ds)", [1, 2, 3]), ("A_EQUALS(ds, ())", [5]),
            ("NOT A_OVERLAPS(ds, ('a'))", [3, 5]),
        ])
    }

    @Test("a filter stands beside boxes, equalities and pages")
    func together() throws {
        let fixture = try FilterFixture()
        var query = FeatureQuery()
        query.filter = try Filter(text: "so IS NOT NULL OR mo = TRUE")
        query.envelopes = [Envelope(minX: 108.05, minY: 14, maxX: 109, maxY: 15, crs: .crs84)]
        query.matchesFeaturesWithoutGeometry = false
        #expect(try fixture.store.ids(of: "places") { $0 = query } == [2, 3, 4])
        query.after = FeatureID(2)
        query.limit = 1
        #expect(try fixture.store.ids(of: "places") { $0 = query } == [3])
        #expect(try fixture.store.store.count(of: fixture.store.collection("places"), matching: query) == 3)
        query.equalities = [.init(property: "mo", value: .boolean(true))]
        #expect(try fixture.store.ids(of: "places") { $0 = query } == [3])
    }

    @Test(
        "what the collection does not have, or SQL cannot say, is refused",
        arguments: [
            "khong = 1", "so = 'a'", "avg(so) = 1", "A_EQUALS(ds, (so))", "A_EQUALS(ds, (POINT(1 2)))",
            "ten LIKE '\(String(repeating: "a", count: 50_001))'",
        ])
    func refused(text: String) throws {
        let fixture = try FilterFixture()
        #expect(throws: FilterError.self) { try fixture.ids(text) }
    }

    @Test("a thousand terms and ten thousand values are compiled")
    func long() throws {
        let fixture = try FilterFixture()
        let chain = (0..<3000).map { "so = \($0)" }.joined(separator: " OR ")
        #expect(try fixture.ids(chain) == [1, 2, 5])
        let list = (0..<9990).map(String.init).joined(separator: ",")
        #expect(try fixture.ids("so IN (\(list))") == [1, 2, 5])
        let days = (0..<900).map { "'\(CalendarDate(day: 18_000 + $0))'" }.joined(separator: ",")
        #expect(try fixture.ids("ngay IN (\(days))") == [1, 2])
        let deep = String(repeating: "NOT (", count: 30) + "so = 10" + String(repeating: ")", count: 30)
        #expect(try fixture.ids(deep) == [1])
        let shapes = (0..<400).map { "S_INTERSECTS(geometry, POINT(\($0) 14))" }.joined(separator: " OR ")
        #expect(try fixture.ids(shapes) == [1])
    }
}
