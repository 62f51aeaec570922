import CQL2
import Foundation
import SimpleFeatures
import Synchronization
import Testing

@testable import GeoStore

@Suite struct ReadLimitTests {
    /// Compares every feature with a pattern that costs something.
    private static let slow = """
        CASEI(TEN) LIKE '%a%b%c%' OR CASEI(ACCENTI(TEN)) LIKE '%x%' OR distance(geometry, POINT(0 0)) < 0
        OR S_DISJOINT(geometry, LINESTRING(450000 1550000,460000 1560000)) AND CASEI(TEN) = 'x'
        """

    private func query() throws -> FeatureQuery {
        var query = FeatureQuery()
        query.filter = try Filter(text: Self.slow)
        query.filterCRS = .epsg(9218)
        return query
    }

    @Test("a read is broken off at its deadline, within a row that never comes, and the store goes on")
    func deadline() throws {
        let fixture = try StoreFixture()
        try fixture.load(SamplePoints.random(20_000))
        let collection = try fixture.collection()
        let past = ReadLimit(deadline: .now)
        let soon = ReadLimit(deadline: .now + .milliseconds(5))
        for limit in [past, soon] {
            #expect(throws: GeoStoreError.deadlineExceeded) {
                try fixture.store.count(of: collection, matching: try query(), within: limit)
            }
            #expect(throws: GeoStoreError.deadlineExceeded) {
                try fixture.store.forEachFeature(of: collection, matching: try query(), within: limit) { _ in }
            }
        }
        #expect(try fixture.store.count(of: collection, matching: try query()) == 0)
        let late = ReadLimit(deadline: .now + .seconds(600))
        #expect(try fixture.store.count(of: collection, matching: try query(), within: late) == 0)
    }

    @Test("a read ends when nobody waits for it any more, and others go on")
    func cancelled() throws {
        let fixture = try StoreFixture()
        try fixture.load(SamplePoints.random(20_000))
        let collection = try fixture.collection()
        let questions = Atomic(0)
        let asked = ReadLimit(isCancelled: { questions.add(1, ordering: .relaxed).newValue > 3 })
        #expect(throws: GeoStoreError.readCancelled) {
            try fixture.store.count(of: collection, matching: try query(), within: asked)
        }
        #expect(questions.load(ordering: .relaxed) == 4)
        #expect(try fixture.store.count(of: collection, matching: FeatureQuery()) == 20_000)
    }
}
