/// Checks a decoded tile against the rules of MVT 2.1 that need a look at whole layers and shapes.
///
/// Plain and slow on purpose (each ring against each other): it judges the encoder, so it shares no code with it.
public struct VectorTileValidator: Sendable {
    /// A broken rule and where.
    public struct Finding: Hashable, Sendable {
        public var rule: VectorTileRule
        public var layer: String
        /// Counted from 0; nil when the layer itself is at fault.
        public var feature: Int?
    }

    /// Whether rings that touch another ring of their feature at a point pass: OGC geometry allows it.
    public var allowsTouchingHoles = true

    public init() {}

    /// Every broken rule, in the order of layers and features; empty for a valid tile.
    public func findings(in tile: DecodedTile) -> [Finding] {
        var findings: [Finding] = []
        for layer in tile.layers {
            func note(_ rule: VectorTileRule, _ feature: Int? = nil) {
                findings.append(Finding(rule: rule, layer: layer.name, feature: feature))
            }
            if layer.version != 2 { note(.layerVersionUnknown) }
            if layer.tileUnits == 0 { note(.layerExtentZero) }
            var ids: Set<UInt64> = []
            for (index, feature) in layer.features.enumerated() {
                if let id = feature.id, !ids.insert(id).inserted { note(.featureIDRepeated, index) }
                for rule in brokenRules(of: feature.geometry) { note(rule, index) }
            }
        }
        return findings
    }

    private func brokenRules(of geometry: DecodedTile.Geometry) -> [VectorTileRule] {
        guard case .polygons(let rings) = geometry else { return [] }
        var broken: [VectorTileRule] = []
        if let first = rings.first, DecodedTile.Geometry.doubledArea(of: first) < 0 {
            broken.append(.firstRingNotExterior)
        }
        for ring in rings {
            if DecodedTile.Geometry.doubledArea(of: ring) == 0 { broken.append(.ringWithoutArea) }
            if ring.first == ring.last { broken.append(.ringRepeatsFirstPosition) }
            if let rule = RingPairs.selfContact(ring) { broken.append(rule) }
        }
        let polygons = geometry.polygons
        for polygon in polygons {
            for hole in polygon.indices.dropFirst() {
                if !RingPairs.isInside(polygon[hole], polygon[0]) { broken.append(.holeOutsideExterior) }
                let interferes = (0..<hole).contains { other in
                    RingPairs.interfere(polygon[hole], polygon[other], allowsTouching: allowsTouchingHoles)
                }
                if interferes { broken.append(.ringsCross) }
                let isInAnother = polygon.indices.dropFirst().contains { other in
                    other != hole && RingPairs.isInside(polygon[hole], polygon[other])
                }
                if isInAnother { broken.append(.ringsCross) }
            }
        }
        for second in polygons.indices {
            for first in 0..<second where partsInterfere(polygons[first], polygons[second]) {
                broken.append(.ringsCross)
            }
        }
        return broken
    }

    /// Whether two polygons of one feature cross each other or share an edge.
    private func partsInterfere(_ one: [[DecodedTile.Position]], _ other: [[DecodedTile.Position]]) -> Bool {
        one.contains { ring in
            other.contains { RingPairs.interfere(ring, $0, allowsTouching: allowsTouchingHoles) }
        }
    }
}
