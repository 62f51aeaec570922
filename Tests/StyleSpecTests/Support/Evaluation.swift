import SimpleFeatures

@testable import StyleSpec

/// Expressions as tests write them.
enum Evaluation {
    static func json(_ text: String) throws -> JSONValue { try JSONReader.read(Array(text.utf8)) }

    /// Compiles an expression for a property that takes everything.
    static func compile(_ json: JSONValue, as type: PropertySpecification.ValueType? = nil) throws -> PropertyExpression
    {
        var names = PropertyNames()
        var property = PropertySpecification("some-property", type)
        property.expression = .init(isInterpolated: true, isOfZoom: true)
        return try PropertyExpression(json, for: property, names: &names)
    }

    /// What an expression makes, in the form in which the specification's tests write values.
    static func value(
        _ text: String, as type: PropertySpecification.ValueType? = nil,
        in context: EvaluationContext = EvaluationContext(zoom: 10)
    ) throws -> JSONValue {
        try compile(json(text), as: type).evaluate(context).fixtureJSON
    }

    /// Why an expression is none.
    static func errors(_ json: JSONValue, as type: PropertySpecification.ValueType? = nil) -> [ExpressionError] {
        do {
            _ = try compile(json, as: type)
            return []
        } catch {
            return (error as? ExpressionErrors)?.all ?? []
        }
    }
}
