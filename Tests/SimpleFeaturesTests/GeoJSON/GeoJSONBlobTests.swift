import Foundation
import SimpleFeatures
import TestSupport
import Testing

@Suite struct GeoJSONBlobTests {
    private typealias Samples = SampleGeometries

    @Test("a blob gives the text of the geometry it holds", arguments: Samples.all.map(\.geometry))
    func sameText(geometry: Geometry) throws {
        for decimals in [0, 4, 9] {
            let (text, isWritten) = try written(SpatiaLiteBlob.write(geometry, srid: 4326), decimals: decimals)
            #expect(isWritten == (geometry.type != .geometryCollection))
            #expect(text == (isWritten ? expected(geometry, decimals: decimals) : ""))
        }
    }

    @Test("rings are turned as a geometry's are, whichever way they ran")
    func windings() throws {
        let exterior = Samples.line(0, 0, 4, 0, 4, 4, 0, 0)
        let hole = Samples.line(1, 0.5, 2, 0.5, 2, 1, 1, 0.5)
        let flat = Samples.line(0, 0, 1, 1, 0, 0)
        for rings in [
            [exterior, hole], [exterior.reversed(), hole], [exterior, hole.reversed()],
            [exterior.reversed(), hole.reversed()], [flat, flat],
        ] {
            let polygon = Geometry.Polygon(rings: rings)
            for geometry in [Geometry.polygon(polygon), .multiPolygon([polygon, polygon])] {
                let (text, isWritten) = try written(SpatiaLiteBlob.write(geometry, srid: 4326))
                #expect(isWritten && text == expected(geometry))
            }
        }
    }

    @Test("what is rare is left to the reader of geometries, with nothing written")
    func rareBlobs() throws {
        let hole = Samples.line(1, 1, 2, 1, 2, 2, 1, 1)
        let rare: [Geometry] =
            Samples.empty + [
                .point(Samples.line(.infinity, 1)), .lineString(Samples.line(1, 2, .nan, 4)),
                .lineString(Samples.line3(1, 2, .nan, 4, 5, 6)),
                .multiPoint([Samples.line(1, 2), CoordinateSequence()]),
                .polygon(Geometry.Polygon(rings: [CoordinateSequence(), hole])),
                .multiLineString([Samples.line(1, 2, 3, 4), CoordinateSequence()]), .point(Samples.line(1e300, 1)),
                .geometryCollection([.point(Samples.line(1, 2))]),
            ]
        for geometry in rare {
            let (text, isWritten) = try written(SpatiaLiteBlob.write(geometry, srid: 4326))
            #expect(!isWritten && text.isEmpty, "\(geometry)")
        }
    }

    @Test("a broken blob is left to the reader of geometries, wherever it is broken", arguments: Samples.all)
    func brokenBlobs(sample: SampleGeometries.Sample) throws {
        let blob = SpatiaLiteBlob.write(sample.geometry, srid: 4326)
        var wrong: [Int] = []
        for place in blob.indices {
            let (text, isWritten) = try written(Array(blob[..<place]))
            if isWritten || !text.isEmpty { wrong.append(place) }
            for value: UInt8 in [0, 1, 0x69, 0x7F, 0xFE, 0xFF] {
                var changed = blob
                changed[place] = value
                let (text, isWritten) = try written(changed)
                // What is written is what the reader of geometries would have given.
                guard isWritten else { continue }
                if text != expected(try SpatiaLiteBlob.read(changed)) { wrong.append(place) }
            }
        }
        #expect(wrong.isEmpty)
    }

    @Test("positions are moved before rings are turned; what cannot be moved is not written")
    func moved() throws {
        struct Refused: Error {}
        let ring = Samples.line(0, 0, 4, 0, 4, 4, 0, 0)
        let geometry = Geometry.polygon(Geometry.Polygon(rings: [ring]))
        let mirrored = geometry.mapSequences { sequence in
            CoordinateSequence(values: sequence.values.enumerated().map { $0.isMultiple(of: 2) ? -$1 : $1 })
        }
        let blob = SpatiaLiteBlob.write(geometry, srid: 4326)
        let (text, isWritten) = try written(blob) { numbers, stride in
            for index in Swift.stride(from: 0, to: numbers.count, by: stride) { numbers[index] = -numbers[index] }
        }
        #expect(isWritten && text == expected(mirrored))
        let refused = try written(blob) { _, _ in throw Refused() }
        #expect(!refused.isWritten && refused.text.isEmpty)
    }

    @Test("a box surely meets what lies within it or has a position in it, and never what is apart")
    func surelyMeets() throws {
        func meets(_ geometry: Geometry, _ box: [Double]) -> Bool {
            SpatiaLiteBlob.write(geometry, srid: 4326).withUnsafeBytes {
                SpatiaLiteBlob.surelyMeets($0, minX: box[0], minY: box[1], maxX: box[2], maxY: box[3])
            }
        }
        let line = Geometry.lineString(Samples.line(0, 0, 2, 2, 4, 0))
        #expect(meets(line, [-1, -1, 5, 5]) && meets(line, [0, 0, 4, 2]) && meets(line, [2, 2, 9, 9]))
        // It crosses the box without a position in it: only an exact test can tell.
        #expect(!meets(line, [0.9, 0.5, 1.5, 1.5]))
        #expect(!meets(line, [5, 5, 6, 6]) && !meets(line, [1.5, 0, 2.5, 0.5]))
        let collection = Geometry.geometryCollection([line])
        #expect(meets(collection, [-1, -1, 5, 5]) && !meets(collection, [2, 2, 9, 9]))
        for empty in Samples.empty { #expect(!meets(empty, [-1e300, -1e300, 1e300, 1e300])) }
        #expect(meets(.multiPoint([Samples.line3(1, 2, 3), Samples.line3(8, 9, 3)]), [8, 9, 8, 9]))
        #expect(!meets(.point(Samples.line(.nan, 1)), [-1e300, -1e300, 1e300, 1e300]))
    }

    private func written(
        _ blob: [UInt8], decimals: Int = 9,
        moving move: ((UnsafeMutableBufferPointer<Double>, Int) throws -> Void)? = nil
    ) throws -> (text: String, isWritten: Bool) {
        var writer = GeoJSONWriter(schema: Self.schema, decimals: decimals)
        let isWritten = blob.withUnsafeBytes { writer.append(blob: $0, moving: move) }
        return (String(decoding: writer.take(), as: UTF8.self), isWritten)
    }

    private func expected(_ geometry: Geometry, decimals: Int = 9) -> String {
        var writer = GeoJSONWriter(schema: Self.schema, decimals: decimals)
        writer.append(geometry)
        return String(decoding: writer.take(), as: UTF8.self)
    }

    private static let schema = FeatureSchema(properties: [], geometryType: .geometry)
}
