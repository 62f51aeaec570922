import SimpleFeatures

/// `collator`: a way to compare texts.
struct CollatorReference: ExpressionNode {
    let type = ExpressionType.collator
    let isCaseSensitive: any ExpressionNode
    let isDiacriticSensitive: any ExpressionNode
    let locale: (any ExpressionNode)?

    static func parse(_ parts: [JSONValue], _ context: ParsingContext) -> (any ExpressionNode)? {
        guard parts.count == 2 else {
            context.fail("Expected one argument.")
            return nil
        }
        guard let options = parts[1].object else {
            context.fail("Collator options argument must be an object.")
            return nil
        }
        guard
            let isCaseSensitive = context.parse(
                options["case-sensitive"] ?? false, at: 1, expecting: .boolean),
            let isDiacriticSensitive = context.parse(
                options["diacritic-sensitive"] ?? false, at: 1, expecting: .boolean)
        else { return nil }
        var locale: (any ExpressionNode)?
        if let json = options["locale"], json.isGiven {
            locale = context.parse(json, at: 1, expecting: .string)
            if locale == nil { return nil }
        }
        return CollatorReference(
            isCaseSensitive: isCaseSensitive, isDiacriticSensitive: isDiacriticSensitive, locale: locale)
    }

    func evaluate(_ context: EvaluationContext) throws(EvaluationError) -> StyleValue {
        .collator(
            TextCollator(
                isCaseSensitive: try isCaseSensitive.boolean(context),
                isDiacriticSensitive: try isDiacriticSensitive.boolean(context),
                locale: try locale?.evaluate(context).string))
    }

    var children: [any ExpressionNode] { [isCaseSensitive, isDiacriticSensitive] + (locale.map { [$0] } ?? []) }
    // Which languages there are differs from machine to machine.
    var ownDependencies: Dependencies { Dependencies(.environment) }
}
