import SimpleFeatures

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
        guard let search = SearchOperands(parts, context) else { return nil }
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
