import CQL2
import GRDB
import SimpleFeatures
import Testing

@testable import GeoStore

/// How SQLite runs sorted pages.
@Suite struct SortPlanTests {
    private static func query(_ descending: Bool, after value: PropertyValue?) -> FeatureQuery {
        var query = FeatureQuery()
        query.order = [FeatureQuery.SortKey(property: "so", isDescending: descending)]
        query.isDescendingByID = descending
        query.limit = 10
        if let value {
            query.after = FeatureID(7)
            query.afterValues = [value]
        }
        return query
    }

    @Test(
        "a page begins within the index that another program made, and nothing is sorted",
        arguments: [false, true], [nil, .integer(3), .null] as [PropertyValue?])
    func usesTheIndex(descending: Bool, value: PropertyValue?) throws {
        let fixture = try StoreFixture()
        try fixture.load(SamplePoints.random(500))
        try DatabaseQueue(path: fixture.path).write { try $0.execute(sql: "CREATE INDEX by_so ON stations (so)") }
        let plan = try fixture.store.queryPlan(
            of: fixture.collection(), matching: Self.query(descending, after: value))
        // Ids from the index, rows by their ids.
        let steps = plan.filter { $0.contains("INDEX by_so") }
        let rows = ["CO-ROUTINE sorted", "SCAN sorted", "SEARCH t USING INTEGER PRIMARY KEY (rowid=?)"]
        #expect(!steps.isEmpty && plan.allSatisfy { steps.contains($0) || rows.contains($0) }, "\(plan)")
        if case .integer = value {
            // Those that are equal, those beyond and, falling, those without a value: each one stretch of it.
            #expect(steps.allSatisfy { $0.hasPrefix("SEARCH") }, "\(plan)")
            #expect(steps[0].contains("so=? AND rowid"), "\(plan)")
        }
    }

    @Test("texts come as a dictionary has them, whatever index there is", arguments: [false, true])
    func texts(isIndexed: Bool) throws {
        let fixture = try StoreFixture()
        let words = ["Đức Cơ", "Dak Đoa", "đ", "Ăn", "An", "ân", "Zoo", "Bà", "Ba Na", "Ba"]
        try fixture.store.load(try StoreFixture.definition(), mode: .create) { writer in
            for word in words { try writer.append(geometry: nil, values: [.text(word), .null, .null]) }
            return Provenance(source: "test.shp", sourceCRS: .epsg(9218))
        }
        if isIndexed {
            try DatabaseQueue(path: fixture.path).write { try $0.execute(sql: "CREATE INDEX by_ten ON stations (TEN)") }
        }
        let found = try fixture.features { $0.order = [FeatureQuery.SortKey(property: "TEN")] }.map { $0.values[0] }
        let sorted = ["An", "Ăn", "ân", "Ba", "Bà", "Ba Na", "Dak Đoa", "đ", "Đức Cơ", "Zoo"]
        #expect(found == sorted.map(PropertyValue.text))
    }

    @Test("pages visit each feature once, with and without an index", arguments: [false, true], [false, true])
    func pages(descending: Bool, isIndexed: Bool) throws {
        let fixture = try StoreFixture()
        try fixture.load(SamplePoints.random(100))
        if isIndexed {
            try DatabaseQueue(path: fixture.path).write { try $0.execute(sql: "CREATE INDEX by_so ON stations (so)") }
        }
        let collection = try fixture.collection()
        var query = Self.query(descending, after: nil)
        query.limit = 9
        var ids: [Int64] = []
        while true {
            var last: Feature?
            try fixture.store.forEachFeature(of: collection, matching: query) {
                ids.append($0.id.value)
                last = $0
            }
            guard let last else { break }
            query.after = last.id
            query.afterValues = [last.values[1]]
        }
        #expect(Set(ids).count == 100 && ids.count == 100)
    }

    @Test("without geometry none is read, and unnamed properties come as null")
    func selection() throws {
        let fixture = try StoreFixture()
        try fixture.load(SamplePoints.random(5))
        let collection = try fixture.collection()
        var whole: [Feature] = []
        try fixture.store.forEachFeature(of: collection, matching: FeatureQuery()) { whole.append($0) }
        var query = FeatureQuery()
        query.readsGeometry = false
        query.properties = ["so"]
        var read: [Feature] = []
        try fixture.store.forEachFeature(of: collection, matching: query) { read.append($0) }
        #expect(read == whole.map { Feature(id: $0.id, geometry: nil, values: [.null, $0.values[1], .null]) })
    }
}
