internal import SimpleFeatures

extension TextParser {
    /// Words that mean something else where a value is expected; a property of such a name is quoted.
    static let reserved: Set<String> = [
        "AND", "OR", "NOT", "LIKE", "ILIKE", "BETWEEN", "IN", "IS", "NULL", "TRUE", "FALSE", "DIV",
    ]

    mutating func readPrimary() throws(FilterError) -> ValueExpression {
        let start = token.range.lowerBound
        switch token.kind {
        case .number: return try readNumber(isNegative: false, at: start)
        case .text:
            let text = lexer.content(of: token)
            try advance()
            return try made(.text(text), at: start)
        case .quotedName:
            let name = lexer.content(of: token)
            guard !name.isEmpty else { throw unexpected("a name between the quotes") }
            try advance()
            guard !isSymbol("(") else { throw unexpected("an operator: the name of a function has no quotes") }
            return try made(.property(name), at: start)
        case .name: return try readNamed()
        case .symbol where isSymbol("("): return try readGroup()
        case .symbol, .end: throw unexpected("a value, a property or '('")
        }
    }

    mutating func readNumber(isNegative: Bool, at start: Int) throws(FilterError) -> ValueExpression {
        let digits = lexer.text(token.range)
        let text = isNegative ? "-" + digits : digits
        if let integer = Int64(text) {
            try advance()
            return try made(.integer(integer), at: start)
        }
        guard let real = Double(text), real.isFinite else {
            throw fault(.invalidNumber(lexer.snippet(token.range)), at: start)
        }
        try advance()
        return try made(.real(real), at: start)
    }

    // MARK: Parentheses

    /// `(value)`, or an array when there is a comma or nothing.
    private mutating func readGroup() throws(FilterError) -> ValueExpression {
        let start = token.range.lowerBound
        try advance()
        if try skip(")") { return try made(.array([]), at: start) }
        let valueStart = token.range.lowerBound
        let value = try nested { (parser) throws(FilterError) in try parser.readValue() }
        if try skip(")") {
            lastGroup = start..<previousEnd
            return value
        }
        guard isSymbol(",") else { throw unexpected("')', ',' or an operator") }
        var members = [try argument(value, at: valueStart)]
        while try skip(",") {
            members.append(try nested { (parser) throws(FilterError) in try parser.readArgument() })
        }
        try expect(")")
        return try made(.array(members), at: start)
    }

    /// `(a, b, …)` or `()`.
    mutating func readList(
        of read: (inout TextParser) throws(FilterError) -> ValueExpression
    ) throws(FilterError) -> [ValueExpression] {
        try expect("(")
        if try skip(")") { return [] }
        var members: [ValueExpression] = []
        repeat { members.append(try nested(read)) } while try skip(",")
        guard try skip(")") else { throw unexpected("',' or ')'") }
        return members
    }

    /// A member of an array or of a list of arguments. A literal in parentheses of its own is an array of one: a
    /// number in parentheses could be either, and is that everywhere else where it means a number.
    mutating func readArgument() throws(FilterError) -> ValueExpression {
        let start = token.range.lowerBound
        return try argument(readValue(), at: start)
    }

    /// - Parameter value: just read.
    private mutating func argument(_ value: ValueExpression, at start: Int) throws(FilterError) -> ValueExpression {
        guard lastGroup.lowerBound == start, lastGroup.upperBound == previousEnd, !lastGroup.isEmpty else {
            return value
        }
        switch value {
        case .text, .integer, .real, .geometry, .box, .date, .timestamp, .interval, .filter(.literal), .array:
            return try made(.array([value]), at: start)
        case .property, .arithmetic, .caseInsensitive, .accentInsensitive, .function, .filter:
            return value
        }
    }

    // MARK: Names

    private mutating func readNamed() throws(FilterError) -> ValueExpression {
        let name = token
        let start = name.range.lowerBound
        if Self.reserved.contains(name.word) {
            guard name.word == "TRUE" || name.word == "FALSE" else {
                throw unexpected("a value or a property (a property of this name stands in double quotes)")
            }
            try advance()
            return try made(.literal(name.word == "TRUE"), at: start)
        }
        try advance()
        let type = GeometryType(tag: name.word)
        if type != nil, isKeyword("Z") {
            try advance()
            guard isSymbol("(") else { throw unexpected("'(' and coordinates") }
        }
        guard isSymbol("(") else { return try made(.property(lexer.text(name.range)), at: start) }
        if let type { return try made(.geometry(readGeometry(type, at: start)), at: start) }
        return try readCall(name, at: start)
    }

