import SimpleFeatures
import Testing
import Tiling

@testable import VectorTile

@Suite struct OverviewReaderTests {
    @Test(
        "every number of features is found again, in any box", arguments: [0, 1, 2, 15, 16, 17, 255, 256, 257, 4_097])
    func everyFeatureIsFound(count: Int) throws {
        let reader = try OverviewFixture.reader(OverviewFixture.squares(count))
        let band = reader.band(zoom: 12)
        #expect(reader.header.featureCount == count)
        let all = band.features(touching: .world)
        #expect(all.map(\.id).compactMap(\.self).sorted() == (0..<count).map { Int64($0 + 1) })
        #expect(reader.matchedCount(touching: .world) == count)
        #expect((band.box == nil) == (count == 0))
        for feature in all.prefix(20) {
            let boxes = [feature.box, WorldBox(minX: 0, minY: 0, maxX: feature.box.minX, maxY: .max)]
            for box in boxes {
                let expected = all.filter { $0.box.intersects(box) }
                #expect(band.features(touching: box) == expected)
                #expect(reader.matchedCount(touching: box) == expected.count)
            }
        }
    }

    @Test("ids, values and minimum zooms come back with their feature")
    func attributesComeBack() throws {
        var sources = OverviewFixture.squares(300)
        sources[7].values = [.null]
        sources[8].minZoom = 13
        let reader = try OverviewFixture.reader(sources)
        for feature in reader.band(zoom: 14).features(touching: .world) {
            let id = try #require(feature.id)
            let source = sources[Int(id) - 1]
            #expect(reader.attributes.featureID(ofRow: feature.row)?.value == id)
            #expect(feature.minZoom == source.minZoom)
            let value = reader.attributes.valueIDs(ofRow: feature.row)[0]
            guard case .text(let text) = source.values[0] else {
                #expect(value == 0)
                continue
            }
            let message = Array(reader.attributes.message(ofValue: value))
            #expect(message == [1 << 3 | 2, UInt8(text.utf8.count)] + Array(text.utf8))
        }
        #expect(reader.attributes.valueCount == 7)
    }

    @Test("a geometry collection becomes an entry for each kind, counted once")
    func collectionsBecomeEntries() throws {
        let collection = Geometry.geometryCollection([
            .point(Coordinate(x: 108, y: 14)), OverviewFixture.square(108.1, 14.1),
            .lineString(CoordinateSequence(values: [108, 14, 108.2, 14.2])),
        ])
        let reader = try OverviewFixture.reader([OverviewFixture.Source(id: 5, geometry: collection)])
        let features = reader.band(zoom: 12).features(touching: .world)
        #expect(features.map(\.kind) == [.polygons, .lines, .points])
        #expect(features.map(\.id) == [5, nil, nil])
        #expect(features.map { $0.label != nil } == [true, false, false])
        #expect(Set(features.map(\.box)).count == 1)
        #expect(Set(features.map(\.row)) == [0])
        #expect(reader.matchedCount(touching: .world) == 1)
        #expect(reader.band(zoom: 12).count == 3)
    }
}
