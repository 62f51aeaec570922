import SimpleFeatures

/// `within`: whether points or lines lie inside polygons, boundaries excepted.
struct Within: ExpressionNode {
    let type = ExpressionType.boolean
    let polygons: [[[TilePoint]]]

    static func parse(_ parts: [JSONValue], _ context: ParsingContext) -> (any ExpressionNode)? {
        guard parts.count == 2 else {
            context.fail("'within' expression requires exactly one argument, but found \(parts.count - 1) instead.")
            return nil
        }
        let polygons = (SimpleShape.all(of: parts[1]) ?? []).compactMap { shape in
            if case .polygon(let rings) = shape { rings } else { nil }
        }
        guard !polygons.isEmpty else {
            context.fail("'within' expression requires valid geojson object that contains polygon geometry type.")
            return nil
        }
        return Within(polygons: polygons)
    }

    func boolean(_ context: EvaluationContext) -> Bool {
        guard let feature = context.feature, let geometry = feature.tileGeometry, let tile = context.surroundings.tile
        else { return false }
        let target = polygons.map { $0.map { $0.map(tile.worldPoint(ofPosition:)) } }
        let targetBox = PlaneBox(target.lazy.joined().joined())
        switch feature.geometryType {
        case .point:
            let points = geometry.joined().map {
                tile.worldPoint(ofTilePoint: $0).nearest(to: targetBox, tile.worldSize)
            }
            return PlaneBox(points).isInside(targetBox)
                && points.allSatisfy { point in target.contains { PlanePredicates.isInside(point, $0) } }
        case .lineString:
            var lines = geometry.map { $0.map(tile.worldPoint(ofTilePoint:)) }
            var box = PlaneBox(lines.joined())
            // A line of half the world's width may go around either way.
            if box.maxX - box.minX <= tile.worldSize / 2 {
                lines = lines.map { $0.map { $0.nearest(to: targetBox, tile.worldSize) } }
                box = PlaneBox(lines.joined())
            }
            return box.isInside(targetBox)
                && lines.allSatisfy { line in target.contains { PlanePredicates.isInside(line: line, $0) } }
        case .polygon, .unknown, .multiPoint, .multiLineString, .multiPolygon: return false
        }
    }

    func evaluate(_ context: EvaluationContext) -> StyleValue { .boolean(boolean(context)) }

    var children: [any ExpressionNode] { [] }
    var ownDependencies: Dependencies { Dependencies([.feature, .geometry]) }
    var isOutputDefined: Bool { true }
}

extension TilePoint {
    /// The point of the same place on that turn around the world which is nearest to a box.
    fileprivate func nearest(to box: PlaneBox, _ worldSize: Double) -> TilePoint {
        guard x < box.minX || x > box.maxX else { return self }
        for side in [box.minX, box.maxX] {
            if x - side > worldSize / 2 { return TilePoint(x: x - worldSize, y: y) }
            if side - x > worldSize / 2 { return TilePoint(x: x + worldSize, y: y) }
        }
        return self
    }
}
