import Foundation
import SimpleFeatures
import TestSupport
import Testing

@testable import GeoStore

/// Loading again without a key.
@Suite struct ContentMatchTests {
    private let id: CollectionID

    init() throws { id = try CollectionID("stations") }

    @Test("the same features in another order change nothing, and nothing is written")
    func sameAgain() throws {
        let fixture = try StoreFixture()
        let points = SamplePoints.random(500).map(Optional.some) + [nil, nil]
        try fixture.load(points)
        let before = try Snapshot(of: fixture)
        let number = try fixture.store.dataVersion()
        let outcome = try fixture.store.load(try StoreFixture.definition(), mode: .replace) { writer in
            for index in points.indices.reversed() {
                try writer.append(geometry: points[index].map { .point($0) }, values: StoreFixture.values(index))
            }
            return Provenance(source: "again.shp")
        }
        #expect(
            outcome
                == LoadOutcome(version: nil, changes: VersionChanges(unchanged: 502), adopted: nil, featureCount: 502))
        #expect(try Snapshot(of: fixture) == before)
        #expect(try fixture.store.dataVersion() == number)
        #expect(try fixture.store.historySpace(of: id).entries == 0)
    }

    @Test("other titles alone change the catalogue, not the version")
    func wordsOnly() throws {
        let fixture = try StoreFixture()
        try fixture.load(SamplePoints.random(3))
        var definition = try StoreFixture.definition()
        definition.title = LocalizedText(vi: "Trạm mới", en: "New stations")
        definition.schema.properties[0].title = "Tên trạm"
        let outcome = try fixture.store.load(definition, mode: .replace) { writer in
            for (index, point) in SamplePoints.random(3).enumerated() {
                try writer.append(geometry: .point(point), values: StoreFixture.values(index))
            }
            return Provenance()
        }
        #expect(outcome.version == nil)
        let collection = try fixture.collection()
        #expect(collection.title.vi == "Trạm mới" && collection.state.version == 1)
        #expect(collection.schema.properties[0].title == "Tên trạm")
        #expect(try fixture.store.versions(of: id).count == 1)
    }

    @Test("a feature that moved or changed its values keeps its id where no other could be meant")
    func pairs() throws {
        let fixture = try StoreFixture()
        let points = SamplePoints.random(5)
        try fixture.load(points)
        let outcome = try fixture.store.load(try StoreFixture.definition(), mode: .replace) { writer in
            // The first moved, the second has other values, the third stays, the fourth is gone, two are new.
            try writer.append(geometry: .point(Coordinate(x: 5e5, y: 1.6e6)), values: StoreFixture.values(0))
            try writer.append(geometry: .point(points[1]), values: [.text("khác"), .null, .null])
            try writer.append(geometry: .point(points[2]), values: StoreFixture.values(2))
            for _ in 0..<2 { try writer.append(geometry: .point(points[4]), values: [.text("đôi"), .null, .null]) }
            return Provenance()
        }
        #expect(outcome.changes == VersionChanges(added: 2, changed: 2, removed: 2, unchanged: 1))
        #expect(try fixture.ids() == [1, 2, 3, 6, 7])
        #expect(try fixture.store.historySpace(of: id).entries == 4)
        #expect(try fixture.problems() == [])
    }

    @Test("equal features are a multiset: as many keep their ids as there are on both sides")
    func multiset() throws {
        let fixture = try StoreFixture()
        func load(_ count: Int) throws -> LoadOutcome {
            try fixture.store.load(try StoreFixture.definition(), mode: .replace) { writer in
                for _ in 0..<count { try writer.append(geometry: nil, values: [.null, .null, .null]) }
                return Provenance()
            }
        }
        _ = try load(5)
        #expect(try load(3).changes == VersionChanges(removed: 2, unchanged: 3))
        #expect(try fixture.ids() == [1, 2, 3])
        #expect(try load(4).changes == VersionChanges(added: 1, unchanged: 3))
        #expect(try fixture.ids() == [1, 2, 3, 6])
        #expect(try load(0).changes == VersionChanges(removed: 4))
        #expect(try load(0).version == nil)
        #expect(try fixture.problems() == [])
    }

    private static let ring: [Double] = [0, 0, 4, 0, 4, 4, 2, 5, 0, 4, 0, 0]
    private static let hole: [Double] = [1, 1, 2, 1, 2, 2, 1, 1]
    private static let other: [Double] = [2, 3, 3, 3, 3, 4, 2, 3]

    private static func polygon(_ rings: [[Double]]) -> Geometry.Polygon {
        Geometry.Polygon(rings: rings.map { CoordinateSequence(values: $0) })
    }

    private static func digest(_ geometry: Geometry?) -> Digest {
        GeometryDigest.of(geometry.map { SpatiaLiteBlob.write($0, srid: 9218) })
    }

    @Test("a polygon is the same wherever its rings start, whichever way they run, in whatever order parts come")
    func invariances() {
        let reference = Self.digest(
            .multiPolygon([
                Self.polygon([Self.ring, Self.hole, Self.other]), Self.polygon([[9, 9, 9, 8, 8, 8, 9, 9]]),
            ]))
        let turned: [Double] = [4, 4, 2, 5, 0, 4, -0.0, 0, 4, 0, 4, 4]
        let reversed = CoordinateSequence(values: Self.hole).reversed().values
        #expect(
            Self.digest(
                .multiPolygon([
                    Self.polygon([[8, 8, 9, 8, 9, 9, 8, 8]]), Self.polygon([turned, Self.other, reversed]),
                ])) == reference)
        #expect(
            Self.digest(.polygon(Self.polygon([turned]))) == Self.digest(.multiPolygon([Self.polygon([Self.ring])])))
        let line = CoordinateSequence(values: [0, 0, 1, 1, 2, 0])
        #expect(Self.digest(.lineString(line)) == Self.digest(.multiLineString([line])))
        #expect(Self.digest(.multiPolygon([])) == Self.digest(.polygon(Geometry.Polygon(rings: []))))
    }

    @Test("what is drawn differently is not the same")
    func differences() {
        let line = CoordinateSequence(values: [0, 0, 1, 1, 2, 0])
        var moved = Self.ring
        moved[2] = 4.000000000000001
        let all: [Geometry?] = [
            nil, .point(Coordinate(x: 0, y: 0)), .point(Coordinate(x: 0, y: Double.leastNonzeroMagnitude)),
            .point(CoordinateSequence()),
            .point(CoordinateSequence(hasZ: true, values: [0, 0, 0])),
            .point(CoordinateSequence(hasZ: true, values: [0, 0, 1])), .lineString(line),
            .lineString(line.reversed()), .multiLineString([line, line]), .polygon(Self.polygon([Self.ring])),
            .polygon(Self.polygon([moved])), .polygon(Self.polygon([Self.ring, Self.hole])),
            .polygon(Self.polygon([Self.hole, Self.ring])),
            .multiPolygon([Self.polygon([Self.ring]), Self.polygon([Self.hole])]),
            .multiPoint([CoordinateSequence(values: [0, 0]), CoordinateSequence(values: [1, 1])]),
            .geometryCollection([.point(Coordinate(x: 0, y: 0))]), .multiPolygon([]), .multiLineString([]),
            .polygon(Self.polygon([[0, 0, 4, 0, 4, 4, 4, 4, 2, 5, 0, 4, 0, 0]])),
        ]
        #expect(Set(all.map(Self.digest)).count == all.count)
    }

    @Test("a blob of the other byte order is the same geometry; one that is damaged is itself")
    func foreignBlobs() {
        let little = SpatiaLiteBlob.write(.point(Coordinate(x: 1, y: 2)), srid: 9218)
        var big = little
        big[1] = 0
        for (start, length) in [(2, 4), (6, 8), (14, 8), (22, 8), (30, 8), (39, 4), (43, 8), (51, 8)] {
            big.replaceSubrange(start..<start + length, with: little[start..<start + length].reversed())
        }
        #expect(GeometryDigest.of(big) == GeometryDigest.of(little))
        for length in little.indices { _ = GeometryDigest.of(Array(little[..<length])) }
        var endless = SpatiaLiteBlob.write(.lineString(CoordinateSequence(values: [0, 0, 1, 1])), srid: 9218)
        endless.replaceSubrange(43..<47, with: [255, 255, 255, 255])
        #expect(GeometryDigest.of(endless) != GeometryDigest.of(little))
    }

    @Test(
        "a value is the same before it is stored and after",
        arguments: FeatureSchema.PropertyType.allCases)
    func storedValues(type: FeatureSchema.PropertyType) throws {
        let values: [PropertyValue] = [
            .null, .boolean(true), .integer(5), .integer(.max), .integer(.min), .integer(9_007_199_254_740_993),
            .real(5),
            .real(-0.0), .real(0.1), .real(1e300), .real(9_007_199_254_740_992), .real(1e18), .text(""), .text("12"),
            .text(" 12 "), .text("012"), .text("1e3"), .text("1.50"), .text("2025-07-01"), .text("0x1F"), .text("-"),
            .text("nan"), .text("Đường 30/4"), .binary([1, 0]), .binary([]),
        ].filter { type != .text || !["real"].contains(String(describing: $0).prefix(4)) }
        let fixture = try StoreFixture()
        let schema = FeatureSchema(properties: [FeatureSchema.Property(name: "v", type: type)], geometryType: .point)
        func load() throws -> LoadOutcome {
            try fixture.store.load(try StoreFixture.definition(schema: schema), mode: .replace) { writer in
                for value in values { try writer.append(geometry: nil, values: [value]) }
                return Provenance()
            }
        }
        _ = try load()
        let again = try load()
        #expect(again.version == nil, "\(again.changes)")
    }
}
