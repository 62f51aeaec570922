import SimpleFeatures

/// `global-state`: a value that the style, or the program that draws it, has set.
struct GlobalState: ExpressionNode {
    let type = ExpressionType.value
    let key: String

    static func parse(_ parts: [JSONValue], _ context: ParsingContext) -> (any ExpressionNode)? {
        guard parts.count == 2 else {
            context.fail("Expected 1 argument, but found \(parts.count - 1) instead.")
            return nil
        }
        guard parts[1] != .null else {
            context.fail("Global state property must be defined.")
            return nil
        }
        guard let key = parts[1].string else {
            context.fail("Global state property must be string, but found \(parts[1].scriptType) instead.")
            return nil
        }
        return GlobalState(key: key)
    }

    func evaluate(_ context: EvaluationContext) -> StyleValue { context.surroundings.globalState[key] ?? .null }

    var children: [any ExpressionNode] { [] }
    var ownDependencies: Dependencies { Dependencies(.globalState) }
}
