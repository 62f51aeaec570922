import SimpleFeatures

/// `slice`: a part of a list or text.
struct Slice: ExpressionNode {
    let type: ExpressionType
    let input: any ExpressionNode
    let start: any ExpressionNode
    let end: (any ExpressionNode)?
    let path: [Int]

    static func parse(_ parts: [JSONValue], _ context: ParsingContext) -> (any ExpressionNode)? {
        guard parts.count == 3 || parts.count == 4 else {
            context.fail("Expected 2 or 3 arguments, but found \(parts.count - 1) instead.")
            return nil
        }
        let input = context.parse(parts[1], at: 1, expecting: .value)
        let start = context.parse(parts[2], at: 2, expecting: .number)
        guard let input, let start else { return nil }
        guard input.type.isArray || input.type == .string || input.type == .value else {
            context.fail("Expected first argument to be of type array or string, but found \(input.type.name) instead")
            return nil
        }
        var end: (any ExpressionNode)?
        if parts.count == 4 {
            end = context.parse(parts[3], at: 3, expecting: .number)
            if end == nil { return nil }
        }
        return Slice(type: input.type, input: input, start: start, end: end, path: context.path)
    }

    func evaluate(_ context: EvaluationContext) throws(EvaluationError) -> StyleValue {
        let input = try input.evaluate(context)
        let start = try start.number(context)
        let end = try end?.number(context)
        switch input {
        case .string(let text):
            let characters = text.unicodeScalars
            let range = ScriptIndex.range(from: start, to: end, count: characters.count)
            return .string(String(String.UnicodeScalarView(characters.dropFirst(range.lowerBound).prefix(range.count))))
        case .array(let items):
            return .array(Array(items[ScriptIndex.range(from: start, to: end, count: items.count)]))
        default: throw EvaluationError(.unsliceable(input), path: path)
        }
    }

    var children: [any ExpressionNode] { [input, start] + (end.map { [$0] } ?? []) }
}

/// `length`: how many items or characters there are.
struct Length: ExpressionNode {
    let type = ExpressionType.number
    let input: any ExpressionNode
    let path: [Int]

    static func parse(_ parts: [JSONValue], _ context: ParsingContext) -> (any ExpressionNode)? {
        guard parts.count == 2 else {
            context.fail("Expected 1 argument, but found \(parts.count - 1) instead.")
            return nil
        }
        guard let input = context.parse(parts[1], at: 1) else { return nil }
        guard input.type.isArray || input.type == .string || input.type == .value else {
            context.fail("Expected argument of type string or array, but found \(input.type.name) instead.")
            return nil
        }
        return Length(input: input, path: context.path)
    }

    func number(_ context: EvaluationContext) throws(EvaluationError) -> Double {
        switch try input.evaluate(context) {
        case .string(let text): return Double(text.unicodeScalars.count)
        case .array(let items): return Double(items.count)
        case let found: throw EvaluationError(.unmeasurable(found), path: path)
        }
    }

    func evaluate(_ context: EvaluationContext) throws(EvaluationError) -> StyleValue {
        .number(try number(context))
    }

    var children: [any ExpressionNode] { [input] }
}

/// Places in lists as ECMAScript counts them: fractions are cut off, numbers below zero count from the end.
enum ScriptIndex {
    static func clamped(_ index: Double, count: Int) -> Int {
        guard !index.isNaN else { return 0 }
        let whole = index.rounded(.towardZero)
        return Int(min(max(0, whole < 0 ? Double(count) + whole : whole), Double(count)))
    }

    static func range(from start: Double, to end: Double?, count: Int) -> Range<Int> {
        let first = clamped(start, count: count)
        return first..<max(first, end.map { clamped($0, count: count) } ?? count)
    }
}
