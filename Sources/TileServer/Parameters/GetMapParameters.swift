import Reprojection
import SimpleFeatures

/// A map as WMS asks for it (OGC 06-042, 7.3; 01-068r3, 7.2). GetFeatureInfo repeats it.
struct GetMapParameters: Sendable {
    let choices: [MapLayers.Choice]
    let order: MapOrder

    /// Filters and styles of other servers: a map without them would be another one.
    private static let foreign = ["SLD", "SLD_BODY", "CQL_FILTER", "FILTER", "FEATUREID"]
    /// Metres or degrees; far beyond every CRS, and small enough to reckon with.
    private static let mostCoordinate = 1e9

    /// - Throws: `ServiceFault`, `ProjError`.
    init(_ parameters: ServiceParameters, version: WMSVersion, layers: MapLayers, limit: MapSize) throws {
        try parameters.refuse(Self.foreign)
        choices = try Self.choices(parameters, layers)
        let crs = try MapCRSParameter.read(parameters, version: version)
        // Version 1.1.1 knows one order of axes (OGC 01-068r3, 6.5.5.1).
        let isNorthFirst = try version == .v130 && CRSAxes.of(crs).isNorthFirst
        var order = MapOrder(
            content: layers.content(of: choices),
            envelope: try Self.envelope(parameters, crs: crs, isNorthFirst: isNorthFirst),
            width: try parameters.required("WIDTH", in: 1...limit.width),
            height: try parameters.required("HEIGHT", in: 1...limit.height))
        order.pixelRatio = try DensityParameter.pixelRatio(parameters)
        if let format = try parameters.value("FORMAT") { order.format = try .read("FORMAT", format) }
        order.isTransparent = try parameters.flag("TRANSPARENT") && order.format != .jpeg
        if let colour = try parameters.value("BGCOLOR") {
            guard let colour = ColourParameter.read(colour) else {
                throw ServiceFault(.invalidParameterValue, "BGCOLOR", colour, expected: ColourParameter.expected)
            }
            order.background = colour
        }
        self.order = order
    }

    private static func choices(
        _ parameters: ServiceParameters, _ layers: MapLayers
    ) throws(ServiceFault) -> [MapLayers.Choice] {
        guard let names = try parameters.list("LAYERS") else {
            throw ServiceFault(missing: "LAYERS", expected: "names of layers, with commas between")
        }
        guard names.count <= MapLayers.mostChoices else {
            throw ServiceFault(
                .invalidParameterValue, "LAYERS", "\(names.count) names",
                expected: "up to \(MapLayers.mostChoices); a sector's name stands for all of its layers")
        }
        let styles = try parameters.list("STYLES") ?? names.map { _ in "" }
        guard styles.count == names.count else {
            throw ServiceFault(
                .invalidParameterValue, "STYLES", styles.joined(separator: ","),
                expected: "nothing, or as many as layers: \(names.count)")
        }
        var choices: [MapLayers.Choice] = []
        for (name, style) in zip(names, styles) {
            choices.append(
                try layers.choice(layers.layer(name, in: "LAYERS"), style: style, in: "STYLES"))
        }
        return choices
    }

    private static func envelope(
        _ parameters: ServiceParameters, crs: CRS, isNorthFirst: Bool
    ) throws(ServiceFault) -> Envelope {
        let order = isNorthFirst ? "south,west,north,east" : "west,south,east,north"
        let expected = "\(order) in \(MapCRSParameter.name(of: crs)), the first two below the others"
        let text = try parameters.required("BBOX", expected: expected)
        let parts = text.split(separator: ",", omittingEmptySubsequences: false)
        let numbers = parts.compactMap { Double(decimal: $0.trimmingBlanks) }
        let (x, y) = isNorthFirst ? (1, 0) : (0, 1)
        guard parts.count == 4, numbers.count == 4, numbers.allSatisfy({ abs($0) <= mostCoordinate }),
            numbers[0] < numbers[2], numbers[1] < numbers[3]
        else {
            throw ServiceFault(.invalidParameterValue, "BBOX", String(text.prefix(200)), expected: expected)
        }
        return Envelope(minX: numbers[x], minY: numbers[y], maxX: numbers[2 + x], maxY: numbers[2 + y], crs: crs)
    }
}
