import GeoStore
import SimpleFeatures

/// The query of a request for one feature: what of it is wanted, and where its coordinates are.
struct ItemParameters: Sendable {
    static let names: Set<String> = ["crs", "properties", "skipGeometry", "zoom-level"]

    let query: FeatureQuery
    let rendition: FeatureRendition

    /// - Throws: `ParameterError`, `ProjError`.
    init(_ parameters: QueryParameters, collection: PublishedCollection) throws {
        try parameters.allow(Self.names)
        var query = FeatureQuery()
        query.properties = try PropertiesParameter.read(parameters, schema: collection.schema)
        query.readsGeometry = try !FlagParameter.read("skipGeometry", parameters, default: false)
        query.simplification = try ZoomLevelParameter.tolerance(parameters, collection: collection)
        let offered = OfferedCRS.ofFeatures(stored: collection.storageCRS)
        let crs = try CRSParameter.read("crs", parameters, offered: offered) ?? .crs84
        rendition = FeatureRendition(
            crs: crs, axes: try CRSAxes.of(crs), schema: collection.schema, properties: query.properties)
        self.query = query
    }
}
