import SimpleFeatures

/// `at`: an item of a list.
struct At: ExpressionNode {
    let type: ExpressionType
    let index: any ExpressionNode
    let input: any ExpressionNode
    let path: [Int]

    static func parse(_ parts: [JSONValue], _ context: ParsingContext) -> (any ExpressionNode)? {
        guard parts.count == 3 else {
            context.fail("Expected 2 arguments, but found \(parts.count - 1) instead.")
            return nil
        }
        let index = context.parse(parts[1], at: 1, expecting: .number)
        let input = context.parse(
            parts[2], at: 2, expecting: .array(context.expected ?? .value, count: nil))
        guard let index, let input else { return nil }
        guard case .array(let item, _) = input.type else { return nil }
        return At(type: item, index: index, input: input, path: context.path)
    }

    func evaluate(_ context: EvaluationContext) throws(EvaluationError) -> StyleValue {
        let index = try index.number(context)
        let items = try input.evaluate(context).array ?? []
        if index < 0 { throw EvaluationError(.indexBelow(index), path: path) }
        if index >= Double(items.count) { throw EvaluationError(.indexBeyond(index, count: items.count), path: path) }
        guard let position = Int(exactly: index) else { throw EvaluationError(.indexNotWhole(index), path: path) }
        return items[position]
    }

    var children: [any ExpressionNode] { [index, input] }
}

/// What `in` and `index-of` look for, and in what.
private struct Search {
    let needle: any ExpressionNode
    let haystack: any ExpressionNode

    init?(_ parts: [JSONValue], _ context: ParsingContext) {
        let needle = context.parse(parts[1], at: 1, expecting: .value)
        let haystack = context.parse(parts[2], at: 2, expecting: .value)
        guard let needle, let haystack else { return nil }
        guard [.boolean, .string, .number, .null, .value].contains(needle.type) else {
            context.fail(
                "Expected first argument to be of type boolean, string, number or null, but found \(needle.type.name) "
                    + "instead")
            return nil
        }
        self.needle = needle
        self.haystack = haystack
    }
}

/// `in`: whether a list has an item, or a text another text.
struct In: ExpressionNode {
    let type = ExpressionType.boolean
    let needle: any ExpressionNode
    let haystack: any ExpressionNode
    let path: [Int]

    static func parse(_ parts: [JSONValue], _ context: ParsingContext) -> (any ExpressionNode)? {
        guard parts.count == 3 else {
            context.fail("Expected 2 arguments, but found \(parts.count - 1) instead.")
            return nil
        }
        guard let search = Search(parts, context) else { return nil }
        return In(needle: search.needle, haystack: search.haystack, path: context.path)
    }

    func boolean(_ context: EvaluationContext) throws(EvaluationError) -> Bool {
        let needle = try needle.evaluate(context)
        let haystack = try haystack.evaluate(context)
        guard haystack.isTruthy else { return false }
        try needle.checkFindable(path)
        switch haystack {
        case .string(let text):
            let wanted = needle.shownInSearch
            return wanted.isEmpty || text.contains(wanted)
        case .array(let items): return items.contains { $0.isIdentical(to: needle) }
        default: throw EvaluationError(.unsearchable(haystack), path: path)
        }
    }

    func evaluate(_ context: EvaluationContext) throws(EvaluationError) -> StyleValue {
        .boolean(try boolean(context))
    }

    var children: [any ExpressionNode] { [needle, haystack] }
    var isOutputDefined: Bool { true }
}

/// `index-of`: where a list has an item, or a text another text, in characters; -1 when nowhere.
struct IndexOf: ExpressionNode {
    let type = ExpressionType.number
    let needle: any ExpressionNode
    let haystack: any ExpressionNode
    let start: (any ExpressionNode)?
    let path: [Int]

    static func parse(_ parts: [JSONValue], _ context: ParsingContext) -> (any ExpressionNode)? {
        guard parts.count == 3 || parts.count == 4 else {
            context.fail("Expected 2 or 3 arguments, but found \(parts.count - 1) instead.")
            return nil
        }
        guard let search = Search(parts, context) else { return nil }
        var start: (any ExpressionNode)?
        if parts.count == 4 {
            start = context.parse(parts[3], at: 3, expecting: .number)
            if start == nil { return nil }
        }
        return IndexOf(needle: search.needle, haystack: search.haystack, start: start, path: context.path)
    }

    func number(_ context: EvaluationContext) throws(EvaluationError) -> Double {
        let needle = try needle.evaluate(context)
        let haystack = try haystack.evaluate(context)
        try needle.checkFindable(path)
        let start = try start?.number(context)
        switch haystack {
        case .string(let text): return Double(Self.index(of: needle.shownInSearch, in: text, from: start))
        case .array(let items):
            let first = ScriptIndex.clamped(start ?? 0, count: items.count)
            return Double(items[first...].firstIndex { $0.isIdentical(to: needle) } ?? -1)
        default: throw EvaluationError(.unsearchable(haystack), path: path)
        }
    }

    /// The start is counted in UTF-16 units, the result in characters: so it is in MapLibre.
    private static func index(of needle: String, in text: String, from start: Double?) -> Int {
        let units = Array(text.utf16)
        let wanted = Array(needle.utf16)
        // Unlike in lists, a start below zero is zero in texts.
        let first = Int(min(max(0, start?.rounded(.towardZero) ?? 0), Double(units.count)))
        guard wanted.count <= units.count else { return -1 }
        for index in first...max(first, units.count - wanted.count)
        where units[index...].starts(with: wanted) {
            return String(decoding: units[..<index], as: UTF16.self).unicodeScalars.count
        }
        return -1
    }

    func evaluate(_ context: EvaluationContext) throws(EvaluationError) -> StyleValue {
        .number(try number(context))
    }

    var children: [any ExpressionNode] { [needle, haystack] + (start.map { [$0] } ?? []) }
}

extension StyleValue {
    /// Only plain values can be looked for.
    fileprivate func checkFindable(_ path: [Int]) throws(EvaluationError) {
        switch self {
        case .null, .boolean, .number, .string: return
        default: throw EvaluationError(.notFindable(self), path: path)
        }
    }

    /// What is looked for in a text; unlike `to-string` it has a word for null.
    fileprivate var shownInSearch: String { self == .null ? "null" : text }
}
