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
        ("OGC API – Records 1: Core", records.map { "http://www.opengis.net/spec/ogcapi-records-1/1.0/conf/\($0)" }),
    ]

    /// `/catalog` with its records, and `/collections` as a catalogue of local resources.
    private static let records = [
        "record-core", "record-collection", "record-core-query-parameters", "sorting", "json", "html", "oas30",
        "autodiscovery", "local-resources-catalog", "local-resources-catalog-query-parameters",
        "local-resources-catalog-sorting",
    ]

    static var document: JSONValue {
        ["conformsTo": .array(standards.flatMap(\.classes).map(JSONValue.string))]
    }
}
