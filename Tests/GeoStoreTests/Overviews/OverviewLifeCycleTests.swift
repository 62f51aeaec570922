import Foundation
import GRDB
import SimpleFeatures
import TestSupport
import Testing
import VectorTile

@testable import GeoStore

/// Overviews follow what is published: there with the commit, gone without it.
@Suite struct OverviewLifeCycleTests {
    private let id: CollectionID

    init() throws { id = try CollectionID("stations") }

    /// The files beside the store.
    private func files(_ fixture: StoreFixture) throws -> [String] {
        guard FileManager.default.fileExists(atPath: fixture.store.overviewFolderPath) else { return [] }
        return try FileManager.default.contentsOfDirectory(atPath: fixture.store.overviewFolderPath)
    }

    /// That exactly the overview of the present state is there, whole, with all features.
    private func expectCurrent(_ fixture: StoreFixture) throws {
        let collection = try fixture.collection()
        #expect(try files(fixture) == [collection.overviewName.fileName])
        let overview = try #require(try fixture.store.overview(of: collection))
        let header = overview.header
        #expect(header.featureCount == collection.featureCount - collection.nullGeometryCount)
        #expect(header.description.version == collection.state.version)
        #expect(header.description.stamp == collection.state.stamp)
        #expect(header.description.properties.map(\.name) == collection.schema.properties.map(\.name))
        #expect(try fixture.store.verify().derivedProblems == [])
    }

    @Test("a load, a replacement, an addition, an update and a rollback each write the overview and sweep the former")
    func publishing() throws {
        let fixture = try StoreFixture()
        let first = try fixture.load(SamplePoints.random(50))
        #expect(first.overview == .written(touched: .all, unplacedCount: 0))
        try expectCurrent(fixture)
        try fixture.load(SamplePoints.random(30, seed: 2), mode: .replace)
        try expectCurrent(fixture)
        try fixture.load(SamplePoints.random(3, seed: 3) + [nil], mode: .append)
        try expectCurrent(fixture)
        try fixture.store.load(try StoreFixture.definition(), mode: .update, key: .property("TEN")) { writer in
            try writer.append(geometry: nil, values: StoreFixture.values(1))
            return Provenance()
        }
        try expectCurrent(fixture)
        try fixture.store.rollBack(id, to: 1)
        try expectCurrent(fixture)
    }

    @Test("a version touches the tiles of what it changed, old and new, and no others")
    func touched() throws {
        let fixture = try StoreFixture()
        let points = SamplePoints.random(400)
        try fixture.load(points)
        func replace(_ points: [Coordinate]) throws -> TouchedTiles? {
            let outcome = try fixture.load(points, mode: .replace)
            guard case .written(let touched, _) = outcome.overview else { return nil }
            return touched
        }
        var moved = points
        moved[7] = Coordinate(x: points[7].x + 40_000, y: points[7].y - 30_000)
        guard case .count(let count, let zooms) = try replace(moved) else {
            Issue.record("the former overview was there")
            return
        }
        #expect(zooms == 0...16)
        // Two points are in 17 to 68 tiles each, the shallow ones shared; thinned points near by may take their place.
        #expect((17...136).contains(count), "\(count)")
        let collection = try fixture.collection()
        let overview = try #require(try fixture.store.overview(of: collection))
        #expect(overview.reader.changes(since: CollectionState(version: 1, pendingEdit: 0).stamp)?.count == 2)
        #expect(overview.reader.changes(since: collection.state.stamp)?.isEmpty == true)
        // Without the former file nothing can be compared.
        try FileManager.default.removeItem(atPath: fixture.store.overviewFolderPath)
        #expect(try replace(points) == .all)
    }

