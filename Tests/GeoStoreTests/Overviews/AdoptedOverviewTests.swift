import GRDB
import SimpleFeatures
import Testing
import VectorTile

@testable import GeoStore

/// Edits by other programs are shown before they have a version: that they get one changes no tile.
@Suite struct AdoptedOverviewTests {
    private func stamps(_ overview: Overview) -> [Int] {
        (0...OverviewReader.fullBandZoom).flatMap { zoom in
            var boxes = [WorldBox.world]
            overview.reader.band(zoom: zoom).forEachFeature(touching: .world) { boxes.append($0.box) }
            return boxes.map { overview.reader.lastChange(touching: $0, zoom: zoom) }
        }
    }

    @Test("a version that adopts edits compares itself with what was shown of them last")
    func adopted() throws {
        let fixture = try StoreFixture()
        try fixture.load(SamplePoints.random(400))
        let former = try #require(try fixture.store.overview(of: fixture.collection()))
        var shown = former
        for edit in [
            "UPDATE stations SET TEN = 'đã sửa' WHERE feature_id = 3", "DELETE FROM stations WHERE feature_id = 7",
            "UPDATE stations SET geometry = ST_Translate(geometry, 900, 0, 0) WHERE feature_id = 20",
            "DELETE FROM stations WHERE feature_id = 3",
        ] {
            try fixture.store.write("editing") { try $0.execute(sql: edit) }
            let pending = try fixture.collection()
            try fixture.store.rebuildOverview(of: pending)
            let next = try #require(try fixture.store.overview(of: pending))
            #expect(try #require(next.reader.changes(since: shown.header.description.stamp)).count <= 2)
            #expect(try #require(next.reader.changes(since: shown.header.description.stamp)).isEmpty == false)
            shown = next
        }
        #expect(try fixture.store.adoptOutsideEdits().map(\.number) == [2])
        let adopted = try #require(try fixture.store.overview(of: fixture.collection()))
        #expect(adopted.header.description.version == 2)
        #expect(adopted.header.baseStamp == former.header.description.stamp)
        for zoom in 0...OverviewReader.fullBandZoom {
            #expect(adopted.reader.changes(since: shown.header.description.stamp, zoom: zoom) == [])
        }
        #expect(stamps(adopted) == stamps(shown))
    }

    @Test("a name tells the stamp of the state that its file is made from")
    func stampOfName() {
        for (token, edit) in [("00ff", Int64(0)), ("00ff.7", 7), ("00ff.171798691848", 8 | 40 << 32)] {
            let name = OverviewName(collection: "a", version: 5, token: token, buildFingerprint: "f")
            #expect(name.stamp == CollectionState(version: 5, pendingEdit: edit).stamp)
        }
    }
}
