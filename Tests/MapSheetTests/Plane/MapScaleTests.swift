import Reprojection
import SimpleFeatures
import Testing

@testable import MapSheet

@Suite struct MapScaleTests {
    @Test("a scale is written in groups of three")
    func text() throws {
        #expect(MapScale(denominator: 500)?.text == "1:500")
        #expect(MapScale(denominator: 25_000)?.text == "1:25 000")
        #expect(MapScale(denominator: 1_000_000)?.text == "1:1 000 000")
    }

    @Test("what is no scale is none", arguments: [0, -1, 1e12, .nan, .infinity, 99])
    func refused(denominator: Double) {
        #expect(MapScale(denominator: denominator) == nil)
    }

    @Test(
        "a fitted scale is the next usual one",
        arguments: [
            (1, 100), (100, 100), (1001, 1500), (9900, 10_000), (10_000, 10_000), (21_300, 25_000),
            (760_000, 1_000_000),
        ])
    func fitted(needed: Double, expected: Double) {
        #expect(MapScale(holding: needed)?.denominator == expected)
    }

    @Test("nothing holds a world, or what is no number")
    func tooLarge() {
        #expect(MapScale(holding: 1e9) == nil)
        #expect(MapScale(holding: .nan) == nil)
    }

    @Test("a window holds the box it was made for, and its scale is that of the plane")
    func window() throws {
        let plane = try MapPlane(.epsg(9218))
        let box = Envelope(minX: 440_000, minY: 1_540_000, maxX: 452_000, maxY: 1_548_000, crs: .epsg(9218))
        let paper = PaperBox(minX: 10, minY: 10, maxX: 190, maxY: 240)
        let window = try SheetWindow(plane, holding: box, box: paper)
        #expect(window.scale.denominator == 75_000)
        let shown = window.envelope
        #expect(shown.minX <= box.minX && shown.maxX >= box.maxX && shown.minY <= box.minY && shown.maxY >= box.maxY)
        #expect(window.paper(box.centre) == paper.centre)
    }

    @Test("on a web map the scale is that of the ground at the centre")
    func webMap() throws {
        let plane = try MapPlane(.epsg(3857))
        let scale = try #require(MapScale(denominator: 10_000))
        let centre = try plane.point(Coordinate(x: 108, y: 60))
        let window = try SheetWindow(
            plane, centre: centre, scale: scale, box: PaperBox(minX: 0, minY: 0, maxX: 100, maxY: 100))
        // The secant of 60° is 2.
        #expect(abs(window.stretch - 2) < 0.01)
        #expect(abs(window.envelope.width - 2000) < 10)
    }

    @Test("directions and scale of VN-2000 are PROJ's")
    func factors() throws {
        // proj -S +proj=tmerc +lon_0=108.5 +k=0.9999 +x_0=500000 +ellps=WGS84 at 108°E 13.98°N.
        let factors = try ProjectionFactors(of: .epsg(9218), at: Coordinate(x: 108, y: 13.98))
        #expect(abs(factors.scale - 0.999_936) < 0.000_002)
        #expect(abs(factors.convergence + 0.120_8) < 0.000_2)
    }

    @Test("degrees are no plane, and a plane ends where nobody uses it")
    func planes() throws {
        #expect(throws: SheetError.notProjected(.epsg(4326))) { try MapPlane(.epsg(4326)) }
        let plane = try MapPlane(.epsg(9218))
        let far = try plane.point(Coordinate(x: 120, y: 14))
        #expect(throws: SheetError.self) { try plane.require(far) }
        try plane.require(plane.point(SheetFixture.pleiku))
    }
}
