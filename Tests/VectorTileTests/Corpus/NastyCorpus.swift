import Foundation
import SimpleFeatures
import TestSupport

/// Geometry that goes wrong when it is rounded or clipped: the same on every run, in EPSG:3857 metres.
enum NastyCorpus {
    typealias Position = (x: Double, y: Double)
    private typealias Placing = ([[Position]]) -> Geometry.Polygon

    /// Metres: below a tile unit of z14 up to a continent.
    static let sizes = [0.3, 4, 45, 600, 9000, 150_000, 4_000_000]
    /// Near Pleiku, on no tile's edge.
    static let centre: Position = (12_022_531.7, 1_571_218.3)

    static func geometries() -> [Geometry] {
        var geometries: [Geometry] = []
        for (rank, size) in sizes.enumerated() {
            for (index, make) in shapes.enumerated() {
                // Side by side for the small ones, over each other for the large ones.
                let spread = min(size * 2.5, 700)
                let place: Position = (
                    centre.x + Double(index % 7 - 3) * spread, centre.y + Double(index / 7 - 2) * spread
                )
                let turn = index.isMultiple(of: 3) ? 0 : Double(index * 37 + rank * 11) * .pi / 180
                geometries.append(make { polygon($0, place, size, turn) })
            }
        }
        return geometries + tileEdges() + worlds() + linesAndPoints() + oddities()
    }

    /// Shapes about (0, 0), about one unit large.
    private static let shapes: [@Sendable (Placing) -> Geometry] = [
        { .polygon($0([square(0, 0, 1)])) },
        // Spikes: outwards, inwards.
        { .polygon($0([[(-0.5, -0.5), (0.5, -0.5), (0.5, 0.2), (2, 0.2), (0.5, 0.2), (0.5, 0.5), (-0.5, 0.5)]])) },
        { .polygon($0([[(-0.5, -0.5), (0.5, -0.5), (0.5, 0), (-0.4, 0), (0.5, 0.001), (0.5, 0.5), (-0.5, 0.5)]])) },
        // Bow-ties: two lobes, many, a pentagram.
        { .polygon($0([[(-0.5, -0.5), (0.5, 0.5), (0.5, -0.5), (-0.5, 0)]])) },
        { .polygon($0([[(-0.5, 0), (-0.2, 0.4), (0.2, -0.4), (0.5, 0.3), (0.5, -0.3), (0.1, 0.5), (-0.3, -0.5)]])) },
        { .polygon($0([(0..<5).map { circle(Double($0 * 2) / 5, 0.5) }])) },
        // Slivers.
        { .polygon($0([[(-0.5, 0), (0.5, 0.3), (0.5, 0.3004), (-0.5, 0.0004)]])) },
        { .polygon($0([[(-0.5, 0), (0, 0.0003), (0.5, 0), (0, -0.0003)]])) },
        // Holes: touching at corners, along an edge, crossing, outside, in each other, twice, all of it, many.
        { .polygon($0([square(0, 0, 1), [(-0.5, -0.5), (0.1, 0), (0, 0.1)]])) },
        { .polygon($0([square(0, 0, 1), square(-0.3, 0, 0.4)])) },
        { .polygon($0([square(0, 0, 1), square(0.4, 0.1, 0.5)])) },
        { .polygon($0([square(0, 0, 1), square(2, 0, 0.3)])) },
        { .polygon($0([square(0, 0, 1), square(0, 0, 0.6), square(0.1, 0, 0.2)])) },
        { .polygon($0([square(0, 0, 1), square(0, 0, 0.5), square(0.2, 0.2, 0.5)])) },
        { .polygon($0([square(0, 0, 1), square(0, 0, 0.5), square(0, 0, 0.5)])) },
        { .polygon($0([square(0, 0, 1), square(0, 0, 1)])) },
        { place in
            let holes = (0..<25).map { square(Double($0 % 5) * 0.18 - 0.36, Double($0 / 5) * 0.18 - 0.36, 0.178) }
            return .polygon(place([square(0, 0, 1)] + holes))
        },
        // Parts: side by side, overlapping, nested, corner to corner, in a hole, a hair apart.
        { .multiPolygon([$0([square(-0.25, 0, 0.5)]), $0([square(0.25, 0, 0.5)])]) },
        { .multiPolygon([$0([square(-0.1, 0, 0.5)]), $0([square(0.1, 0.1, 0.5)]), $0([square(0, -0.2, 0.5)])]) },
        { .multiPolygon([$0([square(0, 0, 1)]), $0([square(0.1, 0, 0.3)])]) },
        { .multiPolygon([$0([square(-0.25, -0.25, 0.5)]), $0([square(0.25, 0.25, 0.5)])]) },
        { .multiPolygon([$0([square(0, 0, 1), square(0, 0, 0.6)]), $0([square(0, 0, 0.599)])]) },
        { place in
            .multiPolygon((0..<16).map { place([square(Double($0 % 4) * 0.25, Double($0 / 4) * 0.25, 0.2497)]) })
        },
        // Teeth, a spiral, a coast, a ball of wool, nearly straight edges.
        { place in
            let teeth = (0..<40).map { step -> Position in
                (Double(step) / 40 - 0.5, step.isMultiple(of: 2) ? 0.5 : -0.45)
            }
            return .polygon(place([teeth + [(0.5, -0.5), (-0.5, -0.5)]]))
        },
        { place in
            let arm = (0..<60).map { circle(Double($0) / 20, 0.1 + Double($0) * 0.006) }
            let back = arm.reversed().map { position -> Position in (position.x * 0.97, position.y * 0.97) }
            return .polygon(place([arm + back]))
        },
        { .polygon($0([coast(depth: 3)])) },
        { place in
            var random = SplitMix(seed: 7)
            let wool = (0..<40).map { _ -> Position in
                (Double.random(in: -0.5...0.5, using: &random), Double.random(in: -0.5...0.5, using: &random))
            }
            return .polygon(place([wool]))
        },
        { place in
            let south = (0...50).map { step -> Position in (Double(step) / 50 - 0.5, Double(step * step % 7) * 0.0002) }
            let north = south.reversed().map { position -> Position in (position.x, position.y + 0.0005) }
            return .polygon(place([south + north]))
        },
    ]

