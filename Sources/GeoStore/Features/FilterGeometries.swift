internal import CQL2
internal import Foundation
internal import GRDB
internal import Reprojection
internal import SimpleFeatures

/// Geometry literals of a filter as the storage CRS of a collection has them: constants are transformed, never the
/// column, so that the R-tree applies.
struct FilterGeometries {
    struct Placed {
        let geometry: Geometry
        let envelope: Envelope
    }

    private static let boxAcrossReason = "the western side of a box lies above the eastern one only in degrees"

    let filterCRS: CRS
    let storageCRS: CRS
    /// Where features can lie, in CRS84; nil when none has a geometry.
    let reach: () throws -> Envelope?
    let transforms: TransformPool
    /// Cuts a geometry with a box, both in CRS84.
    let clip: (Geometry, Envelope) throws -> Geometry?

    private var isStorage: Bool {
        SpatialReferenceTable.srid(of: filterCRS) == SpatialReferenceTable.srid(of: storageCRS)
    }

    // MARK: Placing

    /// The literal in the storage CRS, nil when it is empty or no feature can be near it.
    ///
    /// What lies beyond the surroundings of the data has no place in a projection, and is cut off first. That changes
    /// nothing for features that are not there, but for predicates that ask whether the literal goes on.
    /// - Throws: `FilterError`, `ProjError`.
    func placed(_ literal: Geometry, for operation: SpatialOperator) throws -> Placed? {
        guard !literal.isEmpty else { return nil }
        if isStorage { return Self.placed(literal, in: storageCRS) }
        guard let domain = try domain else { return nil }
        let world = try toWorld(literal)
        guard let box = world.envelope(in: .crs84) else { return nil }
        if domain.contains(box) { return Self.placed(try toStorage(literal), in: storageCRS) }
        switch operation {
        // No feature reaches out there with it.
        case .contains, .equals: return nil
        case .overlaps, .crosses:
            guard literal.isSinglePart else { throw FilterError(.outsideStorage("a part of the geometry")) }
        case .intersects, .disjoint, .touches, .within: break
        }
        guard domain.intersects(box), let rest = try clip(world, domain), !rest.isEmpty else { return nil }
        return Self.placed(try toStorage(rest, from: .crs84), in: storageCRS)
    }

    /// The literal in the storage CRS, nil when not all of it has a place there.
    func placedWhole(_ literal: Geometry) throws -> Geometry? {
        if isStorage { return literal }
        guard let domain = try domain, let box = try toWorld(literal).envelope(in: .crs84), domain.contains(box) else {
            return nil
        }
        return try toStorage(literal)
    }

    private static func placed(_ geometry: Geometry, in crs: CRS) -> Placed? {
        geometry.envelope(in: crs).map { Placed(geometry: geometry, envelope: $0) }
    }

    /// Degrees around the data. A transverse Mercator is good for far more.
    private static let domainMargin = 5.0

    private var domain: Envelope? {
        get throws {
            guard let grown = try reach()?.expanded(by: Self.domainMargin) else { return nil }
            return grown.intersection(Envelope(minX: -180, minY: -89, maxX: 180, maxY: 89, crs: .crs84))
        }
    }

    private func toWorld(_ literal: Geometry) throws -> Geometry {
        try within {
            try transforms.withTransform(from: filterCRS, to: .crs84) { try literal.densified(for: $0, .forward) }
        }
    }

    private func toStorage(_ literal: Geometry, from crs: CRS? = nil) throws -> Geometry {
        try within {
            try transforms.withTransform(from: storageCRS, to: crs ?? filterCRS) {
                try literal.densified(for: $0, .inverse)
            }
        }
    }

    /// Coordinates that a projection has no answer for are the client's fault.
    private func within(_ transform: () throws -> Geometry) throws -> Geometry {
        do { return try transform() } catch let error as ProjError {
            guard case .outsideDomain = error else { throw error }
            throw FilterError(.outsideStorage("the geometry"))
        }
    }

    // MARK: Boxes

    /// A box as a geometry, two where it crosses the antimeridian.
    func outline(of box: FilterBox) throws -> Geometry {
        func outline(_ minX: Double, _ maxX: Double) -> Geometry {
            Geometry(boxOutline: Envelope(minX: minX, minY: box.minY, maxX: maxX, maxY: box.maxY, crs: filterCRS))
        }
        guard box.minX > box.maxX else { return Geometry(flat: box) ?? outline(box.minX, box.maxX) }
        guard try CRSDefinition(filterCRS).isGeographic, box.minX <= 180, box.maxX >= -180,
            case .polygon(let west) = outline(box.minX, 180), case .polygon(let east) = outline(-180, box.maxX)
        else { throw FilterError(.invalidGeometry(reason: Self.boxAcrossReason)) }
        return .multiPolygon([west, east])
    }

