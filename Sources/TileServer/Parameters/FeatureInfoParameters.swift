import SimpleFeatures

/// What is at a point of a map (OGC 06-042, 7.4; 01-068r3, 7.3).
struct FeatureInfoParameters: Sendable {
    /// The map that is looked at.
    let map: GetMapParameters
    /// Those that are asked, in the order they were asked for.
    let choices: [MapLayers.Choice]
    /// The pixel, counted from the upper left.
    let column: Int
    let row: Int
    let format: FeatureInfoFormat
    /// Of each layer.
    let limit: Int

    /// A client that wants all asks for features, not for a point of a map.
    static let mostFeatures = 100

    /// - Throws: `ServiceFault`, `ProjError`.
    init(_ parameters: ServiceParameters, version: WMSVersion, layers: MapLayers, limit: MapSize) throws {
        map = try GetMapParameters(parameters, version: version, layers: layers, limit: limit)
        guard let names = try parameters.list("QUERY_LAYERS") else {
            throw ServiceFault(missing: "QUERY_LAYERS", expected: "some of the names of LAYERS")
        }
        var choices: [MapLayers.Choice] = []
        for name in names {
            let layer = try layers.layer(name, in: "QUERY_LAYERS")
            guard let choice = map.choices.first(where: { $0.layer == layer }) else {
                throw ServiceFault(
                    .layerNotQueryable, "QUERY_LAYERS", name,
                    expected: "layers of the map: \(map.choices.map(\.layer.name).joined(separator: ", "))")
            }
            choices.append(choice)
        }
        self.choices = choices
        let names111 = WMSVersion.v111.pointParameters
        let own = version.pointParameters
        func point(_ name: String, _ other: String, below size: Int) throws -> Int {
            let isOther = try parameters.value(name) == nil && parameters.value(other) != nil
            return try parameters.required(isOther ? other : name, in: 0...(size - 1), .invalidPoint)
        }
        column = try point(own.column, names111.column, below: map.order.width)
        row = try point(own.row, names111.row, below: map.order.height)
        format = try FeatureInfoFormat.read(parameters)
        self.limit = try parameters.number("FEATURE_COUNT", in: 1...Self.mostFeatures) ?? 1
    }
}

/// The formats in which features at a point are told.
enum FeatureInfoFormat: CaseIterable {
    case json, html, text, gml

    /// By its own name first; then what clients call it besides.
    var names: [String] {
        switch self {
        case .json: ["application/json", "application/geo+json"]
        case .html: ["text/html"]
        case .text: ["text/plain"]
        case .gml: ["application/vnd.ogc.gml", "application/gml+xml", "application/vnd.ogc.gml/3.1.1", "text/xml"]
        }
    }

    var type: MediaType {
        switch self {
        case .json: .geoJSON
        case .html: .html
        case .text: .text
        case .gml: MediaType("application/gml+xml", parameters: "; version=3.2")
        }
    }

    static func read(_ parameters: ServiceParameters) throws(ServiceFault) -> FeatureInfoFormat {
        let offered = allCases.map { $0.names[0] }.joined(separator: ", ")
        guard let text = try parameters.value("INFO_FORMAT") else {
            throw ServiceFault(missing: "INFO_FORMAT", expected: "one of \(offered)")
        }
        let essence = text.prefix { $0 != ";" }.trimmingBlanks.lowercased()
        guard let format = allCases.first(where: { $0.names.contains(essence) }) else {
            throw ServiceFault(.invalidFormat, "INFO_FORMAT", text, expected: "one of \(offered)")
        }
        return format
    }
}
