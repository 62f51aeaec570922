import Foundation
import GRDB
import SimpleFeatures
import TestSupport
import Testing

@testable import GeoStore

/// Whatever fails, and wherever: the store is as it was.
@Suite struct AtomicityTests {
    private let id: CollectionID

    init() throws { id = try CollectionID("stations") }

    private func replace(_ fixture: StoreFixture, _ count: Int, schema: FeatureSchema = StoreFixture.schema) throws {
        try fixture.store.load(try StoreFixture.definition(schema: schema), mode: .replace) { writer in
            for (index, point) in SamplePoints.random(count, seed: 3).enumerated() {
                try writer.append(
                    geometry: .point(point), values: Array(StoreFixture.values(index)[..<schema.properties.count]))
            }
            return Provenance()
        }
    }

    @Test(
        "a failure while rows are recorded, written, indexed or published leaves everything as it was",
        arguments: [
            ("gs_feature_history", "INSERT"), ("idx_stations_geometry_node", "INSERT"),
            ("idx_stations_geometry_rowid", "DELETE"), ("gs_collection", "UPDATE"), ("gs_dataset_version", "INSERT"),
            ("geometry_columns_statistics", "INSERT"), ("gs_raw_text", "DELETE"),
        ])
    func everyStage(table: String, event: String) throws {
        let fixture = try StoreFixture()
        try fixture.load(SamplePoints.random(100))
        try fixture.store.write("planting a fault") { database in
            try database.execute(sql: "INSERT INTO gs_raw_text VALUES ('stations', 1, 'TEN', x'41', 'tcvn3')")
            try database.execute(
                sql: "CREATE TRIGGER fault BEFORE \(event) ON \(table) BEGIN SELECT RAISE(ABORT, 'planted'); END")
        }
        let before = try Snapshot(of: fixture)
        let space = try fixture.store.historySpace(of: id)
        #expect(throws: GeoStoreError.self) { try replace(fixture, 80) }
        #expect(try Snapshot(of: fixture) == before)
        #expect(try fixture.store.historySpace(of: id) == space)
        #expect(try fixture.problems() == [])
        try fixture.store.write("taking the fault away") { try $0.execute(sql: "DROP TRIGGER fault") }
        try replace(fixture, 80)
        #expect(try fixture.collection().featureCount == 80)
        #expect(try fixture.problems() == [])
    }

    @Test("a disk that fills at any page of a load, with or without another table, or of a rollback, changes nothing")
    func fullDisk() throws {
        let fixture = try StoreFixture()
        try fixture.load(SamplePoints.random(3000))
        try replace(fixture, 2000)
        let before = try Snapshot(of: fixture)
        var fewer = StoreFixture.schema
        fewer.properties.removeLast()
        var failures = 0
        for spare in [0, 1, 3, 8, 16, 30] {
            let pages = try fixture.store.write("filling the disk") { database in
                try Int.fetchOne(database, sql: "PRAGMA page_count") ?? 0
            }
            try fixture.store.write("limiting") { try $0.execute(sql: "PRAGMA max_page_count = \(pages + spare)") }
            for step in 0..<3 {
                do {
                    switch step {
                    case 0: try fixture.load(SamplePoints.random(3000, seed: 8), mode: .replace, values: 5000)
                    case 1: try replace(fixture, 3000, schema: fewer)
                    default: try fixture.store.rollBack(id, to: 1, isRehearsal: true)
                    }
                    if step < 2 { Issue.record("there was room for step \(step) with \(spare) pages") }
                } catch let error as GeoStoreError {
                    #expect(error == .diskFull(path: fixture.path))
                    failures += 1
                }
            }
            try fixture.store.write("unlimiting") { try $0.execute(sql: "PRAGMA max_page_count = 1000000000") }
            #expect(try Snapshot(of: fixture) == before)
        }
        #expect(failures >= 12)
        #expect(try fixture.problems() == [])
        try fixture.store.rollBack(id, to: 1)
        #expect(try fixture.collection().featureCount == 3000)
    }

    @Test("readers see one version or the other while versions change, never a mix")
    func readers() throws {
        let fixture = try StoreFixture()
        func load(_ value: Int) throws {
            try fixture.store.load(try StoreFixture.definition(), mode: .replace) { writer in
                for point in SamplePoints.random(400) {
                    try writer.append(
                        geometry: .point(point), values: [.text("v\(value)"), .integer(Int64(value)), .null])
                }
                return Provenance()
            }
        }
        try load(0)
        let reader = try Store(path: fixture.path, access: .readOnly)
        let isOver = DispatchSemaphore(value: 0)
        let mixes = DispatchQueue(label: "mixes")
        nonisolated(unsafe) var seen: [String] = []
        nonisolated(unsafe) var rounds = 0
        Thread.detachNewThread {
            while isOver.wait(timeout: .now()) == .timedOut {
                do {
                    let collection = try reader.catalog().collection("stations")
                    var values: Set<PropertyValue> = []
                    var count = 0
                    try reader.forEachFeature(of: collection, matching: FeatureQuery()) { feature in
                        values.insert(feature.values[1])
                        count += 1
                    }
                    mixes.sync {
                        rounds += 1
                        if values.count != 1 || count != 400 { seen.append("\(count) features of \(values)") }
                    }
                } catch GeoStoreError.collectionChanged {
                    // The catalogue was read before a version, the features after it: a reader looks again.
                } catch { mixes.sync { seen.append("\(error)") } }
            }
            isOver.signal()
        }
        for value in 1...12 {
            try load(value)
            if value % 4 == 0 { try fixture.store.rollBack(id, to: 1) }
        }
        isOver.signal()
        Thread.sleep(forTimeInterval: 0.05)
        isOver.wait()
        mixes.sync { #expect(seen == [] && rounds > 0) }
    }
}
