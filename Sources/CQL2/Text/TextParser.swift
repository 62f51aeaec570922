internal import SimpleFeatures

extension Filter {
    /// Reads filter text (cql2-text).
    /// - Throws: `FilterError` with the byte and the character where reading stopped.
    public init(text: String, limits: FilterLimits = .standard) throws(FilterError) {
        try self.init(text: Array(text.utf8), limits: limits)
    }

    /// Reads filter text of bytes that nobody has checked yet.
    public init(text bytes: [UInt8], limits: FilterLimits = .standard) throws(FilterError) {
        var parser = try TextParser(bytes, limits: limits)
        self = try parser.read()
    }
}

/// Filter text to a tree: one word of look-ahead, one function for each level of precedence.
///
/// ```
/// OR < AND < NOT < = LIKE BETWEEN IN IS < + - < * / % DIV < ^ < sign
/// ```
struct TextParser {
    var lexer: Lexer
    var token = Token(kind: .end, range: 0..<0)
    /// Where the word before `token` ended.
    var previousEnd = 0
    var budget: ReadingBudget
    /// The last pair of parentheses around a single value.
    var lastGroup = 0..<0
    /// A part of the tree whose place is looked for, and the byte where it begins.
    private let sought: FilterPart?
    private(set) var foundAt: Int?

    init(_ bytes: [UInt8], limits: FilterLimits, sought: FilterPart? = nil) throws(FilterError) {
        guard bytes.count <= limits.bytes else {
            throw FilterError(.tooLong(bytes: bytes.count, maximum: limits.bytes))
        }
        guard String(validating: bytes, as: UTF8.self) != nil else { throw FilterError(.notUTF8) }
        lexer = Lexer(bytes)
        budget = ReadingBudget(limits)
        self.sought = sought
    }

    mutating func read() throws(FilterError) -> Filter {
        do throws(FilterError) {
            try advance()
            let filter = try readFilter()
            guard token.kind == .end else { throw unexpected("AND, OR or the end of the filter") }
            return filter
        } catch {
            throw error.placed(at: token.range.lowerBound, in: lexer.bytes)
        }
    }

    // MARK: Words

    mutating func advance() throws(FilterError) {
        previousEnd = token.range.upperBound
        token = try lexer.next()
    }

    func isKeyword(_ word: String) -> Bool { token.kind == .name && token.word == word }
    func isSymbol(_ symbol: String) -> Bool { token.kind == .symbol && token.word == symbol }

    mutating func skip(_ symbol: String) throws(FilterError) -> Bool {
        guard isSymbol(symbol) else { return false }
        try advance()
        return true
    }

    mutating func skip(keyword: String) throws(FilterError) -> Bool {
        guard isKeyword(keyword) else { return false }
        try advance()
        return true
    }

    mutating func expect(_ symbol: String) throws(FilterError) {
        guard try skip(symbol) else { throw unexpected("'\(symbol)'") }
    }

    /// The word at hand is not what could stand here.
    func unexpected(_ expected: String) -> FilterError {
        let found = token.kind == .end ? "the end of the filter" : "'\(lexer.snippet(token.range))'"
        return FilterError(.unexpected(found: found, expected: expected))
            .placed(at: token.range.lowerBound, in: lexer.bytes)
    }

    func fault(_ fault: FilterError.Fault, at byte: Int) -> FilterError {
        FilterError(fault).placed(at: byte, in: lexer.bytes)
    }

    /// Runs `body` one level deeper.
    mutating func nested<Result>(
        _ body: (inout TextParser) throws(FilterError) -> Result
    ) throws(FilterError) -> Result {
        try budget.enter()
        defer { budget.leave() }
        return try body(&self)
    }

    // MARK: Parts of the tree

    mutating func made(_ filter: Filter, at start: Int) throws(FilterError) -> ValueExpression {
        try budget.takePart()
        if foundAt == nil, case .filter(filter)? = sought { foundAt = start }
        if case .function(let call) = filter { return .function(call) }
        return .filter(filter)
    }