    // MARK: Where tiles meet

    /// Squares and needles whose edges are tile edges, or a buffer beside one.
    private static func tileEdges() -> [Geometry] {
        [3, 8, 12, 13, 14].flatMap { zoom -> [Geometry] in
            let span = 2 * 20_037_508.342_789_244 / Double(1 << zoom)
            let west = (centre.x / span).rounded(.down) * span
            let south = (centre.y / span).rounded(.down) * span
            let buffer = span / 64
            func box(_ left: Double, _ low: Double, _ right: Double, _ high: Double) -> Geometry {
                let ring: [Position] = [
                    (west + left, south + low), (west + right, south + low), (west + right, south + high),
                    (west + left, south + high),
                ]
                return .polygon(polygon([ring], (0, 0), 1, 0))
            }
            return [
                box(0, 0, span, span), box(-span, 0, 0, span), box(-buffer, -buffer, 0, 0),
                box(span, span, span + buffer, span + buffer), box(-buffer, 0, span + buffer, span),
                box(span + buffer, 0, span * 2, span), box(-0.01, 0, 0.01, span), box(0, -0.01, span, 0.01),
            ]
        }
    }

    /// From one side of the world to the other, and beyond it.
    private static func worlds() -> [Geometry] {
        let half = 20_037_508.342_789_244
        let near: Position = (centre.x / half, centre.y / half)
        func world(_ rings: [[Position]]) -> Geometry { .polygon(polygon(rings, (0, 0), half, 0)) }
        return [
            world([square(0, 0, 2)]), world([square(0, 0, 2), square(near.x, near.y, 0.0001)]),
            world([square(0, 0, 2.4)]), world([square(1, near.y, 0.3)]), world([square(near.x, 1, 0.3)]),
            world([[(-1, -1), (1, 1), (1, -1), (-1, 0.9)]]),
            world([square(0, 0, 2)] + (0..<30).map { square(near.x, near.y, 1e-6 * pow(1.5, Double($0))) }),
            .lineString(CoordinateSequence(values: [half * 0.9, centre.y, half * 1.1, centre.y, half * 1.1, 0])),
        ]
    }

