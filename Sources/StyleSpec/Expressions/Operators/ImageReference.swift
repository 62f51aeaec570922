import SimpleFeatures

/// `image`: an image of the sprite.
struct ImageReference: ExpressionNode {
    let type = ExpressionType.resolvedImage
    let name: any ExpressionNode

    static func parse(_ parts: [JSONValue], _ context: ParsingContext) -> (any ExpressionNode)? {
        guard parts.count == 2 else {
            context.fail("Expected two arguments.")
            return nil
        }
        guard let name = context.parse(parts[1], at: 1, expecting: .string) else {
            context.fail("No image name provided.")
            return nil
        }
        return ImageReference(name: name)
    }

    func evaluate(_ context: EvaluationContext) throws(EvaluationError) -> StyleValue {
        guard let name = try name.evaluate(context).string, !name.isEmpty else { return .null }
        let isAvailable = context.surroundings.images?.contains(name) ?? false
        return .image(ResolvedImage(name: name, isAvailable: isAvailable))
    }

    var children: [any ExpressionNode] { [name] }
}
