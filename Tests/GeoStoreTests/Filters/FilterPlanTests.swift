import CQL2
import GRDB
import SimpleFeatures
import Testing

@testable import GeoStore

/// How SQLite runs filters.
@Suite struct FilterPlanTests {
    @Test(
        "a spatial predicate goes through the R-tree to the rows",
        arguments: SpatialOperator.allCases.filter { $0 != .disjoint })
    func usesTheSpatialIndex(operation: SpatialOperator) throws {
        let fixture = try FilterFixture()
        for shape in ["POLYGON((107 13,109 13,109 15,107 13))", "BBOX(107,13,109,15)"] {
            let plan = try fixture.plan("\(operation.rawValue)(geometry, \(shape)) AND so > 1")
            #expect(plan.contains { $0.contains("VIRTUAL TABLE INDEX") }, "\(plan)")
            #expect(plan.contains { $0.hasPrefix("SEARCH t USING INTEGER PRIMARY KEY") }, "\(plan)")
            #expect(!plan.contains { $0.contains("TEMP B-TREE") }, "\(plan)")
        }
    }

    @Test("ids are looked up in the primary key", arguments: ["id = 3", "feature_id IN (1, 3)", "id BETWEEN 2 AND 4"])
    func usesThePrimaryKey(text: String) throws {
        let plan = try FilterFixture().plan(text)
        #expect(plan.contains { $0.hasPrefix("SEARCH t USING INTEGER PRIMARY KEY") }, "\(plan)")
    }

    @Test(
        "an index that another program made on a column is used",
        arguments: [
            ("ten", "ten = 'a'"), ("ten", "ten IN ('a', 'b')"), ("ten", "ten LIKE 'Đư%'"),
            ("so", "so = 5 AND mo = TRUE"),
            ("so", "so BETWEEN 1 AND 2"), ("ngay", "ngay = DATE('2020-01-01')"),
            ("luc", "T_INTERSECTS(luc, INTERVAL('2020-01-01', '2020-01-02'))"),
            ("luc", "luc > TIMESTAMP('2020-01-01T00:00:00Z') AND luc < DATE('2020-02-01')"),
        ])
    func usesAnIndex(column: String, text: String) throws {
        let fixture = try FilterFixture()
        let other = try DatabaseQueue(path: fixture.store.path)
        try other.write { try $0.execute(sql: "CREATE INDEX by_\(column) ON places (\(column))") }
        var query = FeatureQuery()
        query.filter = try Filter(text: text)
        let plan = try fixture.store.store.queryPlan(of: fixture.store.collection("places"), matching: query)
        #expect(plan.contains { $0.contains("USING INDEX by_\(column)") }, "\(plan)")
    }

    @Test("what filters call cannot get into a trigger, a view or an index, which other programs run")
    func functionsStayOutOfTheSchema() throws {
        let fixture = try FilterFixture()
        for statement in [
            "CREATE INDEX folded ON places (gs_casefold(ten))",
            "CREATE VIEW folded AS SELECT gs_casefold(ten) FROM places; SELECT * FROM folded",
        ] {
            #expect(throws: DatabaseError.self) {
                try fixture.store.store.pool.write { try $0.execute(sql: statement) }
            }
        }
        #expect(try fixture.store.problems() == [])
    }
}
