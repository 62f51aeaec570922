public import SimpleFeatures

/// A compiled expression of a property or filter. It is an object, so that handing it about costs one count.
public final class PropertyExpression: Sendable {
    /// How often the value changes.
    public enum Kind: Hashable, Sendable {
        case constant
        /// With the zoom.
        case camera
        /// From feature to feature.
        case source
        /// With both.
        case composite
    }

    let root: any ExpressionNode
    public let kind: Kind
    /// Which properties, and what else, it reads.
    public let dependencies: Dependencies
    /// The zooms at which it bends or jumps; empty when it does not depend on the zoom.
    public let zoomStops: [Double]

    /// Compiles an expression, or a function of before expressions.
    /// - Parameter names: gets the names of properties that the expression reads.
    /// - Throws: `ExpressionErrors`.
    public init(
        _ json: JSONValue, for specification: PropertySpecification, names: inout PropertyNames
    ) throws(ExpressionErrors) {
        let expression =
            json.object == nil ? json : try LegacyFunction(json, for: specification).expression()
        let compiled = try Self.compile(expression, for: specification, names: &names)
        let dependencies = compiled.dependencies
        let isOfFeature = dependencies.sources.contains(.feature)
        let isOfZoom = dependencies.sources.contains(.zoom)
        if isOfFeature, !specification.takesFeatures { throw ExpressionErrors("data expressions not supported") }
        if isOfZoom, !specification.takesZoom { throw ExpressionErrors("zoom expressions not supported") }
        switch ZoomCurve.search(compiled) {
        case .nothing:
            if isOfZoom { throw ExpressionErrors(ZoomCurve.misplaced) }
            kind = isOfFeature ? .source : .constant
            zoomStops = []
        case .wrong(let message): throw ExpressionErrors(message)
        case .found(let curve):
            if curve.isInterpolated, !specification.isInterpolated {
                throw ExpressionErrors("\"interpolate\" expressions cannot be used with this property")
            }
            kind = isOfFeature ? .composite : .camera
            zoomStops = curve.labels
        }
        root = compiled
        self.dependencies = dependencies
    }

    /// Compiles a filter: the zoom may stand anywhere in it.
    init(filter json: JSONValue, names: inout PropertyNames) throws(ExpressionErrors) {
        var specification = PropertySpecification("filter", .boolean)
        specification.expression = .init(isInterpolated: false, isOfZoom: true)
        root = try Self.compile(LegacyFilter.expression(of: json), for: specification, names: &names)
        dependencies = root.dependencies
        zoomStops = []
        kind =
            switch (dependencies.sources.contains(.feature), dependencies.sources.contains(.zoom)) {
            case (true, true): .composite
            case (true, false): .source
            case (false, true): .camera
            case (false, false): .constant
            }
    }

    /// Compiles what may stand where a property is, without looking at how it varies.
    static func compile(
        _ json: JSONValue, for specification: PropertySpecification, names: inout PropertyNames
    ) throws(ExpressionErrors) -> any ExpressionNode {
        let compilation = Compilation(names: names)
        defer { names = compilation.names }
        let context = ParsingContext(compilation, expected: specification.expectedType)
        // Texts take values of any type.
        let annotation: ParsingContext.Annotation? = specification.type == .string ? .coercion : nil
        guard let root = context.parse(json, annotation: annotation) else {
            throw ExpressionErrors(all: context.errors.all)
        }
        return root
    }

    /// The value for a feature at a zoom.
    public func evaluate(_ context: EvaluationContext) throws(EvaluationError) -> StyleValue {
        try root.evaluate(context)
    }

    /// The value; nil where there is none. A feature without what the expression needs is ordinary.
    func value(_ context: EvaluationContext) -> StyleValue? {
        do { return try root.evaluate(context) } catch { return nil }
    }

    /// The number that an expression of numbers makes; nil where there is none.
    func number(_ context: EvaluationContext) -> Double? {
        do {
            let number = try root.number(context)
            return number.isNaN ? nil : number
        } catch { return nil }
    }
}
