import GeoStore
import SimpleFeatures
import StyleSpec
import Testing
import Tiling
import VectorTile

@testable import TileEngine

@Suite struct TileSelectionTests {
    @Test("a key changes with the store, the layers and their order, their settings and attributes, and the index")
    func keys() throws {
        let source = FakeSource(properties: ["a", "b"])
        func selection(_ layers: [TileSelection.Layer], store: String = "s") -> TileSelection {
            TileSelection(storeID: store, layers: layers)
        }
        let (roads, schools) = (try layer("duong", source), try layer("truong", source))
        let tile = try index(8, x: 204, y: 117)
        var keys = [
            selection([roads]).key(of: tile), selection([schools]).key(of: tile),
            selection([roads, schools]).key(of: tile), selection([schools, roads]).key(of: tile),
            selection([roads], store: "t").key(of: tile),
            selection([try layer("duong", source, .labels)]).key(of: tile),
            selection([try layer("duong", source, .features) { $0.tileSettings.buffer = 8 }]).key(of: tile),
            selection([try layer("duong", source, .features) { $0.tileSettings.hiddenProperties = ["a"] }]).key(
                of: tile),
            selection([roads.reading(.some(["a"]))]).key(of: tile), selection([roads.reading(.some([]))]).key(of: tile),
            selection([roads]).key(of: try index(8, x: 204, y: 116)),
            selection([roads]).key(of: try index(9, x: 204, y: 117)),
        ]
        let later = FakeSource(stamp: 2, properties: ["a", "b"], changed: [(.world, 2)])
        keys.append(selection([try layer("duong", later)]).key(of: tile))
        #expect(Set(keys).count == keys.count)
        // Reading everything that there is, is no other tile.
        #expect(selection([roads.reading(.some(["a", "b", "c"]))]).key(of: tile) == keys[0])
        #expect(selection([roads.reading(.all)]).key(of: tile) == keys[0])
    }

    @Test("a tile that a new version does not touch keeps its key, the state of all tiles changes")
    func untouched() throws {
        let touched = try index(8, x: 204, y: 117)
        let box = WorldBox(tile: touched, buffer: 0)
        let inner = WorldBox(
            minX: box.minX + 2_000_000, minY: box.minY + 2_000_000, maxX: box.minX + 2_000_010,
            maxY: box.minY + 2_000_010)
        let former = TileSelection(storeID: "s", layers: [try layer("duong", FakeSource())])
        let present = TileSelection(
            storeID: "s",
            layers: [
                try layer("duong", FakeSource(stamp: 2, changed: [(inner, 2)]), .features) {
                    $0 = try! collection("duong", version: 2)
                }
            ])
        #expect(former.key(of: touched) != present.key(of: touched))
        for (x, y) in [(203, 117), (205, 117), (204, 116), (204, 118)] {
            let neighbour = try index(8, x: x, y: y)
            #expect(former.key(of: neighbour) == present.key(of: neighbour))
        }
        #expect(former.state != present.state)
    }

    @Test("labels have no buffer, and a name that no collection has")
    func labels() throws {
        let labels = try layer("duong", FakeSource(), .labels)
        #expect(labels.name == "duong_label" && labels.buffer == 0)
        #expect(try layer("duong", FakeSource()).buffer == 64)
    }

    @Test("a tile beside everything is outside, one whose buffer reaches the data is not")
    func outside() throws {
        let tile = try index(8, x: 204, y: 117)
        let bounds = WorldBox(WorldPoint(x: WorldBox(tile: tile, buffer: 0).maxX + 100_000, y: 980_000_000))
        let selection = TileSelection(storeID: "s", layers: [try layer("duong", FakeSource(bounds: bounds))])
        let row = 980_000_000 >> 23
        #expect(!selection.isOutside(try index(8, x: 205, y: row)))
        #expect(!selection.isOutside(try index(8, x: 204, y: row)))
        #expect(selection.isOutside(try index(8, x: 203, y: row)))
        #expect(TileSelection(storeID: "s", layers: []).isOutside(tile))
    }

    @Test("a style's tiles have the layers it draws at a zoom, with what it reads there")
    func style() throws {
        let source = FakeSource(properties: ["cap", "ten", "dai"])
        let layers = try JSONReader.read(
            Array(
                #"""
                [{"type":"line","source-layer":"duong","minzoom":8,"paint":{"line-width":["get","cap"]}},
                 {"type":"symbol","source-layer":"duong_label","minzoom":12,"layout":{"text-field":"{ten}"}}]
                """#.utf8)
        ).array
        let set = TileSet(
            storeID: "s", usage: StyleUsage(layers: layers ?? []),
            sources: [("duong", try layer("duong", source)), ("duong_label", try layer("duong", source, .labels))])
        #expect(set[7].layers.isEmpty)
        #expect(set[8].layers.map(\.name) == ["duong"])
        #expect(set[8].layers.first?.visibleProperties(atZoom: 8) == [true, false, false])
        #expect(set[12].layers.map(\.name) == ["duong", "duong_label"])
        #expect(set[12].layers.last?.visibleProperties(atZoom: 12) == [false, true, false])
        #expect(set.summaries.map(\.zooms) == [8...16, 12...16])
        #expect(set.summaries.map(\.properties) == [["cap"], ["ten"]])
    }
}

@Suite struct TileRangeTests {
    @Test("the range of a box is exactly the tiles whose own box touches it", arguments: [0, 3, 8, 12])
    func agreement(matrix: Int) throws {
        let end = 1 << matrix
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<200 {
            let span = Int32(clamping: (1 << 31) >> matrix)
            let x = Int32.random(in: 0...(.max - span), using: &generator)
            let y = Int32.random(in: 0...(.max - span), using: &generator)
            let box = WorldBox(minX: x, minY: y, maxX: x + .random(in: 0...span), maxY: y + .random(in: 0...(span / 3)))
            let range = TileRange(touching: box, matrix: matrix, buffer: 64)
            for column in max(0, range.columns.lowerBound - 1)...min(end - 1, range.columns.upperBound + 1) {
                for row in max(0, range.rows.lowerBound - 1)...min(end - 1, range.rows.upperBound + 1) {
                    let tile = try index(matrix, x: column, y: row)
                    let isIn = range.columns.contains(column) && range.rows.contains(row)
                    #expect(isIn == WorldBox(tile: tile, buffer: 64).intersects(box), "\(tile) \(box)")
                }
            }
        }
    }

    @Test("many boxes are one rectangle, few are one each")
    func merged() {
        let boxes = (0..<10).map { WorldBox(WorldPoint(x: $0 * 100_000_000 + 50_000_000, y: 1_000_000_000)) }
        let few = TileRange.touching(boxes, matrix: 6, buffer: 64, most: 16)
        #expect(few.count == 10)
        let one = TileRange.touching(boxes, matrix: 6, buffer: 64, most: 5)
        #expect(one.count == 1 && few.allSatisfy { one[0].columns.contains($0.columns.lowerBound) })
        #expect(TileRange.touching([], matrix: 6, buffer: 64, most: 5).isEmpty)
    }
}
