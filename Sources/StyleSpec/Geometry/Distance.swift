import SimpleFeatures

/// `distance`: the shortest distance in metres between the feature and other geometries.
struct Distance: ExpressionNode {
    let type = ExpressionType.number
    let targets: [SimpleShape]

    static func parse(_ parts: [JSONValue], _ context: ParsingContext) -> (any ExpressionNode)? {
        guard parts.count == 2 else {
            context.fail("'distance' expression requires exactly one argument, but found \(parts.count - 1) instead.")
            return nil
        }
        guard let shapes = SimpleShape.all(of: parts[1]) else {
            context.fail("'distance' expression requires valid geojson object that contains polygon geometry type.")
            return nil
        }
        return Distance(targets: shapes)
    }

    func number(_ context: EvaluationContext) -> Double {
        guard let feature = context.feature, let geometry = feature.tileGeometry, let tile = context.surroundings.tile
        else { return .nan }
        let parts = geometry.map { $0.map(tile.position(ofTilePoint:)) }
        guard let latitude = parts.first?.first?.y else { return .nan }
        let own = Self.shapes(parts, geometry, feature.geometryType)
        let measure = ShapeDistance(ruler: LocalRuler(latitude: latitude))
        var shortest = Double.infinity
        for target in targets {
            for shape in own {
                shortest = min(shortest, measure.distance(shape, target, atMost: shortest))
                if shortest == 0 { return 0 }
            }
        }
        return own.isEmpty ? .nan : shortest
    }

    /// - Parameters:
    ///   - parts: the geometry in degrees.
    ///   - units: the same in units of the tile, where rings tell by their direction what they are.
    private static func shapes(
        _ parts: [[TilePoint]], _ units: [[TilePoint]], _ type: StyleGeometryType
    ) -> [SimpleShape] {
        switch type {
        case .point: return parts.joined().map(SimpleShape.point)
        case .lineString: return parts.map(SimpleShape.line)
        case .polygon:
            // An outer ring and its holes follow one another; outer rings go the way of the first one.
            var polygons: [[[TilePoint]]] = []
            var isOuterPositive: Bool?
            for (ring, units) in zip(parts, units) {
                let area = signedArea(units)
                guard area != 0 || parts.count == 1 else { continue }
                if isOuterPositive == nil { isOuterPositive = area > 0 }
                if (area > 0) == isOuterPositive {
                    polygons.append([ring])
                } else {
                    polygons[polygons.count - 1].append(ring)
                }
            }
            return polygons.map(SimpleShape.polygon)
        case .unknown, .multiPoint, .multiLineString, .multiPolygon: return []
        }
    }

    /// Twice the area of a ring (shoelace formula).
    private static func signedArea(_ ring: [TilePoint]) -> Double {
        guard let last = ring.last else { return 0 }
        var sum = 0.0
        var previous = last
        for point in ring {
            sum += (previous.x - point.x) * (point.y + previous.y)
            previous = point
        }
        return sum
    }

    func evaluate(_ context: EvaluationContext) -> StyleValue { .number(number(context)) }

    var children: [any ExpressionNode] { [] }
    var ownDependencies: Dependencies { Dependencies([.feature, .geometry]) }
    var isOutputDefined: Bool { true }
}
