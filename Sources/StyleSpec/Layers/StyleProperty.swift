internal import SimpleFeatures

/// A property of a layer: a value that stands in the style, or an expression.
public struct StyleProperty<Value: StylePropertyValue>: Sendable {
    public let name: String
    /// The default of the specification, also for features where the expression has no value.
    public let fallback: Value
    /// The value that holds for all features at all zooms, when there is one.
    public let constant: Value?
    @usableFromInline let expression: PropertyExpression?

    /// - Parameter given: nil when the style does not say.
    init(
        _ specification: PropertySpecification, _ given: JSONValue?, names: inout PropertyNames
    ) throws(ExpressionErrors) {
        name = specification.name
        guard let fallback = Value(style: specification.defaultValue.map(StyleValue.init) ?? .null) else {
            preconditionFailure("the specification has no default of \(Value.self) for \(specification.name)")
        }
        self.fallback = fallback
        guard let given, given != .null else {
            (constant, self.expression) = (fallback, nil)
            return
        }
        let json = specification.hasTokens ? given.string.map(LegacyTokens.expression) ?? given : given
        guard json.isExpressionOrFunction else {
            guard let value = Value(style: StyleValue(json)) else {
                throw ExpressionErrors("\(specification.name) cannot be \(json.compactText)")
            }
            (constant, self.expression) = (value, nil)
            return
        }
        let compiled = try PropertyExpression(json, for: specification, names: &names)
        if let literal = compiled.root as? Literal, let value = Value(style: literal.value) {
            (constant, self.expression) = (value, nil)
        } else {
            (constant, self.expression) = (nil, compiled)
        }
    }

    /// The value for a feature at a zoom.
    ///
    /// Measured for each feature (release, busy machine, `make bench BENCH=styles`): `interpolate` on the zoom 45 ns, `match`
    /// on a text property 140 ns, the one between two of the other 330 ns. Inlined, so that it is compiled for the type
    /// where it is asked for; otherwise it looks up at every call what type that is.
    @inlinable
    public func value(_ context: EvaluationContext) -> Value {
        guard let expression else { return constant ?? fallback }
        return Value.value(of: expression, context) ?? fallback
    }

    /// How often the value changes.
    public var kind: PropertyExpression.Kind { expression?.kind ?? .constant }

    public var dependencies: Dependencies { expression?.dependencies ?? .none }
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
