/// Why a filter is refused, and where. Nothing of a filter is ever ignored.
public struct FilterError: Error, Hashable, Sendable {
    public enum Place: Hashable, Sendable {
        /// Of filter text, both counted from 0; a character is a Unicode scalar.
        case text(byte: Int, character: Int)
        /// Of a JSON value (RFC 6901).
        case json(pointer: String)
        /// Of text that is not JSON.
        case byte(Int)
    }

    public enum Fault: Hashable, Sendable {
        // Reading
        case notUTF8
        case tooLong(bytes: Int, maximum: Int)
        case tooDeep(maximum: Int)
        case tooManyParts(maximum: Int)
        case notJSON(reason: String)
        case unexpected(found: String, expected: String)
        /// A text or a quoted name that never ends.
        case unterminated(found: String)
        case invalidNumber(String)
        /// Neither a date of the calendar nor a time, or finer than a microsecond.
        case invalidMoment(String, expected: String)
        case invalidGeometry(reason: String)

        // Checking
        case unknownProperty(String, known: [String])
        case unknownFunction(String, known: [String])
        case argumentCount(function: String, given: Int, expected: ClosedRange<Int>)
        /// An operand that the operator, predicate or function does not take.
        case wrongType(of: String, found: String, expected: String)
        case notComparable(String, with: String)

        // Compiling
        /// Right in itself, and more than this server does.
        case unsupported(String)
        /// A literal that has no place in the CRS of the collection.
        case outsideStorage(String)
    }

    public var fault: Fault
    /// Nil when it was not looked for.
    public var place: Place?
    /// The part of the filter at fault, where its place is not known yet.
    public var part: FilterPart?

    public init(_ fault: Fault, at place: Place? = nil, part: FilterPart? = nil) {
        self.fault = fault
        self.place = place
        self.part = part
    }

    /// Known names close to the one that is not.
    public var suggestions: [String] {
        switch fault {
        case .unknownProperty(let name, let known), .unknownFunction(let name, let known):
            NearNames.of(name, among: known)
        case .notUTF8, .tooLong, .tooDeep, .tooManyParts, .notJSON, .unexpected, .unterminated, .invalidNumber,
            .invalidMoment, .invalidGeometry, .argumentCount, .wrongType, .notComparable, .unsupported,
            .outsideStorage:
            []
        }
    }
}

extension FilterError: CustomStringConvertible {
    /// One English sentence without its place: what a log and a problem's detail say.
    public var description: String {
        switch fault {
        case .notUTF8: "the filter is not UTF-8"
        case .tooLong(let bytes, let maximum): "the filter has \(bytes) bytes; at most \(maximum) are read"
        case .tooDeep(let maximum): "the filter nests more than \(maximum) deep"
        case .tooManyParts(let maximum): "the filter has more than \(maximum) parts"
        case .notJSON(let reason): "the filter is not JSON: \(reason)"
        case .unexpected(let found, let expected): "found \(found), expected \(expected)"
        case .unterminated(let found): "\(found) has no end"
        case .invalidNumber(let text): "\(quoted(text)) is not a number that can be kept"
        case .invalidMoment(let text, let expected): "\(quoted(text)) is not \(expected)"
        case .invalidGeometry(let reason): reason
        case .unknownProperty(let name, let known):
            "there is no property \(quoted(name))" + hint(known, of: "properties")
        case .unknownFunction(let name, let known):
            "there is no function \(quoted(name))" + hint(known, of: "functions")
        case .argumentCount(let function, let given, let expected):
            "\(function.prefix(Self.longestText)) takes \(shown(expected)) arguments, not \(given)"
        case .wrongType(let name, let found, let expected): "\(name) takes \(expected), not \(found)"
        case .notComparable(let left, let right): "\(left) cannot be compared with \(right)"
        case .unsupported(let what): "\(what) is not supported"
        case .outsideStorage(let what): "\(what) has no place in the coordinate reference system of the collection"
        }
    }

    /// Characters of the client's own in a message.
    private static let longestText = 60

    private func quoted(_ text: String) -> String {
        let shown = text.prefix(Self.longestText)
        return "'\(shown)\(shown.endIndex < text.endIndex ? "…" : "")'"
    }

    private func shown(_ counts: ClosedRange<Int>) -> String {
        if counts.lowerBound == counts.upperBound { return String(counts.lowerBound) }
        return counts.upperBound == .max
            ? "at least \(counts.lowerBound)" : "\(counts.lowerBound) to \(counts.upperBound)"
    }

    /// Names in a message; the values have them all.
    private static let longestList = 30

    private func hint(_ known: [String], of what: String) -> String {
        let near = suggestions
        if !near.isEmpty { return "; did you mean \(near.joined(separator: ", "))?" }
        guard !known.isEmpty else { return "" }
        let list = known.prefix(Self.longestList).joined(separator: ", ")
        return "; \(what): \(list)\(known.count > Self.longestList ? ", …" : "")"
    }
}

/// A part of a filter's tree, to find out where it stands in what was read.
public enum FilterPart: Hashable, Sendable {
    case filter(Filter)
    case value(ValueExpression)
}

/// How much of a filter is read before it is refused.
public struct FilterLimits: Hashable, Sendable {
    /// Of the text or the JSON. A province's outline in full detail has some 150 kB.
    public var bytes = 1 << 20
    /// Parentheses, functions, arrays, negations within each other: stack safety; real filters stay under 10.
    public var nesting = 64
    /// Operators, operands and members of lists; positions of geometries are bounded by the bytes.
    public var parts = 10_000

    public init() {}

    public static let standard = FilterLimits()
}

/// What of the limits is used up.
struct ReadingBudget {
    let limits: FilterLimits
    private var parts = 0
    private var depth = 0

    init(_ limits: FilterLimits) { self.limits = limits }

    mutating func takePart() throws(FilterError) {
        parts += 1
        guard parts <= limits.parts else { throw FilterError(.tooManyParts(maximum: limits.parts)) }
    }

    mutating func enter() throws(FilterError) {
        depth += 1
        guard depth <= limits.nesting else { throw FilterError(.tooDeep(maximum: limits.nesting)) }
    }

    mutating func leave() { depth -= 1 }
}
