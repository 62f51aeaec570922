import Compression
import Foundation
import GeoStore
import NIOCore
import SimpleFeatures
import TestSupport
import Testing
import Tiling
import VectorTile

@testable import TileEngine

/// A small store, and tiles made from its overviews.
final class TileStore: Sendable {
    let folder: TemporaryFolder
    let store: Store

    init() throws {
        folder = try TemporaryFolder()
        let sectors = [
            Sector(
                id: "transport", title: LocalizedText(vi: "Giao thông", en: "Transport"),
                department: LocalizedText(vi: "Sở", en: "Department"), colour: "#aa3344", icon: "signpost")
        ]
        store = try Store.create(path: folder.path("store.sqlite"), sectors: sectors)
    }

    func load(
        _ id: String, type: GeometryType, crs: CRS, mode: LoadMode = .create, _ geometries: [Geometry]
    ) throws {
        let definition = LayerDefinition(
            id: try CollectionID(id), sector: "transport", title: LocalizedText(vi: id, en: id), storageCRS: crs,
            schema: FeatureSchema(properties: [], geometryType: type))
        try store.load(definition, mode: mode) { writer in
            for geometry in geometries { try writer.append(geometry: geometry, values: []) }
            return Provenance()
        }
    }

    /// The layers of the store as it is now.
    func selection(_ names: [String]) throws -> TileSelection {
        let catalog = try store.catalog()
        let provider = OverviewProvider(store: store)
        return TileSelection(
            storeID: catalog.storeID,
            layers: try names.map { name in
                let isLabel = name.hasSuffix(TileSelection.labelSuffix)
                let id = isLabel ? String(name.dropLast(TileSelection.labelSuffix.count)) : name
                let collection = try catalog.collection(id)
                let source = try provider.open(collection) ?? provider.build(collection, former: nil).source
                return TileSelection.Layer(
                    ServedCollection(collection: collection, source: source), content: isLabel ? .labels : .features)
            })
    }

    func built(_ names: [String], _ matrix: Int, x: Int, y: Int) throws -> EncodedTile {
        try TileBuilder.build(try selection(names), try index(matrix, x: x, y: y), .identity)
    }

    /// Of the features in a tile, sorted.
    func ids(_ name: String, _ matrix: Int, x: Int, y: Int) throws -> [UInt64] {
        (try tile([name], matrix, x: x, y: y).layer(named: name)?.features ?? []).compactMap(\.id).sorted()
    }

    func tile(_ names: [String], _ matrix: Int, x: Int, y: Int) throws -> DecodedTile {
        let bytes = try built(names, matrix, x: x, y: y).bytes(.identity) ?? ByteBuffer()
        return try VectorTileDecoder.decode(Array(bytes.readableBytesView))
    }
}

@Suite struct OverviewSourceTests {
    @Test("a line over a tile's edge is in both tiles, and meets itself there")
    func seam() throws {
        let fixture = try TileStore()
        // Column 205 of matrix 8 begins at 108.28125 degrees.
        let line = CoordinateSequence(values: [108.1, 14, 108.28125, 14.05, 108.5, 14.1])
        try fixture.load("duong", type: .multiLineString, crs: .crs84, [.multiLineString([line])])
        func road(x: Int) throws -> [DecodedTile.Position] {
            let layer = try #require(try fixture.tile(["duong"], 8, x: x, y: 117).layer(named: "duong"))
            guard case .lines(let lines) = try #require(layer.features.first).geometry else { return [] }
            return lines.flatMap { $0 }
        }
        func height(_ positions: [DecodedTile.Position], at x: Int) throws -> Double {
            let pair = try #require(zip(positions, positions.dropFirst()).first { $0.x <= x && $1.x >= x })
            let share = Double(x - pair.0.x) / Double(max(1, pair.1.x - pair.0.x))
            return Double(pair.0.y) + share * Double(pair.1.y - pair.0.y)
        }
        let west = try height(try road(x: 204), at: 4096)
        let east = try height(try road(x: 205), at: 0)
        #expect(abs(west - east) <= 1, "\(west) and \(east)")
    }

