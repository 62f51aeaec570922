extension CompoundDefinition {
    static let logic: [String: CompoundDefinition] = [
        "!": CompoundDefinition(
            .boolean, .exactly([.boolean]),
            .boolean { (context, compound) throws(EvaluationError) in !(try compound.arguments[0].boolean(context)) }),
        "all": CompoundDefinition(
            .boolean, [(.exactly([.boolean, .boolean]), .boolean(all)), (.anyNumber(of: .boolean), .boolean(all))]),
        "any": CompoundDefinition(
            .boolean, [(.exactly([.boolean, .boolean]), .boolean(any)), (.anyNumber(of: .boolean), .boolean(any))]),
    ]

    @Sendable private static func all(
        _ context: EvaluationContext, _ compound: Compound
    ) throws(EvaluationError) -> Bool {
        for argument in compound.arguments where !(try argument.boolean(context)) { return false }
        return true
    }

    @Sendable private static func any(
        _ context: EvaluationContext, _ compound: Compound
    ) throws(EvaluationError) -> Bool {
        for argument in compound.arguments where try argument.boolean(context) { return true }
        return false
    }
}