    @Test("nothing published, rehearsed or failed: the overview stays as it was")
    func takenBack() throws {
        let fixture = try StoreFixture()
        let points = SamplePoints.random(20)
        try fixture.load(points)
        let before = try files(fixture)
        #expect(try fixture.load(points, mode: .replace).overview == nil)
        let rehearsal = try fixture.store.load(try StoreFixture.definition(), mode: .replace, isRehearsal: true) { _ in
            Provenance()
        }
        #expect(rehearsal.overview == nil)
        struct Stop: Error {}
        func stop(_ done: Int) throws { throw Stop() }
        #expect(throws: Stop.self) {
            try fixture.store.load(
                try StoreFixture.definition(), mode: .replace, overviewProgress: stop
            ) { writer in
                for index in 0..<600 {
                    try writer.append(geometry: .point(points[index % 20]), values: StoreFixture.values(index))
                }
                return Provenance()
            }
        }
        #expect(try files(fixture) == before)
        try expectCurrent(fixture)
    }

    @Test("a commit that fails takes the new overview with it")
    func failedCommit() throws {
        let fixture = try StoreFixture()
        try fixture.load(SamplePoints.random(20))
        let before = try files(fixture)
        // A foreign key is looked at when everything else is done.
        try fixture.store.write("planting a fault") { database in
            try database.execute(
                sql: "CREATE TABLE fault (sector TEXT REFERENCES gs_sector (id) DEFERRABLE INITIALLY DEFERRED)")
            try database.execute(
                sql: """
                    CREATE TRIGGER fault AFTER INSERT ON gs_dataset_version BEGIN
                      INSERT INTO fault VALUES ('none');
                    END
                    """)
        }
        #expect(throws: GeoStoreError.self) { try fixture.load(SamplePoints.random(5, seed: 4), mode: .replace) }
        #expect(try files(fixture) == before)
        try expectCurrent(fixture)
    }

    @Test("a new store whose first load fails leaves no folder")
    func emptyFolder() throws {
        let fixture = try StoreFixture()
        struct Stop: Error {}
        #expect(throws: Stop.self) {
            try fixture.store.load(try StoreFixture.definition(), mode: .create) { _ in throw Stop() }
        }
        #expect(!FileManager.default.fileExists(atPath: fixture.store.overviewFolderPath))
    }

    @Test("dropping a collection removes its overview, and the folder with the last")
    func drop() throws {
        let fixture = try StoreFixture()
        try fixture.load(SamplePoints.random(20))
        try fixture.load(SamplePoints.random(20), into: "wells")
        try fixture.store.drop(try CollectionID("wells"))
        try expectCurrent(fixture)
        try fixture.store.drop(id)
        #expect(!FileManager.default.fileExists(atPath: fixture.store.overviewFolderPath))
    }

    @Test("settings that show in the file make a new one with them; others leave it alone")
    func configure() throws {
        let fixture = try StoreFixture()
        try fixture.load(SamplePoints.random(20))
        let before = try files(fixture)
        var settings = TileSettings()
        settings.buffer = 100
        try fixture.store.configure(id, settings)
        #expect(try files(fixture) == before)
        settings.zoomRules = [try ZoomRule("so<=2@3"), try ZoomRule("*@9")]
        try fixture.store.configure(id, settings)
        #expect(try files(fixture) != before)
        try expectCurrent(fixture)
    }

    @Test("edits by others are shown by an overview of that state, and adopted with one of their own")
    func edits() throws {
        let fixture = try StoreFixture()
        try fixture.load(SamplePoints.random(20))
        try fixture.store.write("editing") { try $0.execute(sql: "DELETE FROM stations WHERE feature_id = 3") }
        let pending = try fixture.collection()
        #expect(try fixture.store.overview(of: pending) == nil)
        try fixture.store.rebuildOverview(of: pending)
        #expect(try fixture.store.overview(of: pending)?.header.featureCount == 19)
        try fixture.store.write("editing") { try $0.execute(sql: "DELETE FROM stations WHERE feature_id = 4") }
        let rebuilt = try fixture.store.rebuildOverview(of: pending)
        #expect(rebuilt.featureCount == 18)
        #expect(rebuilt.collection == (try fixture.collection()) && rebuilt.collection.state != pending.state)
        #expect(try fixture.store.adoptOutsideEdits().map(\.number) == [2])
        try expectCurrent(fixture)
    }

    @Test("a geometry that cannot be read, or that has no place on the map, is counted and left out")
    func unplaced() throws {
        let fixture = try StoreFixture()
        try fixture.load(SamplePoints.random(6))
        try fixture.store.write("spoiling") { database in
            // As a program without SpatiaLite may.
            try database.execute(sql: "DROP TRIGGER ggu_stations_geometry")
            try database.execute(sql: "UPDATE stations SET geometry = x'0001' WHERE feature_id = 2")
        }
        let far = Coordinate(x: 1e30, y: 1e30)
        let outcome = try fixture.load([far], mode: .append)
        #expect(
            outcome.overview == .written(touched: .all, unplacedCount: 2)
                || {
                    guard case .written(_, let count) = outcome.overview else { return false }
                    return count == 2
                }())
        #expect(try fixture.store.overview(of: fixture.collection())?.header.featureCount == 5)
    }

    @Test("a missing, cut or altered file is none; it is reported as derived and made again")
    func damage() throws {
        let fixture = try StoreFixture()
        try fixture.load(SamplePoints.random(200))
        let collection = try fixture.collection()
        let path = OverviewFolder(path: fixture.store.overviewFolderPath).path(of: collection.overviewName)
        let whole = try Data(contentsOf: URL(filePath: path))
        for (number, damage) in [nil, Data(), whole.prefix(whole.count / 2), whole + [0]].enumerated() {
            try FileManager.default.removeItem(atPath: path)
            if let damage { try damage.write(to: URL(filePath: path)) }
            #expect(try fixture.store.overview(of: collection) == nil, "\(number)")
            let report = try fixture.store.verify()
            #expect(report.problems == [] && report.derivedProblems.map(\.check) == ["overview"])
            try fixture.store.rebuildOverview(of: collection)
            try expectCurrent(fixture)
            #expect(try Data(contentsOf: URL(filePath: path)) == whole, "made again, it is the same to the byte")
        }
        for place in stride(from: 0, to: whole.count, by: 37) {
            var altered = whole
            altered[place] ^= 0x10
            try altered.write(to: URL(filePath: path))
            // Some bytes between sections mean nothing.
            guard let overview = try fixture.store.overview(of: collection) else { continue }
            #expect(overview.header.featureCount == 200, "byte \(place)")
        }
    }

    @Test("a folder that cannot be written keeps no version from being published")
    func unwritableFolder() throws {
        let fixture = try StoreFixture()
        try Data("a file in its place".utf8).write(to: URL(filePath: fixture.store.overviewFolderPath))
        let outcome = try fixture.load(SamplePoints.random(20))
        guard case .notWritten(let reason) = outcome.overview else {
            Issue.record("\(String(describing: outcome.overview))")
            return
        }
        #expect(reason.contains("Not a directory"), "\(reason)")
        #expect(outcome.version?.number == 1)
        #expect(try fixture.collection().featureCount == 20)
        #expect(throws: GeoStoreError.self) { try fixture.store.rebuildOverview(of: fixture.collection()) }
        // Another folder does.
        let other = fixture.folder.path("elsewhere")
        try fixture.store.rebuildOverview(of: fixture.collection(), in: other)
        #expect(try fixture.store.overview(of: fixture.collection(), in: other) != nil)
        #expect(try fixture.store.overview(of: fixture.collection()) == nil)
    }

    @Test("a reader without rights makes overviews in a folder of its own, and keeps one for each collection there")
    func readOnly() throws {
        let fixture = try StoreFixture()
        try fixture.load(SamplePoints.random(20))
        let reader = try Store(path: fixture.path, access: .readOnly)
        let folder = fixture.folder.path("own")
        try reader.rebuildOverview(of: reader.catalog().collection("stations"), in: folder)
        try fixture.load(SamplePoints.random(20, seed: 2), mode: .replace)
        try reader.rebuildOverview(of: reader.catalog().collection("stations"), in: folder)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder).count == 1)
        #expect(throws: GeoStoreError.readOnly(path: fixture.path)) { try reader.sweepOverviews() }
    }

    @Test("a folder that is removed while a file is made is there again afterwards, with the file")
    func folderGoes() throws {
        let fixture = try StoreFixture()
        try fixture.load(SamplePoints.random(600))
        let collection = try fixture.collection()
        var removals = 0
        try fixture.store.rebuildOverview(of: collection) { _ in
            guard removals == 0 else { return }
            removals += 1
            try FileManager.default.removeItem(atPath: fixture.store.overviewFolderPath)
        }
        #expect(removals == 1)
        try expectCurrent(fixture)
    }

    @Test("two programs that make it at once leave one whole file")
    func together() async throws {
        let fixture = try StoreFixture()
        try fixture.load(SamplePoints.random(500))
        let collection = try fixture.collection()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<4 {
                group.addTask {
                    let store = try Store(path: fixture.path, access: .readOnly)
                    for _ in 0..<3 { try store.rebuildOverview(of: collection) }
                }
            }
            try await group.waitForAll()
        }
        try expectCurrent(fixture)
    }

    @Test("a backup has no overviews, and does not take the original's for its own")
    func backup() throws {
        let fixture = try StoreFixture()
        try fixture.load(SamplePoints.random(20))
        let copy = fixture.folder.path("copy.sqlite")
        try fixture.store.backup(to: copy) { _, _ in }
        #expect(!FileManager.default.fileExists(atPath: copy + "-overviews"))
        try fixture.store.close()
        try FileManager.default.removeItem(atPath: fixture.path)
        try FileManager.default.moveItem(atPath: copy, toPath: fixture.path)
        let restored = try Store(path: fixture.path, access: .readWrite)
        let collection = try restored.catalog().collection("stations")
        #expect(try restored.overview(of: collection) == nil)
        try restored.rebuildOverview(of: collection)
        #expect(try restored.overview(of: collection) != nil)
    }

    @Test("a link to the store leads to the same folder")
    func link() throws {
        let fixture = try StoreFixture()
        try fixture.load(SamplePoints.random(20))
        let link = fixture.folder.path("link.sqlite")
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: fixture.path)
        let store = try Store(path: link, access: .readOnly)
        #expect(store.overviewFolderPath == fixture.store.overviewFolderPath)
    }
}
