import SimpleFeatures
import Testing

@testable import VectorTile

@Suite struct ChangeIndexTests {
    private typealias Source = OverviewFixture.Source

    /// What each tile of a zoom shows, as far as an overview can tell.
    private static func content(_ reader: OverviewReader, _ box: WorldBox, zoom: Int) -> [[CopiedContent]] {
        [
            reader.band(zoom: zoom).features(touching: box).map { feature in
                let values = reader.attributes.valueIDs(ofRow: feature.row).map { value in
                    value == 0 ? [] : Array(reader.attributes.message(ofValue: value))
                }
                return CopiedContent(feature: feature, values: values)
            }
        ]
    }

    private struct CopiedContent: Hashable {
        let id: Int64?
        let kind: GeometryKind
        let weight: UInt32
        let label: WorldPoint?
        let minZoom: UInt8
        let parts: [[WorldPoint]]
        let values: [[UInt8]]

        init(feature: CopiedFeature, values: [[UInt8]]) {
            id = feature.id
            kind = feature.kind
            weight = feature.weight
            label = feature.label
            minZoom = feature.minZoom
            parts = feature.parts
            self.values = values
        }
    }

    @Test("over three generations the last change of a place is right for every tile")
    func threeGenerations() throws {
        var sources = OverviewFixture.squares(1_600)
        var readers = [try OverviewFixture.reader(sources)]
        // Version 2: a value, a removal, a move across the layer, a minimum zoom.
        sources[100].values = [.text("mới")]
        sources.remove(at: 777)
        sources[1_500].geometry = OverviewFixture.square(108.05, 14.001, side: 0.0004)
        sources[42].minZoom = 14
        readers.append(try OverviewFixture.reader(sources, version: 2, former: readers[0]))
        // Version 3: new ones, and a change of place 100 again.
        sources.append(Source(id: 5_000, geometry: OverviewFixture.square(108.2, 14.2)))
        sources[100].values = [.text("mới hơn")]
        readers.append(try OverviewFixture.reader(sources, version: 3, former: readers[1]))

        let newest = readers[2]
        #expect(newest.header.baseStamp == 1)
        var changed = 0
        var checked = 0
        for zoom in [3, 8, 11, 12, 15] {
            let boxes = readers[2].band(zoom: zoom).features(touching: .world).map(\.box)
            for box in boxes + [.world] {
                let contents = readers.map { Self.content($0, box, zoom: zoom) }
                let last = newest.lastChange(touching: box, zoom: zoom)
                // Equal numbers promise equal content.
                if last < 3 { #expect(contents[1] == contents[2]) }
                if last < 2 { #expect(contents[0] == contents[1]) }
                #expect(newest.lastChange(touching: box) >= last)
                checked += 1
                if last > 1 { changed += 1 }
            }
        }
        #expect(checked > 4_000)
        #expect(changed > 5)
        #expect(changed < checked / 5)
        #expect(try #require(newest.changes(since: 2)).count == 2)
        #expect(try #require(newest.changes(since: 1)).count >= 6)
        #expect(newest.changes(since: 0) == nil)
        #expect(try #require(newest.changes(since: 3)).isEmpty)
    }

    @Test("the same again, in another order, changes nothing")
    func sameAgain() throws {
        let sources = OverviewFixture.squares(1_000)
        let former = try OverviewFixture.reader(sources)
        let next = try OverviewFixture.reader(sources.reversed(), version: 2, former: former)
        for zoom in 0...14 {
            #expect(next.lastChange(touching: .world, zoom: zoom) == 1)
            #expect(next.changes(since: 1, zoom: zoom) == [])
        }
    }

    @Test("one edit among 12,000 changes few places, at every zoom")
    func oneEditIsLocal() throws {
        var sources = OverviewFixture.squares(12_000)
        let former = try OverviewFixture.reader(sources)
        sources[6_050].geometry = OverviewFixture.square(108.0501, 14.0601, side: 0.0005)
        sources[6_050].values = [.text("tách thửa")]
        let next = try OverviewFixture.reader(sources, version: 2, former: former)
        for zoom in 0...12 {
            let changes = try #require(next.changes(since: 1, zoom: zoom))
            #expect(changes.count <= 20, "zoom \(zoom)")
        }
        #expect(try #require(next.changes(since: 1)).count == 2)
    }

    @Test("other settings, other properties or a stamp that does not rise: everything changed")
    func unlikeFormer() throws {
        let sources = OverviewFixture.squares(20)
        let former = try OverviewFixture.reader(sources)
        var descriptions = [OverviewDescription](repeating: OverviewFixture.description(version: 2), count: 3)
        descriptions[0].buildFingerprint = "others"
        descriptions[1].properties = [OverviewDescription.Property(name: "title", kind: "text")]
        descriptions[2].stamp = 1
        for description in descriptions {
            let writer = OverviewWriter(description)
            for source in sources {
                try writer.add(
                    id: #require(FeatureID(source.id)), geometry: source.geometry, in: .degrees, values: source.values)
            }
            let next = try OverviewFixture.reader(writer.bytes(former: former))
            #expect(next.header.baseStamp == description.stamp)
            #expect(next.lastChange(touching: .world) == description.stamp)
        }
    }

    @Test("more changes than a list keeps are joined to larger places, never lost")
    func manyChangesAreJoined() {
        let changes = (0..<1_000).map { index in
            let place = WorldPoint(x: Int32(index % 40) * 1_000, y: Int32(index / 40) * 1_000)
            return ChangeList.Change(box: WorldBox(place), stamp: index)
        }
        let list = ChangeList(changes, limit: 300)
        #expect(list.changes.count <= 300)
        for change in changes {
            #expect(list.changes.contains { $0.box.contains(change.box) && $0.stamp >= change.stamp })
        }
    }

    @Test("changes that lie far from each other never share a place")
    func farChangesStayApart() {
        // Corners of the world that follow each other along the curve, with an odd number of changes in each.
        let far: Int32 = 2_000_000_000
        var changes: [ChangeList.Change] = []
        for corner in [WorldPoint(x: 0, y: 0), WorldPoint(x: 0, y: far), WorldPoint(x: far, y: far)] {
            for index in Int32(0)..<333 {
                let point = WorldPoint(x: corner.x + (index % 20) * 100, y: corner.y + (index / 20) * 100)
                changes.append(ChangeList.Change(box: WorldBox(point), stamp: 2))
            }
        }
        let list = ChangeList(changes, limit: 100)
        #expect(list.changes.count <= 100)
        #expect(list.changes.allSatisfy { max($0.box.maxX - $0.box.minX, $0.box.maxY - $0.box.minY) < 4_000 })
    }
}
