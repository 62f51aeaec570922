import Foundation
import SimpleFeatures
import TestSupport
import Testing

@Suite struct GeoJSONWriterTests {
    private typealias Samples = SampleGeometries

    @Test("a feature is written with id, geometry and every property in the order of the schema")
    func feature() throws {
        let schema = FeatureSchema(
            properties: [
                FeatureSchema.Property(name: "TEN_XA", type: .text), FeatureSchema.Property(name: "so", type: .integer),
                FeatureSchema.Property(name: "mo", type: .boolean),
                FeatureSchema.Property(name: "dien_tich", type: .real),
                FeatureSchema.Property(name: "anh", type: .binary), FeatureSchema.Property(name: "trong", type: .text),
            ], geometryType: .point)
        let feature = Feature(
            id: try #require(FeatureID(7)), geometry: .point(Coordinate(x: 108, y: 13.98)),
            values: [.text("Chư \"Á\""), .integer(3), .integer(1), .real(2), .binary([1, 2, 3, 4]), .null])
        #expect(
            written(schema) { $0.append(feature) }
                == #"{"type":"Feature","id":7,"geometry":{"type":"Point","coordinates":[108,13.98]},"#
                + #""properties":{"TEN_XA":"Chư \"Á\"","so":3,"mo":true,"dien_tich":2.0,"anh":"AQIDBA==","trong":null}}"#
        )
    }

    @Test("a feature without a geometry has the member, null")
    func nullGeometry() throws {
        let feature = Feature(id: try #require(FeatureID(1)), geometry: nil, values: [])
        let text = written { $0.append(feature, links: [["href": "x"]]) }
        #expect(text == #"{"type":"Feature","id":1,"geometry":null,"properties":{},"links":[{"href":"x"}]}"#)
    }

    @Test("Foundation reads every kind of geometry", arguments: Samples.all.map(\.geometry))
    func everyKind(geometry: Geometry) throws {
        let text = written { $0.append(geometry) }
        let read = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
        #expect(read?["type"] as? String == geometry.type.rawValue)
    }

    @Test("an empty geometry is null", arguments: Samples.empty)
    func emptyGeometry(geometry: Geometry) {
        #expect(written { $0.append(geometry) } == "null")
    }

    @Test(
        "the exterior ring runs counter-clockwise and holes run clockwise, whichever way they were stored",
        arguments: [0, 1, 2, 3])
    func ringOrientation(reversing: Int) throws {
        let exterior = Samples.line(0, 0, 4, 0, 4, 4, 0, 4, 0, 0)
        let hole = Samples.line(1, 1, 1, 2, 2, 2, 2, 1, 1, 1)
        let stored = Geometry.Polygon(rings: [
            reversing & 1 == 0 ? exterior : exterior.reversed(), reversing & 2 == 0 ? hole : hole.reversed(),
        ])
        #expect(
            written { $0.append(.polygon(stored)) }
                == #"{"type":"Polygon","coordinates":[[[0,0],[4,0],[4,4],[0,4],[0,0]],[[1,1],[1,2],[2,2],[2,1],[1,1]]]}"#
        )
    }

    @Test("heights have four decimals; a height that is no number is left out")
    func heights() {
        let line = Samples.line3(108, 14, 750.123_456, 109, 15, .nan)
        #expect(
            written { $0.append(.lineString(line)) }
                == #"{"type":"LineString","coordinates":[[108,14,750.1235],[109,15]]}"#)
    }

    @Test("members without a position are left out, the others stay")
    func emptyMembers() {
        let point = Samples.line(1, 2)
        let ring = Samples.line(0, 0, 1, 0, 1, 1, 0, 0)
        let none = CoordinateSequence()
        #expect(
            written { $0.append(.multiPoint([none, point])) } == #"{"type":"MultiPoint","coordinates":[[1,2]]}"#)
        #expect(
            written { $0.append(.multiPolygon([Geometry.Polygon(rings: []), Geometry.Polygon(rings: [ring, none])])) }
                == #"{"type":"MultiPolygon","coordinates":[[[[0,0],[1,0],[1,1],[0,0]]]]}"#)
        #expect(
            written { $0.append(.geometryCollection([.point(none), .point(point)])) }
                == #"{"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[1,2]}]}"#)
    }

    @Test("a geometry with a coordinate that is no number is null")
    func notFinite() {
        #expect(written { $0.append(.lineString(Samples.line(1, 2, .nan, 3))) } == "null")
        #expect(written { $0.append(.point(Samples.line(.infinity, 2))) } == "null")
    }

    @Test("binary values are base64", arguments: 0...64)
    func base64(count: Int) throws {
        let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ 11) }
        let schema = FeatureSchema(properties: [FeatureSchema.Property(name: "b", type: .binary)], geometryType: .point)
        let feature = Feature(id: try #require(FeatureID(1)), geometry: nil, values: [.binary(bytes)])
        #expect(written(schema) { $0.append(feature) }.contains(#""b":"\#(Data(bytes).base64EncodedString())""#))
    }

    @Test("taking what is written leaves an empty buffer")
    func takeEmpties() {
        var writer = GeoJSONWriter(schema: FeatureSchema(properties: [], geometryType: .point))
        writer.append(raw: "[")
        #expect(writer.count == 1)
        #expect(writer.take() == [UInt8(ascii: "[")])
        #expect(writer.count == 0)
        #expect(writer.take().isEmpty)
    }

    @Test(
        "good GeoJSON of others is read and written again as the same JSON",
        .enabled(if: TestData.has("geojson/good"), Comment(rawValue: TestData.absence)))
    func goodFilesAreRead() throws {
        let folder = TestData.url("geojson/good")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".geojson") }
        #expect(names.count >= 18)
        for name in names {
            let bytes = [UInt8](try Data(contentsOf: folder.appending(path: name)))
            let value = try JSONReader.read(bytes)
            #expect(try sorted(value.serialized) == sorted(bytes), "\(name)")
        }
    }

    /// The same JSON as Foundation reads and writes it.
    private func sorted(_ bytes: [UInt8]) throws -> Data {
        let object = try JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed)
        return try JSONSerialization.data(withJSONObject: object, options: [.sortedKeys, .fragmentsAllowed])
    }

    private func written(
        _ schema: FeatureSchema = FeatureSchema(properties: [], geometryType: .geometry),
        _ body: (inout GeoJSONWriter) -> Void
    ) -> String {
        var writer = GeoJSONWriter(schema: schema)
        body(&writer)
        return String(decoding: writer.take(), as: UTF8.self)
    }
}