    private static func linesAndPoints() -> [Geometry] {
        sizes.flatMap { size -> [Geometry] in
            func sequence(_ positions: [Position]) -> CoordinateSequence {
                CoordinateSequence(values: positions.flatMap { [centre.x + $0.x * size, centre.y + $0.y * size] })
            }
            return [
                .lineString(sequence([(0, 0), (1, 1), (0, 1), (1, 0), (0, 0)])),
                .lineString(sequence([(0, 0), (1, 0), (0.2, 0), (0.8, 0), (0.8, 0)])),
                .lineString(sequence((0..<200).map { circle(Double($0) / 30, Double($0) / 200) })),
                .multiLineString([sequence([(0, 0), (0, 1)]), sequence([(0, 0), (0.0001, 0)]), sequence([(1, 1)])]),
                .point(sequence([(0, 0)])), .multiPoint((0..<30).map { sequence([circle(Double($0) / 30, 1)]) }),
                .geometryCollection([
                    .point(sequence([(0, 0)])), .lineString(sequence([(0, 0), (0.5, 1)])),
                    .polygon(polygon([square(0, 0, 1), square(0, 0, 0.999)], centre, size, 0.3)),
                    .geometryCollection([.polygon(polygon([square(0.2, 0, 1)], centre, size, 0.3))]),
                ]),
            ]
        }
    }

    private static func oddities() -> [Geometry] {
        let flat = polygon([square(0, 0, 1)], centre, 500, 0.2).rings[0]
        let raised = CoordinateSequence(
            hasZ: true, values: (0..<flat.count).flatMap { [flat[$0].x, flat[$0].y, 900 + Double($0)] })
        return [
            .polygon(.init(rings: [raised])), .lineString(raised), .polygon(.init(rings: [])), .multiPolygon([]),
            .geometryCollection([]), .multiPoint([]), .lineString(CoordinateSequence()),
            .lineString(CoordinateSequence(values: [centre.x, centre.y])),
            .polygon(.init(rings: [CoordinateSequence(values: [centre.x, centre.y, centre.x + 9, centre.y])])),
        ]
    }

    // MARK: Drawing

    private static func polygon(
        _ rings: [[Position]], _ place: Position, _ size: Double, _ turn: Double
    ) -> Geometry.Polygon {
        let (sine, cosine) = (sin(turn) * size, cos(turn) * size)
        func sequence(_ ring: [Position]) -> CoordinateSequence {
            var values: [Double] = []
            for position in ring + [ring[0]] {
                values.append(place.x + position.x * cosine - position.y * sine)
                values.append(place.y + position.x * sine + position.y * cosine)
            }
            return CoordinateSequence(values: values)
        }
        return Geometry.Polygon(rings: rings.map(sequence))
    }

    private static func square(_ x: Double, _ y: Double, _ side: Double) -> [Position] {
        let half = side / 2
        return [(x - half, y - half), (x + half, y - half), (x + half, y + half), (x - half, y + half)]
    }

    private static func circle(_ turns: Double, _ radius: Double) -> Position {
        (cos(turns * 2 * .pi) * radius, sin(turns * 2 * .pi) * radius)
    }

    /// A ring of Koch's snowflake.
    private static func coast(depth: Int) -> [Position] {
        var ring = (0..<3).map { circle(Double($0) / 3, 0.5) }
        for _ in 0..<depth {
            ring = ring.indices.flatMap { index -> [Position] in
                let (a, b) = (ring[index], ring[(index + 1) % ring.count])
                let (dx, dy) = ((b.x - a.x) / 3, (b.y - a.y) / 3)
                let tip: Position = (a.x + dx * 1.5 + dy * 0.866, a.y + dy * 1.5 - dx * 0.866)
                return [a, (a.x + dx, a.y + dy), tip, (a.x + 2 * dx, a.y + 2 * dy)]
            }
        }
        return ring
    }
}
