import Foundation
import Reprojection
import SimpleFeatures
import TestSupport
import Testing

@Suite struct CoordinateTransformTests {
    /// Degrees in which a position may differ: a millimetre.
    private static let millimetre = 0.001 / 111_320

    @Test(
        "VN-2000 becomes WGS 84 as the state's seven parameters say, to a millimetre",
        arguments: [
            (Coordinate(x: 108.000, y: 13.983), Coordinate(x: 108.001_804_351, y: 13.981_975_373)),
            (Coordinate(x: 109.220, y: 13.770), Coordinate(x: 109.221_797_962, y: 13.768_966_138)),
        ])
    func goldenPoints(vn2000: Coordinate, wgs84: Coordinate) throws {
        let transform = try CoordinateTransform(from: .epsg(4756), to: .crs84)
        let moved = try transform.transform(vn2000)
        #expect(abs(moved.x - wgs84.x) < Self.millimetre && abs(moved.y - wgs84.y) < Self.millimetre)
        let back = try transform.transform(moved, direction: .inverse)
        #expect(abs(back.x - vn2000.x) < Self.millimetre && abs(back.y - vn2000.y) < Self.millimetre)
    }

    @Test(
        "the operation is the one of Decision 05/2007, with its accuracy, from and to every VN-2000 system",
        arguments: [4756, 3405, 3406, 9205, 9210, 9216, 9217, 9218])
    func operation(code: Int) throws {
        for target in [CRS.crs84, .epsg(4326), .epsg(3857)] {
            let there = try CoordinateTransform(from: .epsg(code), to: target).operation
            let back = try CoordinateTransform(from: target, to: .epsg(code)).operation
            #expect(there.name.contains("VN-2000 to WGS 84 (2)") && back.name.contains("VN-2000 to WGS 84 (2)"))
            #expect(there.accuracyInMetres == 1 && back.accuracyInMetres == 1)
        }
    }

    @Test(
        "coordinates of real layers agree with their list both ways, to the digits printed",
        .enabled(if: TestData.has("vn2000"), Comment(rawValue: TestData.absence)),
        arguments: [("pleiku_xa_9218_mongdoi", 9218), ("gialai_diem_3406_mongdoi", 3406)])
    func realLayers(file: String, code: Int) throws {
        let text = try String(contentsOf: TestData.url("vn2000/\(file).csv"), encoding: .utf8)
        let rows = text.split(whereSeparator: \.isNewline).dropFirst().map {
            $0.split(separator: ",").compactMap { Double($0) }
        }
        #expect(rows.count >= 10)
        let transform = try CoordinateTransform(from: .epsg(code), to: .crs84)
        for row in rows {
            let numbers = Array(row.suffix(4))
            let stored = Coordinate(x: numbers[0], y: numbers[1])
            let expected = Coordinate(x: numbers[2], y: numbers[3])
            let moved = try transform.transform(stored)
            // Half a unit of 8 decimals, and what half a unit of 4 decimals of a metre moves it.
            #expect(abs(moved.x - expected.x) < 0.6e-8 && abs(moved.y - expected.y) < 0.6e-8)
            let back = try transform.transform(expected, direction: .inverse)
            #expect(abs(back.x - stored.x) < 0.7e-3 && abs(back.y - stored.y) < 0.7e-3)
        }
    }

    @Test(
        "x is east and y is north on both sides, whatever the authority's axis order",
        arguments: [4326, 4756, 3405, 3857])
    func axisOrder(code: Int) throws {
        let moved = try CoordinateTransform(from: .crs84, to: .epsg(code)).transform(Coordinate(x: 106, y: 10))
        let further = try CoordinateTransform(from: .crs84, to: .epsg(code)).transform(Coordinate(x: 106, y: 10.5))
        #expect(abs(further.y - moved.y) > abs(further.x - moved.x))
    }

    @Test("EPSG:4326 and CRS84 are one: not a bit changes, and no operation is named")
    func sameCRS() throws {
        for (source, target) in [(CRS.crs84, CRS.epsg(4326)), (.epsg(4326), .crs84), (.epsg(9218), .epsg(9218))] {
            let transform = try CoordinateTransform(from: source, to: target)
            #expect(try transform.transform(Coordinate(x: 0.1 + 0.2, y: 91)) == Coordinate(x: 0.1 + 0.2, y: 91))
            #expect(transform.operation.accuracyInMetres == 0)
            let box = Envelope(minX: 1, minY: 2, maxX: 3, maxY: 4, crs: source)
            #expect(try transform.transform(box) == Envelope(minX: 1, minY: 2, maxX: 3, maxY: 4, crs: target))
        }
    }

    @Test("a whole geometry moves, heights and structure stay")
    func geometry() throws {
        let ring = CoordinateSequence(
            hasZ: true, values: [4e5, 1.5e6, 700, 4.1e5, 1.5e6, 710, 4.1e5, 1.51e6, 720, 4e5, 1.5e6, 700])
        let geometry = Geometry.multiPolygon([Geometry.Polygon(rings: [ring]), Geometry.Polygon(rings: [])])
        let transform = try CoordinateTransform(from: .epsg(9218), to: .crs84)
        let moved = try transform.transform(geometry)
        #expect(moved.type == .multiPolygon && moved.positionCount == 4 && moved.hasZ)
        #expect(moved.sequences[0].z(at: 2) == 720)
        #expect(moved.sequences[0].isClosed)
        #expect(try transform.transform(Geometry.point(CoordinateSequence())) == .point(CoordinateSequence()))
    }

    @Test("a position without an answer throws and names where it was")
    func outsideDomain() throws {
        let transform = try CoordinateTransform(from: .epsg(9218), to: .crs84)
        let far = Coordinate(x: 1e12, y: 1e12)
        #expect(throws: ProjError.outsideDomain(from: .epsg(9218), to: .crs84, near: far)) {
            try transform.transform(far)
        }
        #expect(throws: ProjError.outsideDomain(from: .crs84, to: .epsg(9218), near: Coordinate(x: 108, y: 95))) {
            try transform.transform(Coordinate(x: 108, y: 95), direction: .inverse)
        }
        #expect(throws: ProjError.self) { try transform.transform(Coordinate(x: .nan, y: 0)) }
        // The transform is as good as before.
        #expect(try transform.transform(Coordinate(x: 445_408.1774, y: 1_547_283.1876)).x > 107.99)
    }

    @Test("an unknown code throws and names it")
    func unknownCode() {
        #expect { try CoordinateTransform(from: .epsg(999_998), to: .crs84) } throws: { error in
            guard case ProjError.unknownCRS(let crs, _) = error else { return false }
            return crs == .epsg(999_998)
        }
    }

    @Test("the transformed box holds every transformed point of the box")
    func boxHoldsItsPoints() throws {
        let transform = try CoordinateTransform(from: .epsg(9218), to: .crs84)
        let box = Envelope(minX: 380_000, minY: 1_400_000, maxX: 620_000, maxY: 1_650_000, crs: .epsg(9218))
        let moved = try transform.transform(box)
        for step in 0...40 {
            let share = Double(step) / 40
            let east = box.minX + box.width * share
            let north = box.minY + box.height * share
            for position in [
                Coordinate(x: east, y: box.minY), Coordinate(x: east, y: box.maxY), Coordinate(x: box.minX, y: north),
                Coordinate(x: box.maxX, y: north),
            ] {
                let point = try transform.transform(position)
                // Between two points of an edge the box may miss the bow by a millimetre.
                #expect(moved.expanded(by: Self.millimetre).contains(point))
            }
        }
    }
}
