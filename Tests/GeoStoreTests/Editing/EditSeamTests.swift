import Foundation
import GRDB
import SimpleFeatures
import TestSupport
import Testing

@testable import GeoStore

/// Edits beside imports, other programs and each other.
struct EditSeamTests {
    private func keyed() throws -> StoreFixture {
        let fixture = try StoreFixture()
        try load(["A", "B", "C"], into: fixture, mode: .create)
        return fixture
    }

    /// Loads points whose key is their name.
    @discardableResult
    private func load(_ names: [String], into fixture: StoreFixture, mode: LoadMode = .replace) throws -> LoadOutcome {
        try fixture.store.load(try StoreFixture.definition(), mode: mode, key: .property("TEN")) { writer in
            for (index, name) in names.enumerated() {
                try writer.append(
                    geometry: StoreFixture.point(450_000 + Double(index), 1_550_000),
                    values: [.text(name), .integer(1), .real(1)])
            }
            return Provenance()
        }
    }

    @Test("a key has a value, and one feature only")
    func keys() throws {
        let fixture = try keyed()
        let b = try StoreFixture.id(2)
        let missing: [FeatureEdit] = [
            .create(geometry: nil, properties: [:]), .merge(b, properties: ["TEN": nil]),
            .replace(try StoreFixture.id(3), geometry: nil, properties: ["so": 1]),
        ]
        #expect(try fixture.faults(missing).map(\.reason) == [.keyMissing, .keyMissing, .keyMissing])
        #expect(
            try fixture.faults([.merge(b, properties: ["TEN": "A"])]).map(\.reason)
                == [.keyTaken(by: try StoreFixture.id(1))])
        let twins: [FeatureEdit] = [
            .create(geometry: nil, properties: ["TEN": "D"]), .create(geometry: nil, properties: ["TEN": "D"]),
        ]
        #expect(try fixture.faults(twins).count == 2)
        // What is freed in the same version can be taken.
        try fixture.edit([
            .delete(try StoreFixture.id(1)), .create(geometry: nil, properties: ["TEN": "A"]),
            .merge(b, properties: ["TEN": "C"]), .merge(try StoreFixture.id(3), properties: ["TEN": "B"]),
        ])
        #expect(try fixture.features().map { $0.values[0] } == [.text("C"), .text("B"), .text("A")])
        try fixture.expectSound()
    }

    @Test("an import that replaces finds edited features by their key")
    func importAfterEdit() throws {
        let fixture = try keyed()
        try fixture.edit([
            .merge(try StoreFixture.id(2), properties: ["so": 5]),
            .create(geometry: nil, properties: ["TEN": "D"]),
        ])
        let outcome = try load(["A", "B", "E"], into: fixture)
        #expect(outcome.changes == VersionChanges(added: 1, changed: 1, removed: 2, unchanged: 1))
        #expect(try fixture.ids() == [1, 2, 5])
        try fixture.expectSound()
        try fixture.store.rollBack(CollectionID("stations"), to: 2)
        #expect(try fixture.ids() == [1, 2, 3, 4])
        #expect(try fixture.features()[1].values[1] == .integer(5))
        try fixture.expectSound()
    }

    @Test(
        "edits by another program that are pending become a version before",
        .enabled(if: OtherPrograms.spatialiteIsInstalled, OtherPrograms.absence))
    func pendingEdits() throws {
        let fixture = try StoreFixture()
        try fixture.load(SamplePoints.random(10))
        try OtherPrograms.spatialite(
            fixture.path,
            "UPDATE stations SET TEN = 'QGIS' WHERE feature_id = 3; DELETE FROM stations WHERE feature_id = 4;")
        let stale = try #require(try fixture.tag(3))
        let outcome = try fixture.edit([.merge(try StoreFixture.id(3), properties: ["so": 8], expecting: [stale])])
        #expect(outcome.adopted?.number == 2 && outcome.adopted?.origin == .editedOutside)
        #expect(outcome.version?.number == 3 && outcome.version?.changes?.changed == 1)
        #expect(try fixture.features()[2].values == [.text("QGIS"), .integer(8), .real(0.5)])
        try fixture.expectSound()
        #expect(throws: EditRefusal.self) { try fixture.edit([.delete(try StoreFixture.id(4))]) }
        try fixture.store.rollBack(CollectionID("stations"), to: 1)
        #expect(try fixture.ids() == Array(1...10))
        try fixture.expectSound()
    }

    @Test(
        "triggers that another program took away are put back, and nothing before is promised",
        .enabled(if: OtherPrograms.spatialiteIsInstalled, OtherPrograms.absence))
    func lostTriggers() throws {
        let fixture = try StoreFixture()
        try fixture.load(SamplePoints.random(10))
        try fixture.edit([.merge(try StoreFixture.id(3), properties: ["so": 8])])
        try OtherPrograms.spatialite(fixture.path, "DROP TRIGGER gs_edit_update_stations;")
        try fixture.edit([.merge(try StoreFixture.id(4), properties: ["so": 8])])
        try fixture.expectSound()
        #expect(throws: GeoStoreError.self) { try fixture.store.rollBack(CollectionID("stations"), to: 1) }
        try fixture.store.rollBack(CollectionID("stations"), to: 2)
        try fixture.expectSound()
    }

    @Test("while another program writes, an edit says busy, and nothing is lost")
    func busy() throws {
        let fixture = try StoreFixture()
        try fixture.load(SamplePoints.random(10))
        let impatient = try Store(path: fixture.path, access: .readWrite, patience: .milliseconds(20))
        let edits = try [FeatureEdit.merge(StoreFixture.id(1), properties: ["so": 3])]
        try fixture.store.load(try StoreFixture.definition(), mode: .append) { writer in
            #expect(throws: GeoStoreError.busy(path: fixture.path)) {
                try impatient.edit(CollectionID("stations"), edits, by: StoreFixture.author)
            }
            try writer.append(geometry: StoreFixture.point(450_000, 1_550_000), values: StoreFixture.values(10))
            return Provenance()
        }
        let outcome = try impatient.edit(CollectionID("stations"), edits, by: StoreFixture.author)
        #expect(outcome.version?.number == 3)
        try fixture.expectSound()
        try impatient.close()
    }

    @Test("of two writers that read the same feature, the second is told")
    func twoWriters() async throws {
        let fixture = try StoreFixture()
        try fixture.load(SamplePoints.random(10))
        let tag = try #require(try fixture.tag(1))
        let store = fixture.store
        let outcomes = await withTaskGroup(of: Bool.self) { tasks in
            for number in 0..<4 {
                tasks.addTask {
                    do {
                        let edit = try FeatureEdit.merge(
                            StoreFixture.id(1), properties: ["TEN": .string("người \(number)")], expecting: [tag])
                        _ = try await offPool {
                            try store.edit(CollectionID("stations"), [edit], by: StoreFixture.author)
                        }
                        return true
                    } catch { return false }
                }
            }
            return await tasks.reduce(into: [Bool]()) { $0.append($1) }
        }
        #expect(outcomes.count { $0 } == 1)
        #expect(try fixture.collection().state.version == 2)
        try fixture.expectSound()
    }

    @Test(
        "a failure while rows are changed, recorded, indexed or published leaves everything as it was",
        arguments: [
            ("stations", "UPDATE"), ("gs_feature_history", "INSERT"), ("idx_stations_geometry_rowid", "DELETE"),
            ("gs_collection", "UPDATE"), ("gs_dataset_version", "INSERT"), ("gs_edit", "DELETE"),
            ("gs_search_collection", "INSERT"),
        ])
    func everyStage(table: String, event: String) throws {
        let fixture = try StoreFixture()
        try fixture.load(SamplePoints.random(20))
        try fixture.store.write("planting a fault") { database in
            try database.execute(
                sql: "CREATE TRIGGER fault BEFORE \(event) ON \(table) BEGIN SELECT RAISE(ABORT, 'planted'); END")
        }
        let (state, features) = (try fixture.collection(), try fixture.features())
        let edits: [FeatureEdit] = [
            .merge(try StoreFixture.id(2), properties: ["so": 5]), .delete(try StoreFixture.id(1)),
            .create(geometry: StoreFixture.point(108, 14), properties: [:]),
        ]
        #expect(throws: GeoStoreError.self) { try fixture.edit(edits) }
        #expect(try fixture.collection() == state)
        #expect(try fixture.features() == features)
        try fixture.store.write("taking the fault away") { try $0.execute(sql: "DROP TRIGGER fault") }
        try fixture.expectSound()
        try fixture.edit(edits)
        try fixture.expectSound()
    }

    @Test("a disk that is full refuses the edit and changes nothing")
    func fullDisk() throws {
        let fixture = try StoreFixture()
        try fixture.load(SamplePoints.random(500))
        let (state, features) = (try fixture.collection(), try fixture.features())
        let text = String(repeating: "đầy ", count: 20_000)
        var failures = 0
        for spare in [0, 1, 2, 5, 9, 20] {
            let pages = try fixture.store.write("filling the disk") { database in
                try Int.fetchOne(database, sql: "PRAGMA page_count") ?? 0
            }
            try fixture.store.write("limiting") { try $0.execute(sql: "PRAGMA max_page_count = \(pages + spare)") }
            do {
                try fixture.edit(
                    try (1...400).map { number in
                        number % 3 == 0
                            ? .delete(try StoreFixture.id(number))
                            : .merge(
                                try StoreFixture.id(number), geometry: .set(StoreFixture.point(108, 14)),
                                properties: ["TEN": number % 50 == 1 ? .string(text) : "x"])
                    })
                Issue.record("there was room with \(spare) pages")
            } catch let error as GeoStoreError {
                #expect(error == .diskFull(path: fixture.path))
                failures += 1
            }
            try fixture.store.write("unlimiting") { try $0.execute(sql: "PRAGMA max_page_count = 1000000000") }
            #expect(try fixture.collection() == state)
            #expect(try fixture.features() == features)
        }
        #expect(failures == 6)
        try fixture.expectSound()
    }

    @Test("raw texts of what was edited go, the others stay")
    func rawTexts() throws {
        let fixture = try StoreFixture()
        try fixture.store.load(try StoreFixture.definition(), mode: .create) { writer in
            for number in 0..<3 {
                try writer.append(
                    geometry: nil, values: StoreFixture.values(number),
                    rawTexts: [LayerWriter.RawText(property: 0, bytes: [0xB5], reading: "tcvn3")])
            }
            return Provenance()
        }
        try fixture.edit([
            .merge(try StoreFixture.id(1), properties: ["so": 9]),
            .merge(try StoreFixture.id(2), properties: ["TEN": "x"]),
            .delete(try StoreFixture.id(3)),
        ])
        var features: [Int64] = []
        try fixture.store.forEachRawText(of: CollectionID("stations"), property: "TEN") {
            features.append($0.feature.value)
        }
        #expect(features == [1])
    }

    @Test("random edits leave a store that is sound and a history that can be told")
    func random() throws {
        let fixture = try StoreFixture()
        try fixture.load(SamplePoints.random(60))
        var random = SplitMix(seed: 7)
        var states: [Int: [Feature]] = [1: try fixture.features()]
        for _ in 0..<40 {
            let ids = try fixture.ids()
            let place = try #require(SamplePoints.random(1, seed: UInt64.random(in: 0...999, using: &random)).first)
            var edits: [FeatureEdit] = [.create(geometry: .point(place), properties: ["TEN": "mới"])]
            if let id = ids.randomElement(using: &random).flatMap({ FeatureID($0) }) {
                let geometry = Bool.random(using: &random) ? Geometry.point(place) : nil
                edits.append(
                    Bool.random(using: &random)
                        ? .delete(id) : .merge(id, geometry: .set(geometry), properties: ["so": 3]))
            }
            let version = try #require(try fixture.edit(edits, in: .epsg(9218)).version)
            states[version.number] = try fixture.features()
            try fixture.expectSound()
        }
        for (number, features) in states {
            var found: [Feature] = []
            try fixture.store.forEachFeature(of: CollectionID("stations"), atVersion: number) { found.append($0) }
            #expect(found == features, "version \(number)")
        }
    }
}
