import SimpleFeatures

/// What of a feature an expression looks at, where it is one thing.
enum ExpressionInput: Hashable {
    case property(String)
    case geometryType

    /// `["get", "loai"]`, also inside what only gives it a type or another case.
    init?(_ expression: JSONValue) {
        guard let parts = expression.array, let name = parts.first?.string else { return nil }
        switch name {
        case "get":
            guard parts.count == 2, let property = parts[1].string else { return nil }
            self = .property(property)
        case "geometry-type": self = .geometryType
        case "string", "number", "boolean", "to-string", "to-number", "to-boolean", "coalesce", "downcase", "upcase",
            "round", "floor", "ceil":
            guard parts.count > 1 else { return nil }
            self.init(parts[1])
        default: return nil
        }
    }

    /// Nil where it is no property.
    var name: String? {
        switch self {
        case .property(let name): name
        case .geometryType: nil
        }
    }

    /// A feature for which it is a value.
    func example(_ value: JSONValue) -> FeatureExample {
        switch self {
        case .property(let name): FeatureExample(properties: [name: StyleValue(value)])
        case .geometryType: FeatureExample(geometryType: value.string.flatMap(StyleGeometryType.init(rawValue:)))
        }
    }
}
