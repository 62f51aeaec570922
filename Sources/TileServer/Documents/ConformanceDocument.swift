import SimpleFeatures

/// The conformance classes this server holds, by standard. Nothing stands here that is not so.
enum ConformanceDocument {
    static let standards: [(title: String, classes: [String])] = [
        (
            "OGC API – Common 1",
            ["http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/core"]
        ),
        (
            "OGC API – Features 1: Core",
            ["core", "geojson", "html", "oas30"].map { "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/\($0)" }
        ),
        (
            "OGC API – Tiles 1: Core",
            [
                "core", "tileset", "tilesets-list", "dataset-tilesets", "geodata-tilesets", "collections-selection",
                "oas30", "mvt",
            ].map { "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/\($0)" }
        ),
    ]

    static var document: JSONValue {
        ["conformsTo": .array(standards.flatMap(\.classes).map(JSONValue.string))]
    }
}
