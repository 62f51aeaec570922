import SimpleFeatures

/// `var`: the value that `let` has given a name.
struct Var: ExpressionNode {
    let bound: any ExpressionNode

    var type: ExpressionType { bound.type }

    static func parse(_ parts: [JSONValue], _ context: ParsingContext) -> (any ExpressionNode)? {
        guard parts.count == 2, let name = parts[1].string else {
            context.fail("'var' expression requires exactly one string literal argument.")
            return nil
        }
        guard let binding = context.scope[name] else {
            context.fail(
                "Unknown variable \"\(name)\". Make sure \"\(name)\" has been bound in an enclosing \"let\" expression "
                    + "before using it.", at: 1)
            return nil
        }
        // Variables of variables of variables: what is short to write may be long to evaluate.
        guard context.compilation.takeSteps(binding.cost) else {
            context.fail("The expression is too large: it may have \(Compilation.maximumSteps) parts.")
            return nil
        }
        return Var(bound: binding.node)
    }

    func evaluate(_ context: EvaluationContext) throws(EvaluationError) -> StyleValue { try bound.evaluate(context) }
    func number(_ context: EvaluationContext) throws(EvaluationError) -> Double { try bound.number(context) }
    func boolean(_ context: EvaluationContext) throws(EvaluationError) -> Bool { try bound.boolean(context) }

    // What is bound is a child of `let`.
    var children: [any ExpressionNode] { [] }
    var isConstant: Bool { bound.isConstant }
}
