import SimpleFeatures

/// The conformance classes this server holds, by standard. Nothing stands here that is not so.
enum ConformanceDocument {
    private static let standards: [(title: String, classes: [String])] = [
        (
            "OGC API – Common 1",
            classes("ogcapi-common-1", ["core"])
        ),
        (
            "OGC API – Features 1: Core",
            classes("ogcapi-features-1", ["core", "geojson", "html", "oas30"])
        ),
        ("OGC API – Features 2: Coordinate Reference Systems", classes("ogcapi-features-2", ["crs"])),
        (
            "OGC API – Features 3: Filtering",
            classes(
                "ogcapi-features-3", ["filter", "features-filter", "queryables", "queryables-query-parameters"])
        ),
        (
            "Common Query Language (CQL2)",
            classes(
                "cql2",
                [
                    "cql2-text", "cql2-json", "basic-cql2", "advanced-comparison-operators",
                    "case-insensitive-comparison", "accent-insensitive-comparison", "basic-spatial-functions",
                    "basic-spatial-functions-plus", "spatial-functions", "temporal-functions", "array-functions",
                    "property-property", "functions", "arithmetic",
                    // As drafts named the spatial functions: QGIS asks for no other.
                    "basic-spatial-operators",
                ])
        ),
        (
            "OGC API – Common 3: Schemas",
            classes(
                "ogcapi-common-3",
                ["schemas", "advanced-property-roles", "returnables-and-receivables", "queryables", "sortables"])
        ),
        // What Common 3 was called before; QGIS asks for it.
        ("OGC API – Features 5: Schemas (draft)", classes("ogcapi-features-5", ["schemas"])),
        (
            "OGC API – Tiles 1: Core",
            [
                "core", "tileset", "tilesets-list", "dataset-tilesets", "geodata-tilesets", "collections-selection",
                "oas30", "mvt",
            ].map { "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/\($0)" }
        ),
        ("OGC API – Records 1: Core", records.map { "http://www.opengis.net/spec/ogcapi-records-1/1.0/conf/\($0)" }),
    ]

    /// `/catalog` with its records, and `/collections` as a catalogue of local resources.
    private static let records = [
        "record-core", "record-collection", "record-core-query-parameters", "sorting", "json", "html", "oas30",
        "autodiscovery", "local-resources-catalog", "local-resources-catalog-query-parameters",
        "local-resources-catalog-sorting",
    ]

    /// As the draft 20-002 has them: its table lists optimistic locking under `req`.
    private static let editing: (title: String, classes: [String]) = (
        "OGC API – Features 4: Create, Replace, Update and Delete (draft)",
        classes("ogcapi-features-4", ["create-replace-delete", "update", "features"])
            + ["http://www.opengis.net/spec/ogcapi-features-4/1.0/req/optimistic-locking-etags"]
    )

    /// As the draft 20-009 has them.
    /// - Parameter areManaged: whether there are administrators, who may write styles.
    private static func styles(areManaged: Bool) -> (title: String, classes: [String]) {
        (
            "OGC API – Styles (draft)",
            classes(
                "ogcapi-styles-1",
                ["core", "html", "mapbox-styles"] + (areManaged ? ["manage-styles", "style-validation"] : []))
        )
    }

    /// With those that this server adds by what it is set up with.
    static func standards(of services: Services) -> [(title: String, classes: [String])] {
        standards + [styles(areManaged: services.accounts != nil)]
            + (services.configuration.editing == .off ? [] : [editing])
    }

    private static func classes(_ standard: String, _ names: [String]) -> [String] {
        names.map { "http://www.opengis.net/spec/\(standard)/1.0/conf/\($0)" }
    }

    static func document(of services: Services) -> JSONValue {
        ["conformsTo": .array(standards(of: services).flatMap(\.classes).map(JSONValue.string))]
    }
}
