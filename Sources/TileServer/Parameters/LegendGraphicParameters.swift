/// GetLegendGraphic (OGC 05-078r4, 12): the legend of a layer in a style.
struct LegendGraphicParameters: Sendable {
    /// Pixels each way of a sample, when nothing is asked for.
    static let standardSize = 20
    private static let sizes = 4...512

    let choice: MapLayers.Choice
    /// Pixels, of each sample.
    let width: Int
    let height: Int
    /// Only what is shown at that scale; nil shows all.
    let scaleDenominator: Double?
    let format: MapOrder.Format
    let pixelRatio: Double
    let isTransparent: Bool

    /// - Throws: `ServiceFault`.
    init(_ parameters: ServiceParameters, layers: MapLayers) throws {
        try parameters.refuse(["SLD", "SLD_BODY", "RULE"])
        // GeoServer's clients say LAYERS.
        let name = try parameters.value("LAYER") ?? parameters.value("LAYERS")
        guard let name else { throw ServiceFault(missing: "LAYER", expected: "the name of a layer") }
        let style = try parameters.value("STYLE") ?? parameters.value("STYLES") ?? ""
        choice = try layers.choice(layers.layer(name, in: "LAYER"), style: style, in: "STYLE")
        width = try parameters.number("WIDTH", in: Self.sizes) ?? Self.standardSize
        height = try parameters.number("HEIGHT", in: Self.sizes) ?? Self.standardSize
        scaleDenominator = try Self.scale(parameters)
        format = try parameters.value("FORMAT").map { try .read("FORMAT", $0) } ?? .png
        pixelRatio = try DensityParameter.pixelRatio(parameters)
        isTransparent = try parameters.flag("TRANSPARENT") && format != .jpeg
    }

    private static func scale(_ parameters: ServiceParameters) throws(ServiceFault) -> Double? {
        guard let text = try parameters.value("SCALE") else { return nil }
        guard let scale = Double(decimal: text), scale > 0 else {
            throw ServiceFault(.invalidParameterValue, "SCALE", text, expected: "a scale denominator like 25000")
        }
        return scale
    }
}