    mutating func made(_ value: ValueExpression, at start: Int) throws(FilterError) -> ValueExpression {
        try budget.takePart()
        if foundAt == nil, case .value(value)? = sought { foundAt = start }
        return value
    }

    // MARK: Logic

    private mutating func readFilter() throws(FilterError) -> Filter {
        let value = try readValue()
        return try truth(value)
    }

    /// A value that must be true or false; the word behind it is at hand.
    private func truth(_ value: ValueExpression) throws(FilterError) -> Filter {
        switch value {
        case .filter(let filter): filter
        case .function(let call): .function(call)
        case .property, .text, .integer, .real, .geometry, .box, .date, .timestamp, .interval, .array, .arithmetic,
            .caseInsensitive, .accentInsensitive:
            throw unexpected("a comparison: =, <>, <, >, <=, >=, LIKE, BETWEEN, IN or IS NULL")
        }
    }

    /// Anything, at the lowest precedence.
    mutating func readValue() throws(FilterError) -> ValueExpression {
        try readChain("OR", of: { (parser) throws(FilterError) in try parser.readConjunction() }, Filter.or)
    }

    private mutating func readConjunction() throws(FilterError) -> ValueExpression {
        try readChain("AND", of: { (parser) throws(FilterError) in try parser.readNegation() }, Filter.and)
    }

    private mutating func readChain(
        _ keyword: String, of read: (inout TextParser) throws(FilterError) -> ValueExpression,
        _ join: ([Filter]) -> Filter
    ) throws(FilterError) -> ValueExpression {
        let start = token.range.lowerBound
        let first = try read(&self)
        guard isKeyword(keyword) else { return first }
        var terms = [try truth(first)]
        while try skip(keyword: keyword) {
            let term = try read(&self)
            terms.append(try truth(term))
        }
        return try made(join(terms), at: start)
    }

    private mutating func readNegation() throws(FilterError) -> ValueExpression {
        guard isKeyword("NOT") else { return try readPredicate() }
        let start = token.range.lowerBound
        try advance()
        let inner = try nested { (parser) throws(FilterError) in try parser.readNegation() }
        return try made(.not(truth(inner)), at: start)
    }

    // MARK: Comparisons

    private mutating func readPredicate() throws(FilterError) -> ValueExpression {
        let start = token.range.lowerBound
        let left = try readSum()
        if token.kind == .symbol, let comparison = ComparisonOperator(rawValue: token.word) {
            try advance()
            return try made(.comparison(comparison, left, readSum()), at: start)
        }
        if try skip(keyword: "IS") {
            let isNegated = try skip(keyword: "NOT")
            guard try skip(keyword: "NULL") else { throw unexpected(isNegated ? "NULL" : "NULL or NOT NULL") }
            return try negated(isNegated, .isNull(left), at: start)
        }
        let isNegated = try skip(keyword: "NOT")
        if let predicate = try readListPredicate(of: left) { return try negated(isNegated, predicate, at: start) }
        guard !isNegated else { throw unexpected("LIKE, BETWEEN or IN") }
        return left
    }

    private mutating func negated(
        _ isNegated: Bool, _ filter: Filter, at start: Int
    ) throws(FilterError) -> ValueExpression {
        let positive = try made(filter, at: start)
        return isNegated ? try made(.not(filter), at: start) : positive
    }

    private mutating func readListPredicate(of left: ValueExpression) throws(FilterError) -> Filter? {
        if try skip(keyword: "LIKE") { return .like(left, pattern: try readPattern()) }
        // ILIKE is not of the standard, and nothing else could be meant.
        if try skip(keyword: "ILIKE") {
            return .like(.caseInsensitive(left), pattern: .caseInsensitive(try readPattern()))
        }
        if try skip(keyword: "BETWEEN") {
            let lower = try readSum()
            guard try skip(keyword: "AND") else { throw unexpected("AND and the upper bound") }
            return .between(left, lower: lower, upper: try readSum())
        }
        guard try skip(keyword: "IN") else { return nil }
        guard isSymbol("(") else { throw unexpected("'(' and a list of values") }
        return .isIn(left, try readList { (parser) throws(FilterError) in try parser.readValue() })
    }

