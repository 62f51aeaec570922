public import SimpleFeatures

/// A property of a layer: a value that stands in the style, or an expression.
public struct StyleProperty<Value: StylePropertyValue>: Sendable {
    private enum Source: Sendable {
        case constant(Value)
        case expression(PropertyExpression)
    }

    public let name: String
    /// The default of the specification, also for features where the expression has no value.
    public let fallback: Value
    private let source: Source

    /// - Parameter json: nil when the style does not say.
    init(
        _ specification: PropertySpecification, _ json: JSONValue?, names: inout PropertyNames
    ) throws(ExpressionErrors) {
        name = specification.name
        guard let fallback = Value(specification.defaultValue.map(StyleValue.init) ?? .null) else {
            preconditionFailure("the specification has no default of \(Value.self) for \(specification.name)")
        }
        self.fallback = fallback
        guard let json, json != .null else {
            source = .constant(fallback)
            return
        }
        let expression = specification.hasTokens ? json.string.map(LegacyTokens.expression) ?? json : json
        guard expression.isExpressionOrFunction else {
            guard let value = Value(StyleValue(json)) else {
                throw ExpressionErrors("\(specification.name) cannot be \(json.compactText)")
            }
            source = .constant(value)
            return
        }
        let compiled = try PropertyExpression(expression, for: specification, names: &names)
        if let literal = compiled.root as? Literal, let value = Value(literal.value) {
            source = .constant(value)
        } else {
            source = .expression(compiled)
        }
    }

    /// The value for a feature at a zoom.
    public func value(_ context: EvaluationContext) -> Value {
        switch source {
        case .constant(let value): return value
        case .expression(let expression):
            do {
                return try Value.evaluate(expression.root, context) ?? fallback
            } catch {
                // A feature without what the expression needs is ordinary: the default is its look.
                return fallback
            }
        }
    }

    /// The value that holds for all features at all zooms, when there is one.
    public var constant: Value? {
        guard case .constant(let value) = source else { return nil }
        return value
    }

    /// How often the value changes.
    public var kind: PropertyExpression.Kind {
        guard case .expression(let expression) = source else { return .constant }
        return expression.kind
    }

    public var dependencies: Dependencies {
        guard case .expression(let expression) = source else { return .none }
        return expression.dependencies
    }
}

extension JSONValue {
    /// Whether it is not simply a value: an object, or a list that begins with an operator's name.
    var isExpressionOrFunction: Bool {
        switch self {
        case .object: true
        case .array(let parts): parts.first?.string.map { Operators.all[$0] != nil } ?? false
        case .null, .boolean, .integer, .real, .string: false
        }
    }
}
