import CQL2
import GeoStore
import SimpleFeatures

/// The order of features (OGC 24-030): keys, and the id behind them all.
struct Sorting: Hashable, Sendable {
    var keys: [FeatureQuery.SortKey] = []
    /// Follows the last key, so that an index is read in one direction.
    var isDescendingByID = false

    /// For a cursor, which goes on in this order only.
    var text: String {
        (keys.map { "\($0.isDescending ? "-" : "+")\($0.property)" } + [isDescendingByID ? "-" : "+"])
            .joined(separator: ",")
    }

    /// In the order of ids, as features come when nothing is said.
    var isNatural: Bool { keys.isEmpty && !isDescendingByID }
}

/// `sortby=+name,-number`: the sign `+`, which URLs turn into a blank, may be left out.
enum SortParameter {
    static let maximumCount = 16

    /// Whether features can be sorted by a property.
    static func isSortable(_ property: FeatureSchema.Property) -> Bool { property.type != .binary }

    static func read(_ parameters: QueryParameters, schema: FeatureSchema) throws(ParameterError) -> Sorting {
        guard let text = try parameters.value("sortby") else { return Sorting() }
        let parts = text.split(separator: ",", omittingEmptySubsequences: false)
        func invalid(_ expected: String) -> ParameterError {
            ParameterError(parameter: "sortby", value: text, expected: expected)
        }
        guard parts.count <= maximumCount else { throw invalid("at most \(maximumCount) properties") }
        var sorting = Sorting()
        var hasID = false
        for part in parts {
            let key = part.trimmingBlanks
            let isDescending = key.hasPrefix("-")
            let name = String(isDescending || key.hasPrefix("+") ? key.dropFirst() : key[...])
            guard !name.isEmpty else { throw invalid("properties joined by commas, each with + or - before it") }
            if let property = schema.property(named: name), isSortable(property) {
                guard !sorting.keys.contains(where: { $0.property == name }) else {
                    throw invalid("each property once, but '\(name)' stands there again")
                }
                // Ids are unique: what follows them decides nothing.
                if !hasID { sorting.keys.append(FeatureQuery.SortKey(property: name, isDescending: isDescending)) }
            } else if Queryables.identifiers.contains(name), schema.property(named: name) == nil {
                if !hasID { sorting.isDescendingByID = isDescending }
                hasID = true
            } else {
                throw .unknownProperty(
                    name, in: "sortby", known: schema.properties.filter(isSortable).map(\.name) + Queryables.identifiers
                )
            }
        }
        if !hasID { sorting.isDescendingByID = sorting.keys.last?.isDescending ?? false }
        return sorting
    }
}