    @Test(
        "a VN-2000 point is where PROJ says, within half a tile unit of the finest tile",
        .enabled(if: Program("cs2cs") != nil, "PROJ's cs2cs is not installed: apt install proj-bin"))
    func position() throws {
        let metres = Coordinate(x: 445_983.828_042, y: 1_546_367.083_634)
        let answer = try #require(Program("cs2cs")).run(
            ["-f", "%.9f", "EPSG:9218", "EPSG:4326"], input: "\(metres.x) \(metres.y)\n")
        let numbers = answer.split(whereSeparator: \.isWhitespace).compactMap { Double($0) }
        let (latitude, longitude) = (try #require(numbers.first), numbers[1])
        let fixture = try TileStore()
        try fixture.load("moc", type: .point, crs: .epsg(9218), [.point(metres)])
        let matrix = 16
        let tiles = Double(1 << matrix)
        let column = (longitude + 180) / 360 * tiles
        let radians = latitude * .pi / 180
        let row = (1 - asinh(tan(radians)) / .pi) / 2 * tiles
        let tile = try fixture.tile(["moc"], matrix, x: Int(column), y: Int(row))
        let feature = try #require(tile.layer(named: "moc")?.features.first)
        #expect(feature.id == 1)
        guard case .points(let points) = feature.geometry else {
            Issue.record("no point")
            return
        }
        let point = try #require(points.first)
        #expect(abs(Double(point.x) - column.truncatingRemainder(dividingBy: 1) * 4096) <= 0.51)
        #expect(abs(Double(point.y) - row.truncatingRemainder(dividingBy: 1) * 4096) <= 0.51)
    }

    @Test("a point in the buffer is in both tiles, one beyond it only in its own")
    func buffer() throws {
        let fixture = try TileStore()
        let unit = 360.0 / 256 / 4096
        let edge = 108.28125
        try fixture.load(
            "diem", type: .point, crs: .crs84,
            [.point(Coordinate(x: edge + 30 * unit, y: 14)), .point(Coordinate(x: edge + 200 * unit, y: 14))])
        #expect(try fixture.tile(["diem"], 8, x: 204, y: 117).layer(named: "diem")?.features.compactMap(\.id) == [1])
        #expect(try fixture.ids("diem", 8, x: 205, y: 117) == [1, 2])
    }

