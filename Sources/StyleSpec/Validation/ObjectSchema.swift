import SimpleFeatures

/// The members that an object may have.
struct ObjectSchema: Sendable {
    let members: [(name: String, schema: StyleSchema)]
    let required: Set<String>
    /// What members of other names are; nil allows none.
    let others: StyleSchema?

    init(_ members: [(String, StyleSchema)], required: Set<String> = [], others: StyleSchema? = nil) {
        self.members = members.map { (name: $0.0, schema: $0.1) }
        self.required = required
        self.others = others
    }

    subscript(name: String) -> StyleSchema? { members.first { $0.name == name }?.schema }
}

extension ObjectSchema {
    static let root = ObjectSchema(
        [
            ("version", .oneOf([8])), ("name", .string), ("metadata", .anything),
            ("center", .array(of: .number(), count: 2)), ("centerAltitude", .number()), ("zoom", .number()),
            ("bearing", .number()), ("pitch", .number()), ("roll", .number()), ("state", .state), ("light", .light),
            ("sky", .sky), ("projection", .projection), ("terrain", .terrain),
            ("sources", .object(ObjectSchema([], others: .source))), ("sprite", .sprite), ("glyphs", .glyphs),
            ("font-faces", .fontFaces), ("transition", .transition), ("layers", .array(of: .layer)),
        ], required: ["version", "sources", "layers"], others: .anything)

    /// Type, paint and layout depend on one another: the validator of layers looks at them.
    static let layer = ObjectSchema(
        [
            ("id", .string), ("metadata", .anything), ("source", .string), ("source-layer", .string),
            ("minzoom", .number(atLeast: 0, atMost: 24)), ("maxzoom", .number(atLeast: 0, atMost: 24)),
            ("filter", .filter),
        ], required: ["id"], others: .anything)

    private static let tiled: [(String, StyleSchema)] = [
        ("url", .string), ("tiles", .array(of: .string)), ("bounds", .array(of: .number(), count: 4)),
        ("minzoom", .number()), ("maxzoom", .number()), ("attribution", .string), ("volatile", .boolean),
    ]

    static let vectorSource = ObjectSchema(
        [
            ("type", .names("vector")), ("scheme", .names("xyz", "tms")), ("promoteId", .promoteID),
            ("encoding", .names("mvt", "mlt")),
        ] + tiled, required: ["type"], others: .anything)

    static let rasterSource = ObjectSchema(
        [("type", .names("raster")), ("scheme", .names("xyz", "tms")), ("tileSize", .number())] + tiled,
        required: ["type"], others: .anything)

    static let reliefSource = ObjectSchema(
        [
            ("type", .names("raster-dem")), ("tileSize", .number()),
            ("encoding", .names("terrarium", "mapbox", "custom")), ("redFactor", .number()),
            ("greenFactor", .number()), ("blueFactor", .number()), ("baseShift", .number()),
        ] + tiled)

    static let geoJSONSource = ObjectSchema(
        [
            ("type", .names("geojson")), ("data", .anything), ("maxzoom", .number()), ("attribution", .string),
            ("buffer", .number(atLeast: 0, atMost: 512)), ("filter", .filter), ("tolerance", .number()),
            ("cluster", .boolean), ("clusterRadius", .number(atLeast: 0)), ("clusterMaxZoom", .number()),
            ("clusterMinPoints", .number()), ("clusterProperties", .anything), ("lineMetrics", .boolean),
            ("generateId", .boolean), ("promoteId", .promoteID),
        ], required: ["type", "data"])

    private static let corners = StyleSchema.array(of: .array(of: .number(), count: 2), count: 4)

    static let videoSource = ObjectSchema(
        [("type", .names("video")), ("urls", .array(of: .string)), ("coordinates", corners)],
        required: ["type", "urls", "coordinates"])

    static let imageSource = ObjectSchema(
        [("type", .names("image")), ("url", .string), ("coordinates", corners)],
        required: ["type", "url", "coordinates"])

    static let sprite = ObjectSchema([("id", .string), ("url", .string)], required: ["id", "url"])

    static let fontFace = ObjectSchema(
        [("url", .string), ("unicode-range", .array(of: .string))], required: ["url"])

    static let terrain = ObjectSchema([("source", .string), ("exaggeration", .number(atLeast: 0))])

    static let light = properties([
        .enumeration("anchor", "viewport", ["map", "viewport"]).perZoom,
        .numbers("position", [1.15, 210, 30]).perZoom.withTransition,
        .color("color", "#ffffff").perZoom.withTransition, .fraction("intensity", 0.5).perZoom.withTransition,
    ])

    static let sky = properties([
        .color("sky-color", "#88C6FC").perZoom, .color("horizon-color", "#ffffff").perZoom,
        .color("fog-color", "#ffffff").perZoom, .fraction("fog-ground-blend", 0.5).perZoom,
        .fraction("horizon-fog-blend", 0.8).perZoom, .fraction("sky-horizon-blend", 0.8).perZoom,
        .fraction("atmosphere-blend", 0.8).perZoom,
    ])

    static let projection = properties([.interpolated("type", .projectionDefinition, "mercator").perZoom])

    /// With the transitions of those that have them.
    private static func properties(_ properties: [PropertySpecification]) -> ObjectSchema {
        ObjectSchema(
            properties.flatMap { property -> [(String, StyleSchema)] in
                let itself = (property.name, StyleSchema.property(property))
                return property.hasTransition ? [itself, ("\(property.name)-transition", .transition)] : [itself]
            })
    }
}
