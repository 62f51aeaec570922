import Compression
import Foundation
import GeoStore
import SimpleFeatures
import Synchronization
import TestSupport
import Testing
import Tiling
import VectorTile

@testable import TileEngine

/// Threads of its own for each piece of work; counts them, and can hold them up or let them fail.
final class CountingExecutor: BlockingExecutor {
    struct Refused: Error {}

    let runs = Mutex(0)
    let failures: Mutex<Int>
    private let pause: Double

    init(failures: Int = 0, pause: Double = 0) {
        self.failures = Mutex(failures)
        self.pause = pause
    }

    func run<Result: Sendable>(_ body: @escaping @Sendable () throws -> Result) async throws -> Result {
        runs.withLock { $0 += 1 }
        let fails = failures.withLock { left in
            defer { left = max(0, left - 1) }
            return left > 0
        }
        let pause = pause
        return try await offPool {
            Thread.sleep(forTimeInterval: pause)
            if fails { throw Refused() }
            return try body()
        }
    }
}

/// A small store: points in VN-2000, and a road across several tiles.
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

    func request(_ ids: [String], _ matrix: Int, x: Int, y: Int) throws -> TileRequest {
        let catalog = try store.catalog()
        return TileRequest(
            storeID: catalog.storeID, collections: try ids.map { try catalog.collection($0) },
            index: try TileIndex(matrix: matrix, row: y, column: x, in: .webMercatorQuad))
    }

    func tile(_ ids: [String], _ matrix: Int, x: Int, y: Int) throws -> DecodedTile {
        let tile = try TileBuilder(store: store).build(try request(ids, matrix, x: x, y: y))
        return try VectorTileDecoder.decode(tile.isEmpty ? [] : Gzip.decompress(tile.gzip))
    }
}

@Suite struct TileServiceTests {
    private static func filled() throws -> TileStore {
        let fixture = try TileStore()
        try fixture.load("diem", type: .point, crs: .crs84, [.point(Coordinate(x: 108, y: 14))])
        try fixture.load("xa", type: .point, crs: .crs84, [.point(Coordinate(x: 109, y: 13))])
        return fixture
    }

    @Test("a hundred equal requests at once are one build, and the next is a hit")
    func singleFlight() async throws {
        let fixture = try Self.filled()
        let executor = CountingExecutor(pause: 0.1)
        let service = TileService(store: fixture.store, executor: executor, cacheLimitInBytes: 1 << 20)
        let request = try fixture.request(["diem"], 8, x: 204, y: 117)
        let tiles = try await withThrowingTaskGroup(of: EncodedTile.self) { tasks in
            for _ in 0..<100 { tasks.addTask { try await service.tile(request) } }
            return try await tasks.reduce(into: Set<EncodedTile>()) { $0.insert($1) }
        }
        #expect(tiles.count == 1)
        #expect(executor.runs.withLock { $0 } == 1)
        #expect(service.statistics.misses == 1)
        #expect(service.statistics.hits + service.statistics.joins == 99)
        let hits = service.statistics.hits
        _ = try await service.tile(request)
        #expect(service.statistics.hits == hits + 1)
    }

