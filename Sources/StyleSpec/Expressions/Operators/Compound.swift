/// An operator whose arguments are evaluated all, and have types that are known beforehand.
struct Compound: ExpressionNode {
    /// How its value is made.
    enum Body: Sendable {
        case constant(Double)
        case unary(@Sendable (Double) -> Double)
        case binary(@Sendable (Double, Double) -> Double)
        /// Of any number of arguments, from a number on.
        case fold(Double, @Sendable (Double, Double) -> Double)
        case contextual(@Sendable (EvaluationContext) -> Double)
        case boolean(@Sendable (EvaluationContext, Compound) throws(EvaluationError) -> Bool)
        case value(@Sendable (EvaluationContext, Compound) throws(EvaluationError) -> StyleValue)
    }

    let name: String
    let type: ExpressionType
    let body: Body
    let arguments: [any ExpressionNode]
    let path: [Int]
    var ownDependencies: Dependencies
    /// The property that a filter of before expressions looks at.
    var property: PropertyName?

    func number(_ context: EvaluationContext) throws(EvaluationError) -> Double {
        switch body {
        case .constant(let number): return number
        case .unary(let function): return function(try arguments[0].number(context))
        case .binary(let function):
            return function(try arguments[0].number(context), try arguments[1].number(context))
        case .fold(let start, let function):
            var result = start
            for argument in arguments { result = function(result, try argument.number(context)) }
            return result
        case .contextual(let function): return function(context)
        case .boolean(let function): return try function(context, self) ? 1 : 0
        case .value(let function): return try function(context, self).number ?? .nan
        }
    }

    func boolean(_ context: EvaluationContext) throws(EvaluationError) -> Bool {
        switch body {
        case .boolean(let function): try function(context, self)
        case .value(let function): try function(context, self).isTruthy
        case .constant, .unary, .binary, .fold, .contextual: try number(context) != 0
        }
    }

    func evaluate(_ context: EvaluationContext) throws(EvaluationError) -> StyleValue {
        switch body {
        case .boolean(let function): .boolean(try function(context, self))
        case .value(let function): try function(context, self)
        case .constant, .unary, .binary, .fold, .contextual: .number(try number(context))
        }
    }

    var children: [any ExpressionNode] { arguments }

    /// The text of an argument whose type is string.
    func text(_ index: Int, _ context: EvaluationContext) throws(EvaluationError) -> String {
        try arguments[index].evaluate(context).string ?? ""
    }

    /// The value of an argument that stands in the style.
    func literal(_ index: Int) -> StyleValue { (arguments[index] as? Literal)?.value ?? .null }
}
