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
        if let json = options["locale"], StyleValue.isGiven(json) {
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

/// `semiliteral`: a list whose items are expressions.
struct Semiliteral: ExpressionNode {
    let type: ExpressionType
    let items: [any ExpressionNode]

    static func parse(_ parts: [JSONValue], _ context: ParsingContext) -> (any ExpressionNode)? {
        guard parts.count == 2 else {
            context.fail(
                "'semiliteral' expression requires exactly one argument, but found \(parts.count - 1) instead.")
            return nil
        }
        guard let list = parts[1].array else {
            return Literal.value(of: parts[1], context).map { Literal(type: $0.type, value: $0) }
        }
        var items: [any ExpressionNode] = []
        for json in list {
            // At the place of the list itself, as in MapLibre.
            guard let item = context.parse(json) else { return nil }
            items.append(item)
        }
        let item = ExpressionType.common(of: items.lazy.map(\.type))
        return Semiliteral(type: .array(item, count: items.count), items: items)
    }

    func evaluate(_ context: EvaluationContext) throws(EvaluationError) -> StyleValue {
        var values: [StyleValue] = []
        for item in items { values.append(try item.evaluate(context)) }
        return .array(values)
    }

    var children: [any ExpressionNode] { items }
    var isOutputDefined: Bool { items.allSatisfy(\.isOutputDefined) }
}
