import Foundation
import SimpleFeatures
import TestSupport
import Testing

@testable import GeoStore

/// Coordinates that come back as they were read stay as they are stored; what cannot be stored is refused.
struct EditGeometryTests {
    private static func square(_ x: Double, _ y: Double, _ side: Double = 20) -> Geometry {
        .polygon(
            Geometry.Polygon(rings: [
                CoordinateSequence(values: [
                    x, y, x + side, y, x + side, y + side, x, y + side, x, y,
                ])
            ]))
    }

    /// Two parcels that share a side, with coordinates that no rounding keeps.
    private func parcels() throws -> StoreFixture {
        let fixture = try StoreFixture()
        let schema = FeatureSchema(
            properties: [FeatureSchema.Property(name: "loai", type: .text)], geometryType: .multiPolygon)
        try fixture.store.load(try StoreFixture.definition("thua", schema: schema), mode: .create) { writer in
            for x in [450_000.123_456_789, 450_020.123_456_789] {
                try writer.append(
                    geometry: Self.square(x, 1_550_000.987_654_321).promotedToMulti, values: [.text("ODT")])
            }
            return Provenance()
        }
        return fixture
    }

    /// A geometry as clients get it: in CRS84, rounded, exterior rings counter-clockwise.
    private func read(_ fixture: StoreFixture, decimals: Int) throws -> Geometry {
        let collection = try fixture.collection("thua")
        var writer = GeoJSONWriter(schema: collection.schema, decimals: decimals)
        var query = FeatureQuery()
        query.id = FeatureID(1)
        // The rounding of the writer, then of the client.
        _ = try fixture.store.write(query, of: collection, limit: 1, to: &writer)
        let json = try JSONReader.read(writer.take())
        return try GeoJSONGeometryReader.read(try #require(json["geometry"]))
    }

    @Test("a geometry sent back as it was read keeps every bit", arguments: [9, 7, 6])
    func unchanged(decimals: Int) throws {
        let fixture = try parcels()
        let stored = try fixture.features(of: "thua")[0].geometry
        let sent = try read(fixture, decimals: decimals)
        let replace = FeatureEdit.replace(try StoreFixture.id(1), geometry: sent, properties: ["loai": "ODT"])
        #expect(try fixture.edit([replace], of: "thua").version == nil)
        let other = FeatureEdit.replace(try StoreFixture.id(1), geometry: sent, properties: ["loai": "CLN"])
        #expect(try fixture.edit([other], of: "thua").version?.changes?.changed == 1)
        #expect(try fixture.features(of: "thua")[0].geometry == stored)
        try fixture.expectSound("thua")
    }

    @Test("of a geometry with one vertex moved, the others keep every bit")
    func oneVertex() throws {
        let fixture = try parcels()
        guard case .multiPolygon(let stored)? = try fixture.features(of: "thua")[0].geometry,
            case .multiPolygon(var sent) = try read(fixture, decimals: 9)
        else { return #expect(Bool(false), "no polygon") }
        let moved = try #require(sent[0].rings[0].values.indices.first { $0 == 4 })
        sent[0].rings[0].values[moved] += 0.000_01
        try fixture.edit(
            [.merge(try StoreFixture.id(1), geometry: .set(.multiPolygon(sent)), properties: [:])], of: "thua")
        guard case .multiPolygon(let now)? = try fixture.features(of: "thua")[0].geometry else {
            return #expect(Bool(false), "no polygon")
        }
        let before = Set((0..<5).map { stored[0].rings[0][$0] })
        let after = Set((0..<5).map { now[0].rings[0][$0] })
        #expect(before.subtracting(after).count == 1 && after.subtracting(before).count == 1)
        try fixture.expectSound("thua")
    }

    @Test("a polygon is stored as the Multi form, a point only where points are kept")
    func kinds() throws {
        let fixture = try parcels()
        let outcome = try fixture.edit(
            [.create(geometry: Self.square(450_100, 1_550_000), properties: [:])], in: .epsg(9218), of: "thua")
        #expect(try fixture.features(of: "thua").last?.geometry?.type == .multiPolygon)
        #expect(outcome.version != nil)
        let point = FeatureEdit.create(geometry: StoreFixture.point(108, 14), properties: [:])
        #expect(
            try fixture.faults([point], of: "thua").map(\.reason)
                == [.wrongGeometry(found: .point, expected: .multiPolygon)])
        try fixture.expectSound("thua")
    }

    @Test(
        "geometries that break the rules of simple features are refused",
        arguments: [
            [108.0, 14, 108.1, 14.1, 108.1, 14, 108, 14.1, 108, 14],
            [108, 14, 108, 14, 108, 14, 108, 14],
        ])
    func invalid(ring: [Double]) throws {
        let fixture = try parcels()
        let polygon = Geometry.polygon(Geometry.Polygon(rings: [CoordinateSequence(values: ring)]))
        let faults = try fixture.faults([.create(geometry: polygon, properties: [:])], of: "thua")
        guard case .invalidGeometry? = faults.first?.reason else { return #expect(Bool(false), "\(faults)") }
        #expect(faults.map(\.property) == ["geometry"])
    }

    @Test("what has no place in the CRS is refused", arguments: [(108.0, 95.0), (1e30, 14), (468, 14)])
    func places(x: Double, y: Double) throws {
        let fixture = try StoreFixture()
        try fixture.load(SamplePoints.random(2))
        let faults = try fixture.faults([.create(geometry: StoreFixture.point(x, y), properties: [:])])
        #expect(faults.map(\.reason) == [.outsideDomain(.epsg(9218))])
    }

    @Test("heights are asked for where the collection has them, and nowhere else")
    func heights() throws {
        let fixture = try StoreFixture()
        let schema = FeatureSchema(properties: [], geometryType: .point, hasZ: true)
        try fixture.store.load(try StoreFixture.definition("cao", crs: .crs84, schema: schema), mode: .create) {
            writer in
            try writer.append(
                geometry: .point(CoordinateSequence(hasZ: true, values: [108, 14, 700.123_456])), values: [])
            return Provenance()
        }
        let flat = FeatureEdit.create(geometry: StoreFixture.point(108, 14), properties: [:])
        #expect(try fixture.faults([flat], of: "cao").map(\.reason) == [.wrongDimension(expectsHeights: true)])
        let same = Geometry.point(CoordinateSequence(hasZ: true, values: [108, 14, 700.1235]))
        #expect(
            try fixture.edit([.replace(try StoreFixture.id(1), geometry: same, properties: [:])], of: "cao").version
                == nil)
        let higher = Geometry.point(CoordinateSequence(hasZ: true, values: [108, 14, 700.2]))
        try fixture.edit([.replace(try StoreFixture.id(1), geometry: higher, properties: [:])], of: "cao")
        #expect(try fixture.features(of: "cao")[0].geometry == higher)
        try fixture.load(SamplePoints.random(2))
        let tall = FeatureEdit.create(geometry: higher, properties: [:])
        #expect(try fixture.faults([tall]).map(\.reason) == [.wrongDimension(expectsHeights: false)])
        try fixture.expectSound("cao")
    }

    @Test("a collection in degrees takes a feature beside the antimeridian")
    func antimeridian() throws {
        let fixture = try StoreFixture()
        try fixture.load([Coordinate(x: 179.9, y: 10)], crs: .crs84)
        try fixture.edit([.create(geometry: StoreFixture.point(-179.9, 10), properties: [:])])
        let boxes = [
            Envelope(minX: 179, minY: 0, maxX: 180, maxY: 20, crs: .crs84),
            Envelope(minX: -180, minY: 0, maxX: -179, maxY: 20, crs: .crs84),
        ]
        #expect(try fixture.ids { $0.envelopes = boxes } == [1, 2])
        try fixture.expectSound()
    }
}