    // MARK: Measures

    /// Whether lengths in the storage CRS are metres on the ground, as far as its projection keeps them.
    var isMetric: Bool {
        get throws { try !needsGround && !CRSDefinition(storageCRS).isGeographic }
    }

    /// Web Mercator's metres are not those of the ground.
    var needsGround: Bool { storageCRS == .epsg(3857) }
}

extension Geometry {
    /// A box without width or height is a line or a point; nil for any other.
    fileprivate init?(flat box: FilterBox) {
        guard box.minX == box.maxX || box.minY == box.maxY else { return nil }
        let corner = Coordinate(x: box.minX, y: box.minY)
        let opposite = Coordinate(x: box.maxX, y: box.maxY)
        self = corner == opposite ? .point(corner) : .lineString(CoordinateSequence([corner, opposite]))
    }

    fileprivate var isSinglePart: Bool {
        switch self {
        case .point, .lineString, .polygon: true
        case .multiPoint(let members), .multiLineString(let members): members.count < 2
        case .multiPolygon(let members): members.count < 2
        case .geometryCollection(let members): members.count < 2
        }
    }

    /// The geometry through a transform, with points put in where a straight line would bend away from its chord.
    fileprivate func densified(
        for transform: CoordinateTransform, _ direction: CoordinateTransform.Direction
    ) throws -> Geometry {
        var budget = Densification.maximumPointCount
        return try mapSequences { sequence in
            guard sequence.count > 1 else { return try transform.transform(sequence, direction: direction) }
            let dense = try Densification(transform: transform, direction: direction).densified(sequence, &budget)
            return try transform.transform(dense, direction: direction)
        }
    }
}

extension Envelope {
    fileprivate func contains(_ other: Envelope) -> Bool {
        minX <= other.minX && maxX >= other.maxX && minY <= other.minY && maxY >= other.maxY
    }
}

/// Puts points on the sides of a geometry, as many as its way through a transform needs.
private struct Densification {
    /// Of one literal, those put in: a bound on memory.
    static let maximumPointCount = 500_000
    /// Pieces of one side.
    private static let maximumPieceCount = 1000
    /// How far a chord may lie from its arc, in units of the target: a millimetre, or its like in degrees.
    private static let metres = 0.001
    private static let degrees = 1e-8

    let transform: CoordinateTransform
    let direction: CoordinateTransform.Direction

    func densified(_ sequence: CoordinateSequence, _ budget: inout Int) throws -> CoordinateSequence {
        let counts = try pieceCounts(of: sequence)
        budget -= counts.reduce(0, +) - counts.count
        guard budget >= 0 else { throw FilterError(.unsupported("a geometry whose sides are that long")) }
        var values: [Double] = []
        for (index, pieces) in counts.enumerated() {
            let start = index * sequence.stride
            for piece in 0..<pieces {
                let share = Double(piece) / Double(pieces)
                for axis in 0..<sequence.stride {
                    let from = sequence.values[start + axis]
                    let to = sequence.values[start + sequence.stride + axis]
                    values.append(piece == 0 ? from : from + (to - from) * share)
                }
            }
        }
        values += sequence.values.suffix(sequence.stride)
        return CoordinateSequence(hasZ: sequence.hasZ, values: values)
    }

    /// The arc's height over the chord falls with the square of the pieces.
    private func pieceCounts(of sequence: CoordinateSequence) throws -> [Int] {
        let ends = (0..<sequence.count).map { sequence[$0] }
        let middles = zip(ends, ends.dropFirst()).map { Coordinate(x: ($0.x + $1.x) / 2, y: ($0.y + $1.y) / 2) }
        let moved = try transform.transform(CoordinateSequence(ends + middles), direction: direction)
        // Metres that small are held to more than they need.
        let areDegrees = (0..<moved.count).allSatisfy { abs(moved[$0].x) <= 360 && abs(moved[$0].y) <= 90 }
        let tolerance = areDegrees ? Self.degrees : Self.metres
        return middles.indices.map { index in
            let (start, end, middle) = (moved[index], moved[index + 1], moved[ends.count + index])
            let height = hypot(middle.x - (start.x + end.x) / 2, middle.y - (start.y + end.y) / 2)
            return max(1, min(Self.maximumPieceCount, Int((height / tolerance).squareRoot().rounded(.up))))
        }
    }
}
