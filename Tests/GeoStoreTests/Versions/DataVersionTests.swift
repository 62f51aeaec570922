import Foundation
import GeoStore
import SimpleFeatures
import TestSupport
import Testing

@Suite struct DataVersionTests {
    @Test(
        "the number changes with another program's commit, and with nothing less",
        .enabled(if: OtherPrograms.spatialiteIsInstalled, OtherPrograms.absence))
    func anothersCommit() throws {
        let fixture = try StoreFixture()
        try fixture.load(SamplePoints.random(10))
        let first = try fixture.store.dataVersion()
        _ = try fixture.ids()
        _ = try fixture.store.catalog()
        _ = try fixture.store.verify()
        try OtherPrograms.spatialite(fixture.path, "SELECT count(*) FROM stations;")
        try OtherPrograms.spatialite(fixture.path, "BEGIN; DELETE FROM stations; ROLLBACK;")
        #expect(try fixture.store.dataVersion() == first)
        try OtherPrograms.spatialite(fixture.path, "DELETE FROM stations WHERE feature_id = 1;")
        let second = try fixture.store.dataVersion()
        #expect(second != first)
        #expect(try fixture.store.dataVersion() == second)
    }

    @Test("the number changes with a load of this store or another, and not when a load is given up")
    func loads() throws {
        struct GivenUp: Error {}
        let fixture = try StoreFixture()
        let first = try fixture.store.dataVersion()
        try fixture.load(SamplePoints.random(10))
        let second = try fixture.store.dataVersion()
        #expect(second != first)
        let other = try Store(path: fixture.path, access: .readWrite)
        try other.load(try StoreFixture.definition(), mode: .append) { writer in
            try writer.append(geometry: nil, values: StoreFixture.values(1))
            return Provenance()
        }
        let third = try fixture.store.dataVersion()
        #expect(third != second)
        #expect(throws: GivenUp.self) {
            try other.load(try StoreFixture.definition(), mode: .append) { _ in throw GivenUp() }
        }
        #expect(try fixture.store.dataVersion() == third)
    }

    @Test("the number, the catalogue and features are there while a load of the same store runs")
    func whileALoadRuns() throws {
        let fixture = try StoreFixture()
        try fixture.load(SamplePoints.random(10))
        let store = fixture.store
        let collection = try fixture.collection()
        let isRunning = DispatchSemaphore(value: 0)
        let mayEnd = DispatchSemaphore(value: 0)
        let hasEnded = DispatchSemaphore(value: 0)
        Thread.detachNewThread {
            _ = try? store.load(try StoreFixture.definition(), mode: .replace) { _ in
                isRunning.signal()
                mayEnd.wait()
                return Provenance()
            }
            hasEnded.signal()
        }
        isRunning.wait()
        let answered = DispatchSemaphore(value: 0)
        Thread.detachNewThread {
            _ = try? store.dataVersion()
            _ = try? store.catalog()
            _ = try? store.count(of: collection, matching: FeatureQuery())
            _ = try? store.adoptOutsideEdits()
            answered.signal()
        }
        #expect(answered.wait(timeout: .now() + 60) == .success)
        mayEnd.signal()
        hasEnded.wait()
        #expect(try fixture.collection().state.version == 2)
    }

    @Test("a read-only store sees commits too")
    func readOnly() throws {
        let fixture = try StoreFixture()
        let reader = try Store(path: fixture.path, access: .readOnly)
        let first = try reader.dataVersion()
        try fixture.load([])
        #expect(try reader.dataVersion() != first)
        #expect(try reader.catalog().collections.count == 1)
    }
}
