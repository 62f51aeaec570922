/// `["has", "name"]`: whether the feature has a property.
struct PropertyPresence: ExpressionNode {
    let name: PropertyName

    var type: ExpressionType { .boolean }

    func boolean(_ context: EvaluationContext) -> Bool { context.feature?.value(of: name) != nil }

    func evaluate(_ context: EvaluationContext) -> StyleValue { .boolean(boolean(context)) }

    var children: [any ExpressionNode] { [] }
    var ownDependencies: Dependencies { Dependencies(.feature, properties: .some([name.text])) }
}
