import SimpleFeatures
import Testing
import Tiling

@testable import VectorTile

@Suite struct WorldGeometryTests {
    private static func features(_ geometry: Geometry) throws -> [CopiedFeature] {
        let reader = try OverviewFixture.reader([OverviewFixture.Source(id: 1, geometry: geometry)])
        return reader.band(zoom: 12).features(touching: .world)
    }

    private static func area(_ ring: [WorldPoint]) -> Int64 { ring.withUnsafeBufferPointer(RingArea.doubled) }

    @Test("metres and degrees come to the same place on the grid")
    func metresAndDegrees() {
        for (longitude, latitude) in [(0.0, 0.0), (108.25, 14.5), (-179.9, -84.0), (180, 85.06), (-180, -90)] {
            let metres = WebMercator.project(longitude: longitude, latitude: latitude)
            var degrees = WorldGeometry()
            let isTaken = degrees.set(.point(Coordinate(x: longitude, y: latitude)), in: .degrees)
            #expect(isTaken)
            let point = WorldPoint(metres: metres)
            #expect(abs(Int64(degrees.points[0].x) - Int64(point.x)) <= 1)
            #expect(abs(Int64(degrees.points[0].y) - Int64(point.y)) <= 1)
        }
        #expect(WorldPoint(metres: Coordinate(x: 0, y: 0)) == WorldPoint(x: 1 << 30, y: 1 << 30))
    }

    @Test("the north-west corner of each tile lies on a whole number, shared with its neighbours")
    func tileBoxes() throws {
        let tile = try TileIndex(matrix: 12, row: 1_900, column: 3_200, in: .webMercatorQuad)
        let box = WorldBox(tile: tile, buffer: 0)
        let span = Int32(1) << 19
        // Half a tile unit around: what lies there is rounded onto the rim.
        #expect(box.minX == 3_200 * span - 64 && box.maxX == 3_201 * span + 64)
        let buffered = WorldBox(tile: tile, buffer: 64)
        #expect(buffered.minY == 1_900 * span - 64 * 128 - 64)
        let world = try TileIndex(matrix: 0, row: 0, column: 0, in: .webMercatorQuad)
        #expect(WorldBox(tile: world, buffer: 64).contains(.world))
        let deepest = try TileIndex(matrix: 24, row: 9_000_000, column: 9_000_000, in: .webMercatorQuad)
        let small = WorldBox(tile: deepest, buffer: 64)
        #expect(small.minX == 9_000_000 * 128 - 3)
    }

    @Test("exteriors turn one way and holes the other, whatever the source does")
    func ringsAreTurned() throws {
        let exterior = CoordinateSequence(values: [108, 14, 108, 15, 109, 15, 109, 14, 108, 14])
        let hole = CoordinateSequence(values: [108.2, 14.2, 108.2, 14.4, 108.4, 14.4, 108.2, 14.2])
        for rings in [[exterior, hole], [exterior.reversed(), hole.reversed()], [exterior, hole.reversed()]] {
            let feature = try #require(try Self.features(.polygon(Geometry.Polygon(rings: rings))).first)
            #expect(feature.holes == [false, true])
            #expect(Self.area(feature.parts[0]) > 0)
            #expect(Self.area(feature.parts[1]) < 0)
            #expect(feature.parts.map(\.count) == [4, 3])
        }
    }

    @Test("heights are dropped, repeats too, and parts keep their order")
    func heightsAndParts() throws {
        let line = CoordinateSequence(hasZ: true, values: [108, 14, 5, 108, 14, 7, 109, 14, 9])
        let feature = try #require(try Self.features(.multiLineString([line, line.reversed()])).first)
        #expect(feature.parts.map(\.count) == [2, 2])
        #expect(feature.parts[0] == feature.parts[1].reversed())
        let points = try Self.features(.multiPoint([[108, 14], [109, 15]].map { CoordinateSequence(values: $0) }))
        #expect(points.first?.parts.map(\.count) == [1, 1])
    }

    @Test("what has no area or no length on the grid is an entry without parts")
    func nothingIsLeft() throws {
        let dot = CoordinateSequence(values: [108, 14, 108, 14, 108, 14, 108, 14])
        for geometry in [Geometry.polygon(Geometry.Polygon(rings: [dot])), .lineString(dot)] {
            let features = try Self.features(geometry)
            #expect(features.count == 1)
            #expect(features[0].parts.isEmpty)
            #expect(features[0].label == nil)
        }
    }

