import CQL2
import GeoStore
import SimpleFeatures

/// What `/collections/{collectionId}/classes` is asked with.
struct ClassesParameters: Sendable {
    enum Method: Sendable {
        case breaks(ClassBreaks.Method)
        case values

        var needsNumbers: Bool {
            switch self {
            case .breaks: true
            case .values: false
            }
        }

        static let names = ClassBreaks.Method.allCases.map(\.rawValue) + ["values"]
    }

    static let names: Set<String> = FilterParameter.names.union(["property", "method", "count"])
    static let breakCounts = 1...12
    static let valueCounts = 1...50
    static let usualBreaks = 5
    static let usualValues = 12

    let property: FeatureSchema.Property
    let method: Method
    let count: Int
    let query: FeatureQuery
    private let filterSource: FilterSource?

    /// - Throws: `ParameterError`, `FilterError`, `ProjError`.
    init(_ parameters: QueryParameters, collection: PublishedCollection) throws {
        try parameters.allow(Self.names)
        try parameters.requireWholeTexts()
        property = try Self.property(parameters, collection.schema)
        method = try Self.method(parameters, for: property)
        count = try Self.count(parameters, for: method)
        let filter = try FilterParameter.read(parameters, collection: collection)
        filterSource = filter?.source
        var query = FeatureQuery()
        query.filter = filter?.filter
        query.filterCRS = filter?.crs ?? .crs84
        self.query = query
    }

    private static func property(
        _ parameters: QueryParameters, _ schema: FeatureSchema
    ) throws(ParameterError) -> FeatureSchema.Property {
        let known = schema.properties.filter { $0.type != .binary }
        guard let name = try parameters.value("property") else {
            throw ParameterError(
                parameter: "property", value: "",
                expected: "one of the properties \(known.map(\.name).joined(separator: ", "))")
        }
        guard let property = known.first(where: { $0.name == name }) else {
            throw .unknownProperty(name, in: "property", known: known.map(\.name))
        }
        return property
    }

    private static func method(
        _ parameters: QueryParameters, for property: FeatureSchema.Property
    ) throws(ParameterError) -> Method {
        let hasNumbers = property.type == .integer || property.type == .real
        guard let text = try parameters.value("method") else { return hasNumbers ? .breaks(.quantile) : .values }
        if text == "values" { return .values }
        guard let method = ClassBreaks.Method(rawValue: text) else {
            throw ParameterError(
                parameter: "method", value: text, expected: "one of \(Method.names.joined(separator: ", "))")
        }
        guard hasNumbers else {
            throw ParameterError(
                parameter: "method", value: text, expected: "values, since \(property.name) holds no numbers")
        }
        return .breaks(method)
    }

    private static func count(_ parameters: QueryParameters, for method: Method) throws(ParameterError) -> Int {
        let (allowed, usual) =
            switch method {
            case .breaks: (breakCounts, usualBreaks)
            case .values: (valueCounts, usualValues)
            }
        guard let text = try parameters.value("count") else { return usual }
        guard let count = Int(text), allowed.contains(count) else {
            throw ParameterError(
                parameter: "count", value: text,
                expected: "a whole number from \(allowed.lowerBound) to \(allowed.upperBound)")
        }
        return count
    }

    /// An error with the place of the part of the filter that it names, others as they are.
    func located(_ error: any Error) -> any Error {
        guard let error = error as? FilterError, let filterSource else { return error }
        return filterSource.located(error)
    }
}
