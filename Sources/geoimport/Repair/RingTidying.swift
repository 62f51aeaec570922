import SimpleFeatures

/// What can be put right without any engine: open rings are closed, rings and lines without extent are taken out.
struct RingTidying {
    private(set) var geometry: Geometry?
    /// The first rule that was broken; nil when nothing had to be done.
    private(set) var rule: GeometryRule?
    private(set) var location: Coordinate?
    private(set) var dropped = 0
    /// Positions added to close rings.
    private(set) var closed = 0

    init(_ geometry: Geometry) {
        self.geometry = geometry
        switch geometry {
        case .point, .multiPoint: return
        case .lineString(let line): self.geometry = keeps(line) ? geometry : nil
        case .multiLineString(let lines):
            let kept = lines.filter { keeps($0) }
            if kept.count < lines.count { self.geometry = kept.isEmpty ? nil : .multiLineString(kept) }
        case .polygon(let polygon):
            self.geometry = tidied(polygon).map(Geometry.polygon)
        case .multiPolygon(let polygons):
            let kept = polygons.compactMap { tidied($0) }
            self.geometry = kept.isEmpty ? nil : .multiPolygon(kept)
        case .geometryCollection(let members):
            var kept: [Geometry] = []
            for member in members {
                let tidying = RingTidying(member)
                note(tidying.rule, tidying.location)
                dropped += tidying.dropped
                closed += tidying.closed
                if let member = tidying.geometry { kept.append(member) }
            }
            self.geometry = kept.isEmpty ? nil : .geometryCollection(kept)
        }
    }

    private mutating func note(_ rule: GeometryRule?, _ place: Coordinate?) {
        guard self.rule == nil, let rule else { return }
        self.rule = rule
        location = place
    }

    private mutating func keeps(_ line: CoordinateSequence) -> Bool {
        guard !line.isEmpty else { return false }
        let first = line[0]
        if (1..<max(line.count, 1)).contains(where: { line[$0] != first }) { return true }
        note(.lineWithoutLength, first)
        dropped += 1
        return false
    }

    private mutating func tidied(_ polygon: Geometry.Polygon) -> Geometry.Polygon? {
        var rings: [CoordinateSequence] = []
        for index in polygon.rings.indices {
            let ring = polygon.rings[index]
            guard Self.hasThreePoints(ring) else {
                note(.ringTooFewPoints, ring.isEmpty ? nil : ring[0])
                dropped += index == 0 ? polygon.rings.count : 1
                // Holes of a shell that is none are holes in nothing.
                if index == 0 { return nil }
                continue
            }
            if ring.isClosed {
                rings.append(ring)
            } else {
                note(.ringOpen, ring[ring.count - 1])
                closed += 1
                rings.append(
                    CoordinateSequence(hasZ: ring.hasZ, values: ring.values + ring.values.prefix(ring.stride)))
            }
        }
        return rings.isEmpty ? nil : Geometry.Polygon(rings: rings)
    }

    private static func hasThreePoints(_ ring: CoordinateSequence) -> Bool {
        var first: Coordinate?
        var second: Coordinate?
        for index in 0..<ring.count {
            let point = ring[index]
            guard let known = first else {
                first = point
                continue
            }
            if point == known { continue }
            guard let other = second else {
                second = point
                continue
            }
            if point != other { return true }
        }
        return false
    }
}