    @Test("without a cache equal requests at once still share a build, later ones do not")
    func noCache() async throws {
        let fixture = try Self.filled()
        let executor = CountingExecutor(pause: 0.05)
        let service = TileService(store: fixture.store, executor: executor, cacheLimitInBytes: 0)
        let request = try fixture.request(["diem"], 8, x: 204, y: 117)
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            for _ in 0..<20 { tasks.addTask { _ = try await service.tile(request) } }
            try await tasks.waitForAll()
        }
        let shared = executor.runs.withLock { $0 }
        #expect(shared < 20)
        _ = try await service.tile(request)
        #expect(executor.runs.withLock { $0 } == shared + 1)
    }

    @Test("a failure reaches everyone who waits, is not kept, and the next request tries again")
    func failure() async throws {
        let fixture = try Self.filled()
        let service = TileService(
            store: fixture.store, executor: CountingExecutor(failures: 1, pause: 0.05), cacheLimitInBytes: 1 << 20)
        let request = try fixture.request(["diem"], 8, x: 204, y: 117)
        await #expect(throws: CountingExecutor.Refused.self) { try await service.tile(request) }
        #expect(try await !service.tile(request).isEmpty)
    }

    @Test("a build goes on for those who joined when the first asker has gone")
    func firstAskerGone() async throws {
        let fixture = try Self.filled()
        let service = TileService(
            store: fixture.store, executor: CountingExecutor(pause: 0.1), cacheLimitInBytes: 1 << 20)
        let request = try fixture.request(["diem"], 8, x: 204, y: 117)
        let first = Task { try await service.tile(request) }
        try await Task.sleep(for: .milliseconds(20))
        async let second = service.tile(request)
        first.cancel()
        #expect(try await !second.isEmpty)
    }

    @Test("the key changes with the store, the collections and their order, their state and the index")
    func keys() throws {
        let fixture = try Self.filled()
        let base = try fixture.request(["diem"], 8, x: 204, y: 117)
        var keys = [
            base.key, try fixture.request(["xa"], 8, x: 204, y: 117).key,
            try fixture.request(["diem", "xa"], 8, x: 204, y: 117).key,
            try fixture.request(["xa", "diem"], 8, x: 204, y: 117).key,
            try fixture.request(["diem"], 8, x: 204, y: 116).key, try fixture.request(["diem"], 8, x: 203, y: 117).key,
            try fixture.request(["diem"], 9, x: 204, y: 117).key,
            TileRequest(storeID: "another", collections: base.collections, index: base.index).key,
        ]
        try fixture.load("diem", type: .point, crs: .crs84, mode: .append, [.point(Coordinate(x: 108.1, y: 14))])
        keys.append(try fixture.request(["diem"], 8, x: 204, y: 117).key)
        #expect(Set(keys).count == keys.count)
        #expect(try fixture.request(["diem"], 8, x: 204, y: 117).key == keys.last)
    }

    @Test("equal features make equal bytes")
    func deterministic() throws {
        let fixture = try Self.filled()
        let request = try fixture.request(["diem", "xa"], 6, x: 51, y: 29)
        let builder = TileBuilder(store: fixture.store)
        let first = try builder.build(request)
        for _ in 0..<5 { #expect(try builder.build(request) == first) }
    }
}

@Suite struct TileBuilderTests {
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
        #expect(
            try fixture.tile(["diem"], 8, x: 205, y: 117).layer(named: "diem")?.features.compactMap(\.id) == [1, 2])
    }

    @Test("collections become layers in the order asked, those without a feature here are left out and counted")
    func layers() throws {
        let fixture = try TileStore()
        for id in ["c", "a", "b"] {
            try fixture.load(id, type: .point, crs: .crs84, id == "a" ? [] : [.point(Coordinate(x: 108, y: 14))])
        }
        #expect(try fixture.tile(["c", "a", "b"], 8, x: 204, y: 117).layers.map(\.name) == ["c", "b"])
        let counts = try TileBuilder(store: fixture.store).build(try fixture.request(["c", "a"], 8, x: 204, y: 117))
            .layers
        #expect(counts.map(\.collection) == ["c", "a"])
        #expect(counts.map(\.counts.kept) == [1, 0])
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
        let tile = try TileBuilder(store: fixture.store).build(try fixture.request(["moc"], 8, x: 204, y: 117))
        #expect(tile.layers.first?.unplaced == 1)
        #expect(try fixture.tile(["moc"], 8, x: 204, y: 117).layer(named: "moc")?.features.compactMap(\.id) == [1, 3])
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
        let tile = try TileBuilder(store: fixture.store).build(try fixture.request(["duong"], 8, x: 204, y: 117))
        let ids = try fixture.tile(["duong"], 8, x: 204, y: 117).layer(named: "duong")?.features.compactMap(\.id)
        #expect(tile.layers.first?.unplaced == 2 && ids == [2, 4])
    }
}
