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
