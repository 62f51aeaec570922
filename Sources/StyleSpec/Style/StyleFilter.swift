public import SimpleFeatures

/// Which features a layer draws.
public struct StyleFilter: Sendable {
    private let expression: PropertyExpression

    /// A filter in either syntax.
    /// - Throws: `ExpressionErrors`.
    public init(_ json: JSONValue, names: inout PropertyNames) throws(ExpressionErrors) {
        expression = try PropertyExpression(filter: json, names: &names)
    }

    /// Whether a feature is drawn. One for which the filter fails is not.
    public func accepts(_ context: EvaluationContext) -> Bool {
        do {
            return try expression.root.boolean(context)
        } catch {
            return false
        }
    }

    public var dependencies: Dependencies { expression.dependencies }
}
