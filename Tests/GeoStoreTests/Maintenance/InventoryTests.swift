import Foundation
import GeoStore
import SimpleFeatures
import TestSupport
import Testing

@Suite struct InventoryTests {
    @Test("a snapshot has the pages of the store, and the same inventory; served, it is another store")
    func snapshot() throws {
        let fixture = try StoreFixture()
        try fixture.load(SamplePoints.random(500))
        try fixture.load(SamplePoints.random(20), into: "wells")
        let copy = fixture.folder.path("copy.sqlite")
        try fixture.store.snapshot(to: copy) { _, _ in }
        let inventory = try fixture.store.inventory()
        #expect(inventory.problems == [])
        #expect(inventory.collections.map(\.features) == [500, 20])
        #expect(inventory.collections.map(\.state) == ["1", "1"])
        #expect(inventory.rows["gs_dataset_version"] == 2)
        #expect(try Store(path: copy, access: .readOnly).inventory() == inventory)
        try Store.renewID(at: copy)
        let served = try Store(path: copy, access: .readOnly).inventory()
        #expect(served.storeID != inventory.storeID && served.collections == inventory.collections)
    }

    @Test("one value that differs changes the hash of its collection, and of no other; put back it is the same again")
    func hash() throws {
        let fixture = try StoreFixture()
        try fixture.load(SamplePoints.random(50))
        try fixture.load(SamplePoints.random(50), into: "wells")
        let before = try fixture.store.inventory().collections.map(\.hash)
        let points = SamplePoints.random(50)
        try fixture.load(points.dropLast() + [Coordinate(x: 410_000, y: 1_510_000)], mode: .replace)
        let moved = try fixture.store.inventory().collections.map(\.hash)
        #expect(moved[0] != before[0] && moved[1] == before[1])
        _ = try fixture.store.rollBack(CollectionID("stations"), to: 1)
        #expect(try fixture.store.inventory().collections.map(\.hash) == before)
    }

    @Test("an empty collection and an empty store have an inventory")
    func empty() throws {
        let fixture = try StoreFixture()
        #expect(try fixture.store.inventory().collections == [])
        try fixture.load([])
        #expect(try fixture.store.inventory().collections.map(\.features) == [0])
    }
}
