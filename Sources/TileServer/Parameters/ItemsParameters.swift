import CQL2
import GeoStore
import Reprojection
import SimpleFeatures

/// The query of an items request, read into a `FeatureQuery` and how its features are written.
struct ItemsParameters: Sendable {
    static let defaultLimit = 10
    /// QGIS asks for pages as large as the API document allows.
    static let maximumLimit = 10_000

    /// Which features, and what of them: exports take these too.
    static let ofSelection: Set<String> = [
        "bbox", "bbox-crs", "datetime", "filter", "filter-crs", "filter-lang", "ids", "properties", "q", "sortby",
    ]
    /// Of pages and of how features are written in them.
    static let ofPages: Set<String> = [
        "count", "crs", "cursor", "limit", "offset", "resultType", "resulttype", "skipGeometry", "zoom-level",
    ]
    static let reserved = ofSelection.union(ofPages)

    /// Whether items can be asked for by the property's name. A column that another program added may have a name
    /// that means something else here.
    static func isQueryable(_ property: FeatureSchema.Property) -> Bool {
        property.type != .binary && !PropertyName.reservedParameters.union(reserved).contains(property.name)
    }

    let query: FeatureQuery
    let limit: Int
    let sorting: Sorting
    let rendition: FeatureRendition
    /// Whether the answer says how many match.
    let counts: Bool
    /// Whether that is all it says.
    let isHits: Bool
    /// Of the collection at the page before, where the order is that of one state.
    let former: CollectionState?
    private let filterSource: FilterSource?

    /// - Throws: `ParameterError`, `FilterError`, `ProjError`.
    init(_ parameters: QueryParameters, collection: PublishedCollection) throws {
        let schema = collection.schema
        let identifiers = SchemaDocument.identifiers(of: schema)
        let names = schema.properties.filter(Self.isQueryable).map(\.name) + identifiers
        try parameters.allow(Self.reserved.union(names))
        try parameters.requireWholeTexts()
        let offered = OfferedCRS.ofFeatures(stored: collection.storageCRS)
        var query = FeatureQuery()
        let boxCRS = try CRSParameter.read("bbox-crs", parameters, offered: offered) ?? .crs84
        query.envelopes = try BBoxParameter.read(parameters, crs: boxCRS, axes: CRSAxes.of(boxCRS)) ?? []
        let filter = try FilterParameter.read(parameters, collection: collection)
        filterSource = filter?.source
        let time = try DatetimeParameter.read(parameters).flatMap {
            DatetimeParameter.condition($0, on: PrimaryTime(of: schema))
        }
        var conditions = [filter?.filter, time].compactMap { $0 }
        query.filterCRS = filter?.crs ?? .crs84
        query.ids = try IdsParameter.read(parameters)
        query.words = try WordsParameter.read(parameters)
        for property in schema.properties where Self.isQueryable(property) {
            guard let text = try parameters.value(property.name) else { continue }
            if let moment = try PropertyParameter.readMoment(text, property: property) {
                conditions.append(.comparison(.equal, .property(property.name), moment.literal))
                continue
            }
            let value = try PropertyParameter.read(text, property: property)
            query.equalities.append(FeatureQuery.Equality(property: property.name, value: value))
        }
        query.filter = conditions.count > 1 ? .and(conditions) : conditions.first
        for name in identifiers {
            guard let text = try parameters.value(name) else { continue }
            guard let id = FeatureID(text) else {
                throw ParameterError(parameter: name, value: text, expected: "the id of a feature")
            }
            // No feature has two.
            if query.id ?? id != id { query.ids = [] }
            query.id = id
        }
        sorting = try SortParameter.read(parameters, schema: schema)
        query.order = sorting.keys
        query.isDescendingByID = sorting.isDescendingByID
        query.properties = try PropertiesParameter.read(parameters, schema: schema)
        query.readsGeometry = try !FlagParameter.read("skipGeometry", parameters, default: false)
        query.simplification = try ZoomLevelParameter.tolerance(parameters, collection: collection)
        limit = try LimitParameter.read(parameters)
        query.limit = limit
        former = try Self.readPlace(parameters, sorting, into: &query)
        let crs = try CRSParameter.read("crs", parameters, offered: offered) ?? .crs84
        rendition = FeatureRendition(crs: crs, axes: try CRSAxes.of(crs), schema: schema, properties: query.properties)
        isHits = try ResultTypeParameter.isHits(parameters)
        counts = try FlagParameter.read("count", parameters, default: true) || isHits
        self.query = query
    }

    /// Where the page begins: behind a feature, or behind so many.
    private static func readPlace(
        _ parameters: QueryParameters, _ sorting: Sorting, into query: inout FeatureQuery
    ) throws(ParameterError) -> CollectionState? {
        if let text = try parameters.value("offset") {
            guard let offset = Int(text), offset >= 0 else {
                throw ParameterError(parameter: "offset", value: text, expected: "a whole number from 0")
            }
            // Beyond the largest id there is no feature to pass over.
            query.offset = min(offset, Int(FeatureID.maximum))
        }
        guard let text = try parameters.value("cursor") else { return nil }
        guard let cursor = PageCursor(text, in: sorting) else {
            throw ParameterError(
                parameter: "cursor", value: text, expected: "a cursor from a 'next' link of the same sortby")
        }
        guard query.offset == 0 else {
            throw ParameterError(parameter: "offset", value: "\(query.offset)", expected: "no offset beside a cursor")
        }
        query.after = cursor.id
        query.afterValues = cursor.values
        return cursor.state
    }

    /// For a table, which shows no geometry.
    var tableQuery: FeatureQuery {
        var query = query
        query.readsGeometry = false
        return query
    }

    /// An error with the place of the part of the filter that it names, others as they are.
    func located(_ error: any Error) -> any Error {
        guard let error = error as? FilterError, let filterSource else { return error }
        return filterSource.located(error)
    }
}