    @Test("collections become layers in the order asked, those without a feature here are left out and counted")
    func layers() throws {
        let fixture = try TileStore()
        for id in ["c", "a", "b"] {
            try fixture.load(id, type: .point, crs: .crs84, id == "a" ? [] : [.point(Coordinate(x: 108, y: 14))])
        }
        #expect(try fixture.tile(["c", "a", "b"], 8, x: 204, y: 117).layers.map(\.name) == ["c", "b"])
        #expect(
            try fixture.built(["c", "a"], 8, x: 204, y: 117).counts
                == "c;matched=1;kept=1;merged=0;dropped=0, a;matched=0;kept=0;merged=0;dropped=0")
    }

    @Test("each name is in one tile, in the layer of labels, with the id and values of its feature")
    func labels() throws {
        let fixture = try TileStore()
        let line = CoordinateSequence(values: [108.1, 14, 108.2, 14.05, 108.9, 14.1])
        try fixture.load("duong", type: .multiLineString, crs: .crs84, [.multiLineString([line])])
        for matrix in [4, 8, 12, 14] {
            let scale = 1 << matrix
            let columns = Int(Double(scale) * (108.0 + 180) / 360)...Int(Double(scale) * (109.0 + 180) / 360)
            var names = 0
            for x in columns {
                for y in Int(Double(scale) * 0.4600)...Int(Double(scale) * 0.4615) {
                    guard let layer = try fixture.tile(["duong_label"], matrix, x: x, y: y).layer(named: "duong_label")
                    else { continue }
                    names += layer.features.count
                    #expect(layer.features.allSatisfy { $0.id == 1 })
                }
            }
            #expect(names == 1, "zoom \(matrix)")
        }
    }

    @Test("an overview that is missing, cut off or of another state is made again; a read-only folder is no hindrance")
    func repaired() throws {
        let fixture = try TileStore()
        try fixture.load("diem", type: .point, crs: .crs84, [.point(Coordinate(x: 108, y: 14))])
        let collection = try fixture.store.catalog().collection("diem")
        let provider = OverviewProvider(store: fixture.store)
        let source = try #require(try provider.open(collection))
        #expect(provider.isIntact(source))
        let folder = fixture.store.overviewFolderPath
        let file = try #require(try FileManager.default.contentsOfDirectory(atPath: folder).first)
        try FileManager.default.removeItem(atPath: "\(folder)/\(file)")
        #expect(!provider.isIntact(source))
        #expect(try provider.open(collection) == nil)
        let built = try provider.build(collection, former: source).source
        #expect(provider.isIntact(built) && built.bounds == source.bounds)
        // Still mapped, still the same.
        #expect(source.lastChange(touching: .world, zoom: 5) > 0)
    }

    @Test("overviews in a temporary folder go with their program, and those of a killed one with the next")
    func temporaryFolder() throws {
        let fixture = try TileStore()
        try fixture.load("diem", type: .point, crs: .crs84, [.point(Coordinate(x: 108, y: 14))])
        let collection = try fixture.store.catalog().collection("diem")
        let (folder, parent) = (fixture.store.overviewFolderPath, try TemporaryFolder())
        try FileManager.default.removeItem(atPath: folder)
        try Data("a file in its place".utf8).write(to: URL(filePath: folder))
        func names() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: parent.url.path) }
        let left = parent.path("geosector-overviews-left")
        try FileManager.default.createDirectory(atPath: left + "/draft", withIntermediateDirectories: true)
        try FileManager.default.createDirectory(atPath: parent.path("mine"), withIntermediateDirectories: true)

        let provider = OverviewProvider(store: fixture.store, temporaryFolder: parent.url.path)
        #expect(try names() == ["mine"])
        let source = try provider.build(collection, former: nil).source
        #expect(provider.isIntact(source))
        #expect(try names().count == 2)
        // Another program of the same user leaves alone what is in use.
        let other = OverviewProvider(store: fixture.store, temporaryFolder: parent.url.path)
        #expect(provider.isIntact(source) && source.bounds != nil)
        other.close()
        // Removed by somebody, it is made again.
        try FileManager.default.removeItem(atPath: parent.path(#require(names().first { $0 != "mine" })))
        #expect(!provider.isIntact(source))
        #expect(provider.isIntact(try provider.build(collection, former: source).source))
        provider.close()
        #expect(try names() == ["mine"])
        #expect(throws: CancellationError.self) { try provider.build(collection, former: nil) }
        #expect(try names() == ["mine"])
    }

    @Test(
        "a feature without a place on earth is counted, and the others are drawn",
        .enabled(if: Program("spatialite") != nil, "spatialite is not installed: apt install spatialite-bin"))
    func unplaced() throws {
        let fixture = try TileStore()
        let place = Coordinate(x: 445_983, y: 1_546_367)
        try fixture.load("moc", type: .point, crs: .epsg(9218), Array(repeating: .point(place), count: 3))
        // The box of the index is left where it was: that is how such a point gets into a tile at all.
        try #require(Program("spatialite")).run([
            "-silent", "-batch", "-bail", fixture.store.path,
            """
            UPDATE moc SET geometry = MakePoint(1e30, 1e30, 9218) WHERE feature_id = 2;
            UPDATE idx_moc_geometry SET xmin = 445983, xmax = 445983, ymin = 1546367, ymax = 1546367 WHERE pkid = 2;
            """,
        ])
        #expect(try fixture.built(["moc"], 8, x: 204, y: 117).counts.hasSuffix(";unplaced=1"))
        #expect(try fixture.ids("moc", 14, x: 13107, y: 7549) == [1, 3])
    }

    @Test(
        "a geometry that cannot be read is counted, and the features behind it are drawn",
        .enabled(if: Program("spatialite") != nil, "spatialite is not installed: apt install spatialite-bin"))
    func unreadable() throws {
        let fixture = try TileStore()
        let lines = (0..<4).map { number -> Geometry in
            .multiLineString([CoordinateSequence(values: [108, 14 + Double(number) * 0.01, 108.1, 14.05, 108.2, 14])])
        }
        try fixture.load("duong", type: .multiLineString, crs: .crs84, lines)
        try #require(Program("spatialite")).run([
            "-silent", "-batch", "-bail", fixture.store.path,
            "UPDATE duong SET geometry = CompressGeometry(geometry) WHERE feature_id IN (1, 3);",
        ])
        #expect(try fixture.built(["duong"], 8, x: 204, y: 117).counts.hasSuffix(";unplaced=2"))
        #expect(try fixture.ids("duong", 8, x: 204, y: 117) == [2, 4])
    }
}
