import SimpleFeatures
import Testing

@Suite struct CoordinateSequenceTests {
    private typealias Samples = SampleGeometries

    @Test("a ring is closed when its last position is its first, whatever the heights say")
    func closed() {
        #expect(Samples.line(0, 0, 1, 0, 1, 1, 0, 0).isClosed)
        #expect(Samples.line3(0, 0, 5, 1, 0, 6, 1, 1, 7, 0, 0, 8).isClosed)
        #expect(!Samples.line(0, 0, 1, 0, 1, 1).isClosed)
        #expect(!Samples.line(0, 0).isClosed)
        #expect(!CoordinateSequence().isClosed)
    }

    @Test(
        "area is positive counter-clockwise, and metres in the millions do not disturb it", arguments: [0, 1.5e6, 2e7])
    func signedArea(offset: Double) {
        let ring = Samples.line(
            offset, offset, offset + 0.5, offset, offset + 0.5, offset + 0.5, offset, offset + 0.5, offset, offset)
        #expect(ring.doubledSignedArea == 0.5)
        #expect(ring.reversed().doubledSignedArea == -0.5)
    }

    @Test("reversing keeps each position whole and does nothing twice")
    func reversed() {
        let line = Samples.line3(1, 2, 3, 4, 5, 6)
        #expect(line.reversed() == Samples.line3(4, 5, 6, 1, 2, 3))
        #expect(line.reversed().reversed() == line)
        #expect(CoordinateSequence().reversed() == CoordinateSequence())
    }

    @Test("lines and polygons are promoted to their Multi form, an empty one to a Multi without members")
    func promotion() {
        let line = Samples.line(0, 0, 1, 1)
        #expect(Geometry.lineString(line).promotedToMulti == .multiLineString([line]))
        #expect(Geometry.lineString(CoordinateSequence()).promotedToMulti == .multiLineString([]))
        let polygon = Geometry.Polygon(rings: [Samples.line(0, 0, 1, 0, 1, 1, 0, 0)])
        #expect(Geometry.polygon(polygon).promotedToMulti == .multiPolygon([polygon]))
        #expect(Geometry.point(line).promotedToMulti == .point(line))
    }

    @Test("one number that is not finite makes a geometry not finite")
    func finite() {
        #expect(Geometry.lineString(Samples.line(0, 0, 1, 1)).isFinite)
        #expect(!Geometry.lineString(Samples.line(0, 0, .nan, 1)).isFinite)
        #expect(!Geometry.point(Samples.line3(0, 0, .infinity)).isFinite)
    }
}
