public import SimpleFeatures

/// What a property has in the features of a collection, or in those that match.
public struct PropertySummary: Sendable {
    /// Features looked at.
    public internal(set) var matched = 0
    /// Those that have no value.
    public internal(set) var missing = 0
    /// Ascending; of a property of numbers, without what is none (NaN, which counts as missing).
    public internal(set) var numbers: [Double] = []
    /// How many features have each value; of other properties, or where values were asked for.
    public internal(set) var values: [PropertyValue: Int] = [:]

    /// With what each addition rounds away (A. Neumaier, 1974): areas that are written with one decimal add up to one.
    public var sum: Double {
        var (sum, rest) = (0.0, 0.0)
        for number in numbers {
            let next = sum + number
            rest += abs(sum) >= abs(number) ? (sum - next) + number : (number - next) + sum
            sum = next
        }
        return sum + rest
    }
}

extension Store {
    /// Reads a property of the features that match.
    /// - Parameter asNumbers: whether its numbers are gathered, rather than how often each value occurs.
    /// - Throws: as `forEachFeature`, `GeoStoreError.propertyNotFound`.
    public func summary(
        of property: String, in collection: PublishedCollection, matching query: FeatureQuery, asNumbers: Bool,
        within limit: ReadLimit = .none
    ) throws -> PropertySummary {
        guard let place = collection.schema.properties.firstIndex(where: { $0.name == property }) else {
            throw GeoStoreError.propertyNotFound(
                property, collection: collection.id.name, known: collection.schema.properties.map(\.name))
        }
        var query = query
        query.properties = [property]
        query.readsGeometry = false
        var summary = PropertySummary()
        try forEachFeature(of: collection, matching: query, within: limit) { feature in
            summary.matched += 1
            let value = feature.values[place]
            guard asNumbers else {
                if value == .null || value == .text("") {
                    summary.missing += 1
                } else {
                    summary.values[value, default: 0] += 1
                }
                return
            }
            switch value {
            case .integer(let number): summary.numbers.append(Double(number))
            case .real(let number) where number.isFinite: summary.numbers.append(number)
            default: summary.missing += 1
            }
        }
        summary.numbers.sort()
        return summary
    }
}
