/// A simple-features geometry without its CRS: the collection that holds it says which one.
public indirect enum Geometry: Hashable, Sendable {
    /// An empty sequence is `POINT EMPTY`; otherwise exactly one position.
    case point(CoordinateSequence)
    case lineString(CoordinateSequence)
    case polygon(Polygon)
    case multiPoint([CoordinateSequence])
    case multiLineString([CoordinateSequence])
    case multiPolygon([Polygon])
    case geometryCollection([Geometry])

    /// Rings, the exterior first, each closed (last position = first).
    public struct Polygon: Hashable, Sendable {
        public var rings: [CoordinateSequence]

        public init(rings: [CoordinateSequence]) {
            self.rings = rings
        }

        public var exterior: CoordinateSequence? { rings.first }
        public var interiors: ArraySlice<CoordinateSequence> { rings.dropFirst() }
    }

    public static func point(_ coordinate: Coordinate) -> Geometry {
        .point(CoordinateSequence([coordinate]))
    }

    public var type: GeometryType {
        switch self {
        case .point: .point
        case .lineString: .lineString
        case .polygon: .polygon
        case .multiPoint: .multiPoint
        case .multiLineString: .multiLineString
        case .multiPolygon: .multiPolygon
        case .geometryCollection: .geometryCollection
        }
    }

    /// Every sequence of positions in storage order.
    public var sequences: [CoordinateSequence] {
        switch self {
        case .point(let sequence), .lineString(let sequence): [sequence]
        case .polygon(let polygon): polygon.rings
        case .multiPoint(let sequences), .multiLineString(let sequences): sequences
        case .multiPolygon(let polygons): polygons.flatMap(\.rings)
        case .geometryCollection(let members): members.flatMap(\.sequences)
        }
    }

    /// Whether a sequence is as asked. Unlike `sequences`, it makes no list: an import asks for every feature.
    public func anySequence(_ matches: (CoordinateSequence) -> Bool) -> Bool {
        switch self {
        case .point(let sequence), .lineString(let sequence): matches(sequence)
        case .polygon(let polygon): polygon.rings.contains(where: matches)
        case .multiPoint(let sequences), .multiLineString(let sequences): sequences.contains(where: matches)
        case .multiPolygon(let polygons): polygons.contains { $0.rings.contains(where: matches) }
        case .geometryCollection(let members): members.contains { $0.anySequence(matches) }
        }
    }

    public var isEmpty: Bool { !anySequence { !$0.isEmpty } }
    public var hasZ: Bool { anySequence { $0.hasZ } }
    public var positionCount: Int { sequences.reduce(0) { $0 + $1.count } }

    /// Whether every number is finite. NaN and infinity would trap on their way to a tile.
    public var isFinite: Bool {
        sequences.allSatisfy { sequence in sequence.values.allSatisfy(\.isFinite) }
    }

    /// The box around all positions, nil when there are none.
    public func envelope(in crs: CRS) -> Envelope? {
        var accumulator = EnvelopeAccumulator()
        _ = anySequence { sequence in
            accumulator.add(sequence)
            return false
        }
        return accumulator.envelope(in: crs)
    }

    /// The same geometry with each sequence replaced; sequences keep their order and count.
    public func mapSequences<Failure: Error>(
        _ transform: (CoordinateSequence) throws(Failure) -> CoordinateSequence
    ) throws(Failure) -> Geometry {
        func mapAll(_ sequences: [CoordinateSequence]) throws(Failure) -> [CoordinateSequence] {
            var mapped: [CoordinateSequence] = []
            mapped.reserveCapacity(sequences.count)
            for sequence in sequences { mapped.append(try transform(sequence)) }
            return mapped
        }
        switch self {
        case .point(let sequence):
            return .point(try transform(sequence))
        case .lineString(let sequence):
            return .lineString(try transform(sequence))
        case .polygon(let polygon):
            return .polygon(Polygon(rings: try mapAll(polygon.rings)))
        case .multiPoint(let sequences):
            return .multiPoint(try mapAll(sequences))
        case .multiLineString(let sequences):
            return .multiLineString(try mapAll(sequences))
        case .multiPolygon(let polygons):
            var mapped: [Polygon] = []
            for polygon in polygons { mapped.append(Polygon(rings: try mapAll(polygon.rings))) }
            return .multiPolygon(mapped)
        case .geometryCollection(let members):
            var mapped: [Geometry] = []
            for member in members { mapped.append(try member.mapSequences(transform)) }
            return .geometryCollection(mapped)
        }
    }

    /// Lines and polygons in their Multi form, everything else as it is: how collections store them.
    public var promotedToMulti: Geometry {
        switch self {
        case .lineString(let sequence): .multiLineString(sequence.isEmpty ? [] : [sequence])
        case .polygon(let polygon): .multiPolygon(polygon.rings.isEmpty ? [] : [polygon])
        case .point, .multiPoint, .multiLineString, .multiPolygon, .geometryCollection: self
        }
    }
}
