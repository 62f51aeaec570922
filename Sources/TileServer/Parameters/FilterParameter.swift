import CQL2
import GeoStore
import Reprojection
import SimpleFeatures

/// `filter`, `filter-lang` and `filter-crs` (OGC 19-079r2, 6 and 7): a condition in CQL2 that is honoured whole or
/// refused.
struct FilterParameter: Sendable {
    /// As `filter-lang` names them. `cql-text` is the name of drafts, which old clients still send.
    static let languages: [(name: String, language: FilterSource.Language)] = [
        ("cql2-text", .text), ("cql2-json", .json), ("cql-text", .text),
    ]

    static let names: Set<String> = ["filter", "filter-lang", "filter-crs"]

    let source: FilterSource
    /// Its coordinates x, y, in `crs`.
    let filter: Filter
    let crs: CRS

    /// - Returns: nil when there is no filter; the other two are checked all the same.
    /// - Throws: `ParameterError`, `FilterError` with its place, `ProjError`.
    static func read(_ parameters: QueryParameters, collection: PublishedCollection) throws -> FilterParameter? {
        let language = try language(parameters)
        let offered = OfferedCRS.ofFeatures(stored: collection.storageCRS)
        let crs = try CRSParameter.read("filter-crs", parameters, offered: offered) ?? .crs84
        guard let text = try parameters.value("filter") else { return nil }
        let source = FilterSource(text, language: language)
        let filter = try source.filter(for: Queryables(schema: collection.schema))
        let isSwapped = try filter.hasGeometries && CRSAxes.of(crs).isNorthFirst
        return FilterParameter(source: source, filter: isSwapped ? filter.withAxesSwapped : filter, crs: crs)
    }

    private static func language(_ parameters: QueryParameters) throws(ParameterError) -> FilterSource.Language {
        guard let text = try parameters.value("filter-lang") else { return .text }
        guard let known = languages.first(where: { $0.name == text.lowercased() }) else {
            throw ParameterError(parameter: "filter-lang", value: text, expected: "cql2-text or cql2-json")
        }
        return known.language
    }
}
