/// The properties that layers of a type have.
struct LayerSpecification: Sendable {
    let layout: [PropertySpecification]
    let paint: [PropertySpecification]

    static let anchors = Anchor.allCases.map(\.rawValue)

    /// Of every type, in the order in which messages name them.
    static let all: [(type: LayerType, specification: LayerSpecification)] = [
        (.fill, .fill), (.line, .line), (.symbol, .symbol), (.circle, .circle), (.heatmap, .heatmap),
        (.fillExtrusion, .fillExtrusion), (.raster, .raster), (.hillshade, .hillshade), (.colorRelief, .colorRelief),
        (.background, .background),
    ]

    private static let byType = Dictionary(uniqueKeysWithValues: all.map { ($0.type, $0.specification) })

    static func of(_ type: LayerType) -> LayerSpecification {
        byType[type] ?? LayerSpecification(layout: [], paint: [])
    }

    func layout(_ name: String) -> PropertySpecification? { layout.first { $0.name == name } }
    func paint(_ name: String) -> PropertySpecification? { paint.first { $0.name == name } }
}
