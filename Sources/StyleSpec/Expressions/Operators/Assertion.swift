import SimpleFeatures

/// `string`, `number`, `boolean`, `object`, `array`: the first argument that is of the type; also what the compiler puts
/// around a value that must be of a type.
struct Assertion: ExpressionNode {
    let type: ExpressionType
    let arguments: [any ExpressionNode]
    let path: [Int]

    private static let types: [String: ExpressionType] = [
        "string": .string, "number": .number, "boolean": .boolean, "object": .object,
    ]

    static func canFit(_ type: ExpressionType, to expected: ExpressionType) -> Bool {
        switch expected {
        case .string, .number, .boolean, .object, .array: type == .value
        default: false
        }
    }

    static func parse(_ parts: [JSONValue], _ context: ParsingContext) -> (any ExpressionNode)? {
        guard parts.count >= 2, let name = parts[0].string else {
            context.fail("Expected at least one argument.")
            return nil
        }
        var first = 1
        let type: ExpressionType
        if name == "array" {
            guard let array = arrayType(parts, context, first: &first) else { return nil }
            type = array
        } else {
            type = types[name] ?? .value
        }
        var arguments: [any ExpressionNode] = []
        for index in first..<parts.count {
            guard let argument = context.parse(parts[index], at: index, expecting: .value) else { return nil }
            arguments.append(argument)
        }
        return Assertion(type: type, arguments: arguments, path: context.path)
    }

    /// `["array", "number", 2, …]`: what the items are and how many, both optional.
    private static func arrayType(
        _ parts: [JSONValue], _ context: ParsingContext, first: inout Int
    ) -> ExpressionType? {
        var item = ExpressionType.value
        var count: Int?
        if parts.count > 2 {
            guard let name = parts[1].string, name != "object", let type = types[name] else {
                context.fail("The item type argument of \"array\" must be one of string, number, boolean", at: 1)
                return nil
            }
            item = type
            first += 1
        }
        if parts.count > 3 {
            if parts[2] != .null {
                guard let number = parts[2].number, let whole = Int(exactly: number), whole >= 0 else {
                    context.fail("The length argument to \"array\" must be a positive integer literal", at: 2)
                    return nil
                }
                count = whole
            }
            first += 1
        }
        return .array(item, count: count)
    }

    func evaluate(_ context: EvaluationContext) throws(EvaluationError) -> StyleValue {
        var found = StyleValue.null
        for argument in arguments {
            found = try argument.evaluate(context)
            if isFulfilled(by: found) { return found }
        }
        throw EvaluationError(.unexpectedType(expected: type, found: found), path: path)
    }

    func number(_ context: EvaluationContext) throws(EvaluationError) -> Double {
        if case .number(let number) = try arguments[0].evaluate(context) { return number }
        return try evaluate(context).number ?? .nan
    }

    private func isFulfilled(by value: StyleValue) -> Bool {
        switch (type, value) {
        case (.string, .string), (.number, .number), (.boolean, .boolean), (.object, .object): true
        case (.array, .array): value.type.isSubtype(of: type)
        default: false
        }
    }

    var children: [any ExpressionNode] { arguments }
    var isConstant: Bool { arguments.allSatisfy(\.isConstant) }
    var isOutputDefined: Bool { arguments.allSatisfy(\.isOutputDefined) }
}