    /// A text, alone or within CASEI and ACCENTI.
    private mutating func readPattern() throws(FilterError) -> ValueExpression {
        let start = token.range.lowerBound
        if token.kind == .text { return try readPrimary() }
        guard isKeyword("CASEI") || isKeyword("ACCENTI") else {
            throw unexpected("a pattern in single quotes, alone or within CASEI or ACCENTI")
        }
        let isCase = token.word == "CASEI"
        try advance()
        try expect("(")
        let inner = try nested { (parser) throws(FilterError) in try parser.readPattern() }
        try expect(")")
        return try made(isCase ? .caseInsensitive(inner) : .accentInsensitive(inner), at: start)
    }

    // MARK: Arithmetic

    mutating func readSum() throws(FilterError) -> ValueExpression {
        try readOperations(["+": .add, "-": .subtract]) { (parser) throws(FilterError) in try parser.readProduct() }
    }

    private mutating func readProduct() throws(FilterError) -> ValueExpression {
        try readOperations(["*": .multiply, "/": .divide, "%": .modulo, "DIV": .integerDivide]) {
            (parser) throws(FilterError) in try parser.readPower()
        }
    }

    private mutating func readOperations(
        _ operators: [String: ArithmeticOperator], of read: (inout TextParser) throws(FilterError) -> ValueExpression
    ) throws(FilterError) -> ValueExpression {
        let start = token.range.lowerBound
        var left = try read(&self)
        var entered = 0
        defer { for _ in 0..<entered { budget.leave() } }
        while token.kind == .symbol || token.kind == .name, let operation = operators[token.word] {
            // `a - b - c` nests to the left.
            try budget.enter()
            entered += 1
            try requireNumber(left)
            try advance()
            let operandStart = token
            let right = try read(&self)
            try requireNumber(right, at: operandStart)
            left = try made(.arithmetic(operation, left, right), at: start)
        }
        return left
    }

    private mutating func readPower() throws(FilterError) -> ValueExpression {
        let start = token.range.lowerBound
        let base = try readSigned()
        guard isSymbol("^") else { return base }
        try requireNumber(base)
        try advance()
        let operandStart = token
        let exponent = try readSigned()
        try requireNumber(exponent, at: operandStart)
        return try made(.arithmetic(.power, base, exponent), at: start)
    }

    private mutating func readSigned() throws(FilterError) -> ValueExpression {
        let start = token.range.lowerBound
        guard isSymbol("-") || isSymbol("+") else { return try readPrimary() }
        let isNegative = token.word == "-"
        try advance()
        if token.kind == .number { return try readNumber(isNegative: isNegative, at: start) }
        guard isNegative else { throw unexpected("a number") }
        let operandStart = token
        let operand = try readPrimary()
        try requireNumber(operand, at: operandStart)
        // The JSON encoding has no sign.
        return try made(.arithmetic(.multiply, try made(.integer(-1), at: start), operand), at: start)
    }

    /// - Parameter start: the operand's first word; nil when the operator behind it is at hand.
    private func requireNumber(_ value: ValueExpression, at start: Token? = nil) throws(FilterError) {
        switch value {
        case .property, .integer, .real, .arithmetic, .function: return
        case .text, .geometry, .box, .date, .timestamp, .interval, .array, .caseInsensitive, .accentInsensitive,
            .filter:
            guard let start else { throw unexpected("a comparison, AND or OR: arithmetic is for numbers") }
            let found = "'\(lexer.snippet(start.range))'"
            throw fault(
                .unexpected(found: found, expected: "a number, a property or a function"), at: start.range.lowerBound)
        }
    }
}
