import SimpleFeatures
import Testing

@Suite struct EnvelopeTests {
    private let box = Envelope(minX: 0, minY: 0, maxX: 10, maxY: 5, crs: .crs84)

    @Test("boxes that share only a side or a corner intersect")
    func touching() {
        #expect(box.intersects(Envelope(minX: 10, minY: 0, maxX: 11, maxY: 5, crs: .crs84)))
        #expect(box.intersects(Envelope(minX: 10, minY: 5, maxX: 11, maxY: 6, crs: .crs84)))
        #expect(!box.intersects(Envelope(minX: 10.001, minY: 0, maxX: 11, maxY: 5, crs: .crs84)))
        #expect(!box.intersects(Envelope(minX: 0, minY: 5.001, maxX: 11, maxY: 6, crs: .crs84)))
    }

    @Test("the union holds both boxes")
    func union() {
        let other = Envelope(minX: -3, minY: 4, maxX: 1, maxY: 9, crs: .crs84)
        #expect(box.union(other) == Envelope(minX: -3, minY: 0, maxX: 10, maxY: 9, crs: .crs84))
    }

    @Test("a box without width holds its own point")
    func degenerate() {
        let point = Envelope(minX: 3, minY: 3, maxX: 3, maxY: 3, crs: .crs84)
        #expect(point.contains(Coordinate(x: 3, y: 3)))
        #expect(point.width == 0 && point.intersects(box))
    }

    @Test("a margin grows every side")
    func expanded() {
        #expect(box.expanded(by: 1) == Envelope(minX: -1, minY: -1, maxX: 11, maxY: 6, crs: .crs84))
    }

    @Test("the box of a geometry is around all its parts; an empty one has none")
    func ofGeometry() {
        let line = Geometry.multiLineString([
            SampleGeometries.line(1, 2, 3, 4), SampleGeometries.line(-5, 6, 0, 0),
        ])
        #expect(line.envelope(in: .crs84) == Envelope(minX: -5, minY: 0, maxX: 3, maxY: 6, crs: .crs84))
        for empty in SampleGeometries.empty { #expect(empty.envelope(in: .crs84) == nil) }
    }

    @Test("a position that is no number is in no box")
    func accumulatorPassesOverNaN() {
        var accumulator = EnvelopeAccumulator()
        accumulator.add(x: .nan, y: .nan)
        #expect(accumulator.envelope(in: .crs84) == nil)
        accumulator.add(x: 1, y: 2)
        #expect(accumulator.envelope(in: .crs84) == Envelope(minX: 1, minY: 2, maxX: 1, maxY: 2, crs: .crs84))
    }
}
