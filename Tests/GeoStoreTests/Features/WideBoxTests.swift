import SimpleFeatures
import Testing

@testable import GeoStore

/// Boxes that hold a large part of a collection.
@Suite struct WideBoxTests {
    private static let points = SamplePoints.random(24_000)
    /// The western nine tenths.
    private static let box = Envelope(minX: 400_000, minY: 1_490_000, maxX: 508_000, maxY: 1_630_000, crs: .epsg(9218))

    private static func fixture() throws -> StoreFixture {
        let fixture = try StoreFixture()
        try fixture.load(points + [nil, nil])
        return fixture
    }

    @Test(
        "pages of a wide box see each of its features once, and those without a geometry", arguments: [nil, "degrees"])
    func pages(degrees: String?) throws {
        let fixture = try Self.fixture()
        let collection = try fixture.collection()
        var query = FeatureQuery()
        query.envelopes = [Self.box]
        if degrees != nil {
            query.envelopes = [Envelope(minX: 100, minY: 10, maxX: 108.2, maxY: 20, crs: .crs84)]
        }
        // Every feature compared, no page, no index.
        var whole = query
        whole.isDescendingByID = true
        var expected: [Int64] = []
        try fixture.store.forEachFeature(of: collection, matching: whole) { expected.append($0.id.value) }
        query.limit = 997
        var ids: [Int64] = []
        while true {
            let before = ids.count
            try fixture.store.forEachFeature(of: collection, matching: query) { ids.append($0.id.value) }
            guard ids.count > before, let last = ids.last else { break }
            query.after = FeatureID(last)
        }
        #expect(ids == expected.reversed())
        if degrees == nil { #expect(ids.count == Self.points.count { $0.x <= Self.box.maxX } + 2) }
    }

    @Test("the next rows are walked, and only what lies behind them is listed")
    func plan() throws {
        let fixture = try Self.fixture()
        var query = FeatureQuery()
        query.envelopes = [Self.box]
        query.after = FeatureID(100)
        query.limit = 10
        let collection = try fixture.collection()
        let statement = try #require(try fixture.store.statement(for: query, in: collection))
        #expect(statement.stretches.map(\.isWalked) == [true, false])
        let walk = statement.page(statement.stretches[0], limit: 10).sql
        #expect(!walk.contains("idx_"))
        let plan = try fixture.store.queryPlan(of: collection, matching: query)
        #expect(plan.first?.contains("INTEGER PRIMARY KEY (rowid>? AND rowid<?)") == true, "\(plan)")
        #expect(!plan.contains { $0.contains("TEMP B-TREE") }, "\(plan)")
        query.envelopes = [Envelope(minX: 400_000, minY: 1_500_000, maxX: 410_000, maxY: 1_510_000, crs: .epsg(9218))]
        let small = try #require(try fixture.store.statement(for: query, in: collection))
        #expect(small.stretches.map(\.isWalked) == [false])
    }
}
