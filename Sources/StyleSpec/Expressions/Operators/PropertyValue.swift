/// `["get", "name"]`: a property of the feature.
struct PropertyValue: ExpressionNode {
    let name: PropertyName

    var type: ExpressionType { .value }

    func evaluate(_ context: EvaluationContext) -> StyleValue { context.feature?.value(of: name) ?? .null }

    var children: [any ExpressionNode] { [] }
    var ownDependencies: Dependencies { Dependencies(.feature, properties: .some([name.text])) }
}