    @Test("empty and broken geometries are not taken")
    func emptyAndBroken() throws {
        let writer = OverviewWriter(OverviewFixture.description())
        let geometries: [Geometry] = [
            .multiPolygon([]), .point(CoordinateSequence()), .geometryCollection([]),
            .point(Coordinate(x: .nan, y: 1)), .lineString(CoordinateSequence(values: [1, 1, 2, .infinity])),
        ]
        for geometry in geometries {
            #expect(try !writer.add(id: #require(FeatureID(1)), geometry: geometry, in: .metres, values: [.null]))
        }
        #expect(writer.count == 0)
        #expect(try OverviewFixture.reader(writer.bytes()).header.featureCount == 0)
    }

    @Test("a ring of the whole world comes back whole")
    func wholeWorld() throws {
        let ring = CoordinateSequence(values: [-180, -90, 180, -90, 180, 90, -180, 90, -180, -90])
        let feature = try #require(try Self.features(.polygon(Geometry.Polygon(rings: [ring]))).first)
        #expect(feature.box == .world)
        #expect(Self.area(feature.parts[0]) == 2 * Int64(Int32.max) * Int64(Int32.max))
    }

    @Test("what crosses 180° is cut there, and the rest comes in from the other side")
    func antimeridian() throws {
        let ring = CoordinateSequence(values: [170, -10, 190, -10, 190, 10, 170, 10, 170, -10])
        let feature = try #require(try Self.features(.polygon(Geometry.Polygon(rings: [ring]))).first)
        #expect(feature.parts.count == 2)
        let columns = feature.parts.map { part in (part.map(\.x).min() ?? 0, part.map(\.x).max() ?? 0) }
        #expect(columns[0].0 > 1 << 30 && columns[0].1 == Int32.max)
        #expect(columns[1].0 == 0 && columns[1].1 < 1 << 30)
        #expect(abs(Self.area(feature.parts[0]) - Self.area(feature.parts[1])) < 1 << 36)
        let line = try #require(
            try Self.features(.lineString(CoordinateSequence(values: [-170, 0, -190, 10, -170, 20]))).first)
        #expect(line.parts.count == 3)
        let point = try #require(try Self.features(.point(Coordinate(x: 190, y: 0))).first)
        #expect(abs(Int(point.parts[0][0].x) - (1 << 31) * 10 / 360) <= 1)
        let edge = try #require(try Self.features(.point(Coordinate(x: 180, y: 0))).first)
        #expect(edge.parts[0][0].x == Int32.max)
    }

    @Test("a ring of 400,000 corners comes back corner for corner")
    func largeRing() {
        var values: [Double] = []
        let ground = WebMercator.project(longitude: 108, latitude: 14)
        for index in 0..<400_000 {
            let angle = Double(index) / 400_000 * 2 * Double.pi
            let radius = 60_000 + 40 * Double(index % 7)
            values.append(ground.x + radius * Self.cosine(angle))
            values.append(ground.y + radius * Self.cosine(angle - Double.pi / 2))
        }
        values += [values[0], values[1]]
        var shape = WorldGeometry()
        let polygon = Geometry.polygon(Geometry.Polygon(rings: [CoordinateSequence(values: values)]))
        let isTaken = shape.set(polygon, in: .metres)
        #expect(isTaken)
        #expect(shape.points.count > 399_000)
        var records = GeometryRecordWriter()
        shape.write(.polygons, to: &records)
        let box = shape.box
        let read = records.bytes.withUnsafeBytes { record in
            var reader = GeometryRecordReader(record, box: box)
            #expect(reader.readNumber() == 1)
            return (0..<reader.readNumber() >> 1).map { _ in reader.readPosition() }
        }
        #expect(read == shape.points)
    }

    /// Taylor's, so that the test needs no C library.
    private static func cosine(_ angle: Double) -> Double {
        var term = 1.0
        var sum = 1.0
        for index in 1..<16 {
            term *= -angle * angle / Double((2 * index - 1) * (2 * index))
            sum += term
        }
        return sum
    }
}
