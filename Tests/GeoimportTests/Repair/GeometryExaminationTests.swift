import FeatureExchange
import Foundation
import GeoStore
import SimpleFeatures
import TestSupport
import Testing

@testable import geoimport

@Suite("Examination of geometries") struct GeometryExaminationTests {
    static let noLimits = RepairPolicy.Limits(
        areaChangeInPercent: 1e9, areaChangeInSquareMetres: 1e12, vertexShiftInMetres: 1e12)

    static func examination(
        _ mode: RepairPolicy.Mode = .auto, limits: RepairPolicy.Limits = RepairPolicy.Limits(),
        type: GeometryType = .geometry, hasZ: Bool = false, crs: CRS = .epsg(3857),
        columns: [FeatureSchema.Property] = []
    ) throws -> GeometryExamination {
        try GeometryExamination(
            policy: RepairPolicy(mode: mode, limits: limits),
            plan: GeometryPlan(declared: type, hasZ: hasZ, found: nil), crs: crs, columns: columns)
    }

    static func examine(_ wkt: String, _ examination: GeometryExamination) throws -> Examined {
        examination.examine(try WellKnownText.read(wkt), values: [], row: 1)
    }

    @Test("mends what can be mended, valid by GEOS and of the same dimension", arguments: InvalidShapes.all)
    func mends(shape: InvalidShapes.Shape) throws {
        let original = try WellKnownText.read(shape.wkt)
        let isDegrees = shape.name.contains("degrees")
        let examination = try Self.examination(
            limits: Self.noLimits, hasZ: original.hasZ, crs: isDegrees ? .epsg(4326) : .epsg(3857))
        let examined = examination.examine(original, values: [], row: 1)
        guard let geometry = examined.geometry ?? examined.proposal else {
            #expect(shape.area == nil)
            #expect(examined.issues.map(\.code) == ["geometry-unrepairable"])
            return
        }
        #expect(try GeometryCheck.validity(of: geometry).isValid)
        #expect(Self.dimensions(of: geometry) == Self.dimensions(of: original))
        #expect(geometry.hasZ == original.hasZ)
        if let area = shape.area { #expect(abs(examination.measure.area(of: geometry) - area) < 1e-6) }
        guard let rule = shape.rule else {
            #expect(examined.repair == nil)
            return
        }
        let record = try #require(examined.repair)
        #expect(record.rule.rawValue == rule)
        #expect(["geometry-repaired", "geometry-repair-exceeds"].contains(examined.issues.first?.code))
        #expect(!record.choice.vi.isEmpty && !record.choice.en.isEmpty)
        #expect(record.areaAfter > 0 || shape.area == 0)
    }

    static func dimensions(of geometry: Geometry) -> Set<Int> {
        if case .geometryCollection(let members) = geometry {
            return members.reduce(into: []) { $0.formUnion(dimensions(of: $1)) }
        }
        return geometry.type.topologicalDimension.map { [$0] } ?? []
    }

    @Test("random polygons that cross themselves come out valid or are refused, never changed in dimension")
    func mendsRandomPolygons() throws {
        var random = SplitMix(seed: 42)
        let examination = try Self.examination(limits: Self.noLimits)
        var repaired = 0
        for _ in 0..<1000 {
            var rings: [CoordinateSequence] = []
            for index in 0...random.below(2) {
                let points = (0..<(3 + random.below(9))).map { _ in
                    Coordinate(
                        x: 450_000 + random.fraction() * (index == 0 ? 100 : 30),
                        y: 1_540_000 + random.fraction() * (index == 0 ? 100 : 30))
                }
                rings.append(CoordinateSequence(points + points.prefix(1)))
            }
            let examined = examination.examine(.polygon(.init(rings: rings)), values: [], row: 1)
            guard let geometry = examined.geometry ?? examined.proposal else {
                #expect(examined.isRejected)
                continue
            }
            #expect(geometry.promotedToMulti.type == .multiPolygon)
            #expect(try GeometryCheck.validity(of: geometry).isValid)
            if let record = examined.repair {
                repaired += 1
                #expect(record.areaAfter > 0)
            }
        }
        #expect(repaired > 400)
    }

    @Test("a repair within the limits is stored, one beyond is proposed")
    func limits() throws {
        // The spike is three metres long and has no area.
        let long = try Self.examine("POLYGON((0 0,40 0,40 20,43 20,40 20,40 40,0 40,0 0))", Self.examination())
        #expect(long.geometry == nil)
        #expect(long.issues.map(\.code) == ["geometry-repair-exceeds"])
        #expect(long.proposal != nil)
        #expect(long.repair?.largestShift == 3)
        let short = try Self.examine("POLYGON((0 0,40 0,40 20,41 20,40 20,40 40,0 40,0 0))", Self.examination())
        #expect(short.issues.map(\.code) == ["geometry-repaired"])
        #expect(short.repair?.largestShift == 1)
    }

    @Test(
        "where the two ways make different land and nothing decides, a person must",
        arguments: [
            ("POLYGON((0 0,4 0,4 4,0 4,0 0),(6 6,7 6,7 7,6 7,6 6))", false),
            ("POLYGON((0 0,9 0,9 9,0 9,0 0),(1 1,8 1,8 8,1 8,1 1),(3 3,5 3,5 5,3 5,3 3))", true),
            ("POLYGON((0 0,4 0,4 4,0 4,0 0),(0 0,0 4,4 4,4 0,0 0))", true),
            ("MULTIPOLYGON(((0 0,40 0,40 40,0 40,0 0)),((20 20,60 20,60 60,20 60,20 20)))", false),
            ("MULTIPOLYGON(((0 0,9 0,9 9,0 9,0 0)),((2 2,2 4,4 4,4 2,2 2)))", false),
            ("POLYGON((0 0,4 4,4 0,0 4,0 0))", false),
        ])
    func doubts(wkt: String, isDoubtful: Bool) throws {
        let examined = try Self.examine(wkt, Self.examination())
        #expect(examined.issues.map(\.code) == [isDoubtful ? "geometry-repair-exceeds" : "geometry-repaired"])
        #expect(examined.proposal != nil)
    }

    @Test("ask keeps every repair for a person, refuse makes none")
    func modes() throws {
        let bowTie = "POLYGON((0 0,4 4,4 0,0 4,0 0))"
        let asked = try Self.examine(bowTie, Self.examination(.ask))
        #expect(asked.issues.map(\.code) == ["geometry-repair-unconfirmed"])
        #expect(asked.geometry == nil && asked.proposal != nil && asked.isRejected)
        let refused = try Self.examine(bowTie, Self.examination(.refuse))
        #expect(refused.issues.map(\.code) == ["geometry-invalid"])
        #expect(refused.geometry == nil && refused.isRejected)
        let valid = try Self.examine("POLYGON((0 0,4 0,4 4,0 4,0 0))", Self.examination(.refuse))
        #expect(valid.geometry != nil && valid.issues.isEmpty)
    }

    @Test("areas are told by the shoelace, as drawn, and after")
    func areas() throws {
        let examined = try Self.examine("POLYGON((0 0,4 4,4 0,0 4,0 0))", Self.examination())
        let record = try #require(examined.repair)
        #expect((record.areaByShoelace, record.areaAsDrawn, record.areaAfter) == (0, 8, 8))
        #expect(record.location == Coordinate(x: 2, y: 2))
        #expect((record.verticesAdded, record.verticesRemoved, record.largestShift) == (1, 0, 0))
        #expect(examined.issues[0].detail.en.contains("ring-crosses-itself at 2.000 2.000"))
    }

    @Test("the area that the attributes state decides between two readings")
    func statedArea() throws {
        // The inner part turns the same way as the outer: nothing but the register says whether it is land.
        let nested = "MULTIPOLYGON(((0 0,9 0,9 9,0 9,0 0)),((2 2,4 2,4 4,2 4,2 2)))"
        let column = FeatureSchema.Property(name: "dien_tich", type: .real)
        let examination = try Self.examination(limits: Self.noLimits, columns: [column])
        let geometry = try WellKnownText.read(nested)
        #expect(examination.examine(geometry, values: [.real(81)], row: 1).repair?.areaAfter == 81)
        let lake = examination.examine(geometry, values: [.real(77)], row: 2)
        #expect(lake.repair?.areaAfter == 77)
        #expect(lake.repair?.method == .linework)
        #expect(lake.repair?.choice.en.contains("attributes state") == true)
    }

    @Test(
        "oddities are noted and the geometry stays as delivered",
        arguments: [
            ("POLYGON((0 0,50 0,50 0.1,0 0.1,0 0))", "geometry-sliver"),
            ("POLYGON((0 0,4 0,4 2,9 2.0001,4 2.0002,4 4,0 4,0 0))", "geometry-spike"),
            ("POLYGON((9 2.0001,4 2.0002,4 4,0 4,0 0,4 0,4 2,9 2.0001))", "geometry-spike"),
            ("POLYGON((0 0,4 0,4 0,4 4,0 4,0 0))", "geometry-repeated-vertex"),
            ("LINESTRING(1 1,1.001 1)", "line-short"), ("POINT(0 0)", "point-at-origin"),
        ])
    func remarks(wkt: String, code: String) throws {
        let examined = try Self.examine(wkt, Self.examination())
        #expect(examined.issues.map(\.code) == [code])
        #expect(examined.issues.allSatisfy { $0.outcome == .noted })
        #expect(examined.geometry == (try WellKnownText.read(wkt)).promotedToMulti)
    }

    @Test("an ordinary parcel gives no remark, in metres and in degrees")
    func ordinaryParcels() throws {
        let parcel = "POLYGON((446000 1546000,446020 1546001,446021 1546030,446001 1546031,446000 1546000))"
        #expect(try Self.examine(parcel, Self.examination(crs: .epsg(9218))).issues.isEmpty)
        let inDegrees = "POLYGON((108 14,108.0002 14.00001,108.0002 14.0003,108 14.0003,108 14))"
        #expect(try Self.examine(inDegrees, Self.examination(crs: .epsg(4326))).issues.isEmpty)
    }

    @Test("a duplicate names the first row")
    func duplicates() throws {
        let examination = try Self.examination()
        let square = try WellKnownText.read("POLYGON((0 0,4 0,4 4,0 4,0 0))")
        #expect(examination.examine(square, values: [.text("Phú")], row: 7).issues.isEmpty)
        #expect(examination.examine(square, values: [.text("Phù")], row: 8).issues.isEmpty)
        let issues = examination.examine(square, values: [.text("Phú")], row: 9).issues
        #expect(issues.map(\.code) == ["feature-duplicate"])
        #expect(issues.first?.detail.en == "equals row 7")
    }

    @Test("the duplicate search stays within its memory")
    func duplicateMemory() {
        var finder = DuplicateFinder(limit: 1000)
        for row in 0..<5000 {
            let point = Geometry.point(Coordinate(x: Double(row), y: 0))
            #expect(finder.firstRow(equalTo: point, [], row: Int64(row)) == nil)
        }
        #expect(finder.isFull)
        #expect(finder.firstRow(equalTo: .point(Coordinate(x: 10, y: 0)), [], row: 6000) == 10)
    }

    @Test("coordinates that are none, or nowhere, are rejected")
    func places() throws {
        let examination = try Self.examination(crs: .epsg(9218))
        func codes(_ x: Double, _ y: Double) -> [String] {
            examination.examine(.point(Coordinate(x: x, y: y)), values: [], row: 1).issues.map(\.code)
        }
        #expect(codes(446_000, 1_546_000) == [])
        #expect(codes(.nan, 1) == ["coordinate-not-finite"])
        #expect(codes(446_000, -.infinity) == ["coordinate-not-finite"])
        #expect(codes(1e300, 1e300) == ["coordinate-out-of-range"])
        #expect(codes(446_001, 1_546_001) == [])
    }

    @Test("areas on the ground: a degree cell of the ellipsoid, and a projected one")
    func groundAreas() throws {
        // 1° × 1° between two meridians and two parallels, by integrating over the ellipsoid.
        let cell = try WellKnownText.read("POLYGON((108 0,109 0,109 1,108 1,108 0))")
        let degrees = GroundMeasure(isGeographic: true)
        #expect(abs(degrees.area(of: cell) / 12_308_463_894 - 1) < 1e-6)
        let scale = degrees.metres(atY: 14)
        #expect(abs(scale.x - 108_037) < 20 && abs(scale.y - 110_639) < 20)
        #expect(GroundMeasure(isGeographic: false, metresPerUnit: 2).area(of: cell) == 4)
    }
}