    private mutating func readCall(_ name: Token, at start: Int) throws(FilterError) -> ValueExpression {
        switch name.word {
        case "CASEI": return try made(.caseInsensitive(readOnlyArgument()), at: start)
        case "ACCENTI": return try made(.accentInsensitive(readOnlyArgument()), at: start)
        case "BBOX": return try readBoxCall(at: start)
        case "DATE": return try made(.date(readDate()), at: start)
        case "TIMESTAMP": return try made(.timestamp(readTimestamp()), at: start)
        case "INTERVAL": return try readInterval(at: start)
        default: break
        }
        if let operation = Self.spatial[name.word] {
            let (left, right) = try readPair { (parser) throws(FilterError) in try parser.readArgument() }
            return try made(.spatial(operation, left, right), at: start)
        }
        if let operation = Self.temporal[name.word] {
            let (left, right) = try readPair { (parser) throws(FilterError) in try parser.readArgument() }
            return try made(.temporal(operation, left, right), at: start)
        }
        if let operation = Self.array[name.word] {
            let (left, right) = try readPair { (parser) throws(FilterError) in try parser.readArray() }
            return try made(.array(operation, left, right), at: start)
        }
        let arguments = try readList { (parser) throws(FilterError) in try parser.readArgument() }
        let call = FunctionCall(name: lexer.text(name.range), arguments: arguments)
        return try made(ValueExpression.function(call), at: start)
    }

    /// Names without the prefix are those of drafts, which some clients still write.
    private static let spatial = Dictionary(
        uniqueKeysWithValues: SpatialOperator.allCases.flatMap { operation in
            let name = operation.rawValue.uppercased()
            return [(name, operation), (String(name.dropFirst(2)), operation)]
        })
    private static let temporal = Dictionary(
        uniqueKeysWithValues: TemporalOperator.allCases.map { ($0.rawValue.uppercased(), $0) })
    private static let array = Dictionary(
        uniqueKeysWithValues: ArrayOperator.allCases.map { ($0.rawValue.uppercased(), $0) })

    private mutating func readPair(
        _ read: (inout TextParser) throws(FilterError) -> ValueExpression
    ) throws(FilterError) -> (ValueExpression, ValueExpression) {
        try expect("(")
        let left = try nested(read)
        guard try skip(",") else { throw unexpected("',' and the second operand") }
        let right = try nested(read)
        try expect(")")
        return (left, right)
    }

    /// An operand of A_…: what stands in parentheses is an array.
    private mutating func readArray() throws(FilterError) -> ValueExpression {
        guard isSymbol("(") else { return try readValue() }
        let start = token.range.lowerBound
        let members = try readList { (parser) throws(FilterError) in try parser.readArgument() }
        return try made(.array(members), at: start)
    }

    private mutating func readOnlyArgument() throws(FilterError) -> ValueExpression {
        try expect("(")
        let value = try nested { (parser) throws(FilterError) in try parser.readSum() }
        try expect(")")
        return value
    }

    // MARK: Dates and times

    private mutating func readDate() throws(FilterError) -> CalendarDate {
        let (text, start) = try readOnlyText("a date such as '2025-07-01'")
        guard let date = CalendarDate(text) else {
            throw fault(.invalidMoment(text, expected: FilterError.dateForm), at: start)
        }
        return date
    }

    private mutating func readTimestamp() throws(FilterError) -> UTCTimestamp {
        let (text, start) = try readOnlyText("a time such as '2025-07-01T08:30:00Z'")
        guard let timestamp = UTCTimestamp(text) else {
            throw fault(.invalidMoment(text, expected: FilterError.timestampForm), at: start)
        }
        return timestamp
    }

    private mutating func readOnlyText(_ expected: String) throws(FilterError) -> (text: String, start: Int) {
        try expect("(")
        guard token.kind == .text else { throw unexpected(expected) }
        let start = token.range.lowerBound
        let text = lexer.content(of: token)
        try advance()
        try expect(")")
        return (text, start)
    }

    private mutating func readInterval(at start: Int) throws(FilterError) -> ValueExpression {
        try expect("(")
        let lower = try readBound()
        guard try skip(",") else { throw unexpected("',' and the end of the interval") }
        let upper = try readBound()
        try expect(")")
        return try made(.interval(start: lower, end: upper), at: start)
    }

    private mutating func readBound() throws(FilterError) -> IntervalBound {
        let start = token.range.lowerBound
        guard token.kind == .text else {
            let value = try nested { (parser) throws(FilterError) in try parser.readPrimary() }
            switch value {
            case .property, .function, .date, .timestamp: return .value(value)
            case .text, .integer, .real, .geometry, .box, .interval, .array, .arithmetic, .caseInsensitive,
                .accentInsensitive, .filter:
                throw fault(
                    .unexpected(
                        found: "'\(lexer.snippet(start..<previousEnd))'",
                        expected: "a date or a time in single quotes, '..', a property or a function"), at: start)
            }
        }
        let text = lexer.content(of: token)
        guard let bound = IntervalBound(text) else {
            throw fault(.invalidMoment(text, expected: FilterError.boundForm), at: start)
        }
        try advance()
        return bound
    }
}

extension IntervalBound {
    /// `..`, a date or a timestamp as interval literals write them.
    init?(_ text: String) {
        if text == ".." {
            self = .open
        } else if let date = CalendarDate(text) {
            self = .value(.date(date))
        } else if let timestamp = UTCTimestamp(text) {
            self = .value(.timestamp(timestamp))
        } else {
            return nil
        }
    }
}

extension FilterError {
    static let dateForm = "a date of the calendar in the form 2025-07-01"
    static let timestampForm = "a time in the form 2025-07-01T08:30:00Z, to the microsecond at most"
    static let boundForm = "a date (2025-07-01), a time (2025-07-01T08:30:00Z) or '..'"
}
