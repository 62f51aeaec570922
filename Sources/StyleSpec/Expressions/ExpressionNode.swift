/// A part of a compiled expression. Parts are values without state: they are evaluated on many threads at once.
protocol ExpressionNode: Sendable {
    var type: ExpressionType { get }

    func evaluate(_ context: EvaluationContext) throws(EvaluationError) -> StyleValue
    /// The value of a part whose type is number, without the detour over a `StyleValue`.
    func number(_ context: EvaluationContext) throws(EvaluationError) -> Double
    /// Likewise of a part whose type is boolean.
    func boolean(_ context: EvaluationContext) throws(EvaluationError) -> Bool

    /// The parts it is made of.
    var children: [any ExpressionNode] { get }
    /// What it reads itself, without its children.
    var ownDependencies: Dependencies { get }
    /// Whether it can be replaced by its value.
    var isConstant: Bool { get }
    /// Whether everything it may make stands in the style.
    var isOutputDefined: Bool { get }
}

extension ExpressionNode {
    func number(_ context: EvaluationContext) throws(EvaluationError) -> Double {
        guard case .number(let number) = try evaluate(context) else { return .nan }
        return number
    }

    func boolean(_ context: EvaluationContext) throws(EvaluationError) -> Bool { try evaluate(context).isTruthy }

    var ownDependencies: Dependencies { .none }

    // Children that are constant were replaced by literals when they were compiled.
    var isConstant: Bool { ownDependencies.isEmpty && children.allSatisfy { $0 is Literal } }

    var isOutputDefined: Bool { false }

    /// What it reads with all its parts.
    var dependencies: Dependencies {
        children.reduce(ownDependencies) { $0.union($1.dependencies) }
    }
}
