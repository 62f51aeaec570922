import Foundation
import SimpleFeatures
import TestSupport
import Testing
import Tiling

@testable import VectorTile

/// What an index answers for a tile, against all that ever changed, looked through one by one.
@Suite struct ChangeExactnessTests {
    private typealias Source = OverviewFixture.Source

    private static let buffer = 64

    /// Thousands of squares of all sizes, far apart and close by, among which hundreds are edited, version by version.
    private struct Layer {
        var sources: [Source]
        var random = SplitMix(seed: 11)
        private var nextID: Int64 = 100_000

        init(count: Int) {
            sources = OverviewFixture.squares(count)
            // Some are large, and lie in the middle of many.
            for index in stride(from: 0, to: count, by: 7) {
                sources[index].geometry = place()
            }
        }

        private mutating func place() -> Geometry {
            let x = 108 + Double.random(in: 0..<0.4, using: &random)
            let y = 14 + Double.random(in: 0..<0.2, using: &random)
            return OverviewFixture.square(x, y, side: 0.0001 * pow(10, Double.random(in: 0..<2, using: &random)))
        }

        mutating func edit(times: Int) {
            for _ in 0..<times {
                let index = Int.random(in: 0..<sources.count, using: &random)
                switch Int.random(in: 0..<4, using: &random) {
                case 0: sources[index].geometry = place()
                case 1: sources[index].values = [.text("chủ \(Int.random(in: 0..<1_000, using: &random))")]
                case 2: sources.remove(at: index)
                default:
                    sources.append(Source(id: nextID, geometry: place()))
                    nextID += 1
                }
            }
        }
    }

    /// An entry of a band as nothing else is; what two bands do not share has changed.
    private struct Look: Hashable {
        let feature: [Int64]
        let parts: [[WorldPoint]]
        let values: [[UInt8]]
        let box: WorldBox

        init(_ entry: CopiedFeature, _ reader: OverviewReader) {
            let id = reader.attributes.featureID(ofRow: entry.row)?.value ?? 0
            feature = [
                id, entry.id ?? -1, Int64(entry.kind.rawValue), Int64(entry.weight), Int64(entry.minZoom),
                Int64(entry.label?.x ?? -1), Int64(entry.label?.y ?? -1),
            ]
            parts = entry.parts
            values = reader.attributes.valueIDs(ofRow: entry.row).map { value in
                value == 0 ? [] : Array(reader.attributes.message(ofValue: value))
            }
            box = entry.box
        }

        static func all(_ reader: OverviewReader, zoom: Int) -> Set<Look> {
            Set(reader.band(zoom: zoom).features(touching: .world).map { Look($0, reader) })
        }
    }

    /// Every tile of a zoom around the layer and some around those.
    private static func tiles(zoom: Int, _ reader: OverviewReader) throws -> [TileIndex] {
        let box = try #require(reader.band(zoom: OverviewReader.fullBandZoom).box)
        let shift = Int32(31 - zoom)
        let last = (1 << zoom) - 1
        let columns = max(0, Int(box.minX >> shift) - 1)...min(last, Int(box.maxX >> shift) + 1)
        let rows = max(0, Int(box.minY >> shift) - 1)...min(last, Int(box.maxY >> shift) + 1)
        return try rows.flatMap { row in
            try columns.map { try TileIndex(matrix: zoom, row: row, column: $0, in: .webMercatorQuad) }
        }
    }

    @Test("hundreds of edits over several versions: the last change of every tile is that of the entries that differ")
    func likeLookingThroughAll() throws {
        var layer = Layer(count: 1_500)
        var readers = [try OverviewFixture.reader(layer.sources)]
        for version in 2...7 {
            layer.edit(times: [1, 60, 20, 3, 120, 10][version - 2])
            layer.sources.shuffle(using: &layer.random)
            readers.append(try OverviewFixture.reader(layer.sources, version: version, former: readers.last))
        }
        let newest = try #require(readers.last)
        var raised = 0
        var kept = 0
        // By version: the boxes of all entries that came, went or became others.
        var changes: [[WorldBox]] = []
        for zoom in 0...15 {
            if zoom <= OverviewReader.fullBandZoom {
                let looks = readers.map { Look.all($0, zoom: zoom) }
                changes = zip(looks, looks.dropFirst()).map { $0.symmetricDifference($1).map(\.box) }
            }
            for tile in try Self.tiles(zoom: zoom, newest) {
                let box = WorldBox(tile: tile, buffer: Self.buffer)
                let last = changes.lastIndex { $0.contains { $0.intersects(box) } }.map { $0 + 2 } ?? 1
                #expect(newest.lastChange(touching: box, zoom: zoom) == last, "\(tile)")
                if last > 1 { raised += 1 } else { kept += 1 }
            }
        }
        #expect(raised > 300 && kept > 100)
    }
}
