import Foundation

extension CompoundDefinition {
    static let texts: [String: CompoundDefinition] = [
        "typeof": CompoundDefinition(
            .string, .exactly([.value]),
            .value { (context, compound) throws(EvaluationError) in
                .string(try compound.arguments[0].evaluate(context).type.name)
            }),
        "to-rgba": CompoundDefinition(.array(.number, count: 4), .exactly([.color]), .value(components)),
        "rgb": CompoundDefinition(.color, .exactly([.number, .number, .number]), .value(color)),
        "rgba": CompoundDefinition(.color, .exactly([.number, .number, .number, .number]), .value(color)),
        "upcase": CompoundDefinition(
            .string, .exactly([.string]),
            .value { (context, compound) throws(EvaluationError) in .string(try compound.text(0, context).uppercased())
            }),
        "downcase": CompoundDefinition(
            .string, .exactly([.string]),
            .value { (context, compound) throws(EvaluationError) in .string(try compound.text(0, context).lowercased())
            }),
        "concat": CompoundDefinition(.string, .anyNumber(of: .value), .value(concatenation)),
        "split": CompoundDefinition(.array(.string, count: nil), .exactly([.string, .string]), .value(split)),
        "join": CompoundDefinition(.string, .exactly([.array(.string, count: nil), .string]), .value(join)),
        "resolved-locale": CompoundDefinition(
            .string, .exactly([.collator]),
            .value { (context, compound) throws(EvaluationError) in
                guard case .collator(let collator) = try compound.arguments[0].evaluate(context) else { return .null }
                return .string(collator.resolvedLocale)
            }),
        "is-supported-script": CompoundDefinition(
            .boolean, .exactly([.string]),
            .boolean { (context, compound) throws(EvaluationError) in
                context.surroundings.isSupportedScript?(try compound.text(0, context)) ?? true
            }, reads: .environment),
        "error": CompoundDefinition(
            .error, .exactly([.string]),
            .value { (context, compound) throws(EvaluationError) in
                throw EvaluationError(.raised(try compound.text(0, context)), path: compound.path)
            }, reads: .failure),
    ]

    @Sendable private static func components(
        _ context: EvaluationContext, _ compound: Compound
    ) throws(EvaluationError) -> StyleValue {
        guard case .color(let color) = try compound.arguments[0].evaluate(context) else { return .null }
        let numbers = [color.red * 255, color.green * 255, color.blue * 255, color.alpha]
        return .array(numbers.map(StyleValue.number))
    }

    @Sendable private static func color(
        _ context: EvaluationContext, _ compound: Compound
    ) throws(EvaluationError) -> StyleValue {
        var parts: [StyleValue] = []
        for argument in compound.arguments { parts.append(.number(try argument.number(context))) }
        if parts.count == 3 { parts.append(.number(1)) }
        guard let color = Color(rgba: parts) else { throw EvaluationError(.invalidRGBA(parts), path: compound.path) }
        return .color(color)
    }

    @Sendable private static func concatenation(
        _ context: EvaluationContext, _ compound: Compound
    ) throws(EvaluationError) -> StyleValue {
        var text = ""
        for argument in compound.arguments {
            text += try TextLimit.checked(try argument.evaluate(context), compound.path)
            text = try TextLimit.checked(text, compound.path)
        }
        return .string(text)
    }

    @Sendable private static func split(
        _ context: EvaluationContext, _ compound: Compound
    ) throws(EvaluationError) -> StyleValue {
        let text = try compound.text(0, context)
        let separator = try compound.text(1, context)
        // Nothing between characters: every one is a part. Nothing at all has no part then.
        if separator.isEmpty { return .array(text.unicodeScalars.map { .string(String($0)) }) }
        return .array(text.components(separatedBy: separator).map(StyleValue.string))
    }

    @Sendable private static func join(
        _ context: EvaluationContext, _ compound: Compound
    ) throws(EvaluationError) -> StyleValue {
        let parts = try compound.arguments[0].evaluate(context).array ?? []
        let separator = try compound.text(1, context)
        let count = parts.reduce(separator.utf8.count * parts.count) { $0 + ($1.string?.utf8.count ?? 0) }
        guard count <= TextLimit.bytes else {
            throw EvaluationError(.tooLong(limit: TextLimit.bytes), path: compound.path)
        }
        return .string(parts.map(\.text).joined(separator: separator))
    }
}
