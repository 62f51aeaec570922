public import SimpleFeatures

extension Filter {
    /// Reads a filter in JSON (cql2-json).
    /// - Throws: `FilterError` with the byte where the JSON ends being JSON, or a pointer to the value at fault.
    public init(json bytes: [UInt8], limits: FilterLimits = .standard) throws(FilterError) {
        guard bytes.count <= limits.bytes else {
            throw FilterError(.tooLong(bytes: bytes.count, maximum: limits.bytes))
        }
        let value: JSONValue
        do throws(JSONError) { value = try JSONReader.read(bytes) } catch {
            throw FilterError(.notJSON(reason: error.reason), at: .byte(error.byteOffset))
        }
        try self.init(json: value, limits: limits)
    }

    public init(json value: JSONValue, limits: FilterLimits = .standard) throws(FilterError) {
        var reader = FilterJSONReader(limits: limits)
        self = try reader.readFilter(value)
    }
}

/// A JSON value to a tree (cql2.json).
struct FilterJSONReader {
    private var budget: ReadingBudget
    /// Members and indices down to the value at hand.
    private var path: [String] = []
    private let sought: FilterPart?
    private(set) var foundAt: String?

    init(limits: FilterLimits, sought: FilterPart? = nil) {
        budget = ReadingBudget(limits)
        self.sought = sought
    }

    // MARK: Places

    var pointer: String {
        path.map { "/" + $0.replacing("~", with: "~0").replacing("/", with: "~1") }.joined()
    }

    func fault(_ fault: FilterError.Fault) -> FilterError { FilterError(fault, at: .json(pointer: pointer)) }

    func unexpected(_ value: JSONValue, _ expected: String) -> FilterError {
        fault(.unexpected(found: Self.shown(value), expected: expected))
    }

    private static func shown(_ value: JSONValue) -> String {
        switch value {
        case .null: "null"
        case .boolean(let flag): flag ? "true" : "false"
        case .integer(let number): String(number)
        case .real(let number): number.description
        case .string(let text): "\"\(text.prefix(40))\""
        case .array: "an array"
        case .object(let object):
            object["op"]?.string.map { "the operation '\($0.prefix(40))'" } ?? "an object"
        }
    }

    /// Runs `body` at a member or an index of the value at hand.
    mutating func within<Result>(
        _ step: String, _ body: (inout FilterJSONReader) throws(FilterError) -> Result
    ) throws(FilterError) -> Result {
        path.append(step)
        defer { path.removeLast() }
        return try body(&self)
    }

    private mutating func made(_ filter: Filter) throws(FilterError) -> Filter {
        try take()
        if foundAt == nil, case .filter(filter)? = sought { foundAt = pointer }
        return filter
    }

    private mutating func made(_ value: ValueExpression) throws(FilterError) -> ValueExpression {
        try take()
        if foundAt == nil, case .value(value)? = sought { foundAt = pointer }
        return value
    }

    private mutating func take() throws(FilterError) {
        do throws(FilterError) { try budget.takePart() } catch { throw fault(error.fault) }
    }

    private mutating func nested<Result>(
        _ body: (inout FilterJSONReader) throws(FilterError) -> Result
    ) throws(FilterError) -> Result {
        do throws(FilterError) { try budget.enter() } catch { throw fault(error.fault) }
        defer { budget.leave() }
        return try body(&self)
    }

    // MARK: Truth values

    mutating func readFilter(_ value: JSONValue) throws(FilterError) -> Filter {
        if case .boolean(let flag) = value { return try made(.literal(flag)) }
        guard let name = value["op"]?.string, let arguments = value["args"]?.array else {
            throw unexpected(value, "an object with 'op' and 'args', true or false")
        }
        try requireMembers("op", "args", in: value)
        return try nested { (reader) throws(FilterError) in try reader.readOperation(name, arguments, value) }
    }

    private mutating func readOperation(
        _ name: String, _ arguments: [JSONValue], _ whole: JSONValue
    ) throws(FilterError) -> Filter {
        switch name {
        case "and", "or":
            guard arguments.count >= 2 else { throw count(name, arguments, atLeast: 2) }
            let terms = try readAll(arguments) { (reader, value) throws(FilterError) in try reader.readFilter(value) }
            return try made(name == "and" ? .and(terms) : .or(terms))
        case "not":
            try require(1, of: arguments, by: name)
            return try made(
                .not(
                    readArgument(0, arguments) { (reader, value) throws(FilterError) in
                        try reader.readFilter(value)
                    }))
        case "like":
            try require(2, of: arguments, by: name)
            let value = try readArgument(0, arguments)
            let pattern = try readArgument(1, arguments) { (reader, value) throws(FilterError) in
                try reader.readPattern(value)
            }
            return try made(.like(value, pattern: pattern))
        case "between":
            try require(3, of: arguments, by: name)
            let values = try readArguments(arguments)
            return try made(.between(values[0], lower: values[1], upper: values[2]))
        case "in":
            try require(2, of: arguments, by: name)
            let value = try readArgument(0, arguments)
            let list = try readArgument(1, arguments) { (reader, list) throws(FilterError) in
                guard let members = list.array else { throw reader.unexpected(list, "an array of values") }
                return try reader.readMembers(members)
            }
            return try made(.isIn(value, list))
        case "isNull":
            try require(1, of: arguments, by: name)
            return try made(.isNull(readArgument(0, arguments)))
        case "casei", "accenti":
            throw unexpected(whole, "a comparison, a predicate or a function that gives true or false")
        default: break
        }
        if ArithmeticOperator(rawValue: name) != nil { throw unexpected(whole, "a comparison or a predicate") }
        return try readPredicate(name, arguments)
    }

    private mutating func readPredicate(_ name: String, _ arguments: [JSONValue]) throws(FilterError) -> Filter {
        let values = try readArguments(arguments)
        if let comparison = ComparisonOperator(rawValue: name) {
            try require(2, of: arguments, by: name)
            return try made(.comparison(comparison, values[0], values[1]))
        }
        if let operation = SpatialOperator(rawValue: name) {
            try require(2, of: arguments, by: name)
            return try made(.spatial(operation, values[0], values[1]))
        }
        if let operation = TemporalOperator(rawValue: name) {
            try require(2, of: arguments, by: name)
            return try made(.temporal(operation, values[0], values[1]))
        }
        if let operation = ArrayOperator(rawValue: name) {
            try require(2, of: arguments, by: name)
            return try made(.array(operation, values[0], values[1]))
        }
        guard FilterTextWriter.isPlain(name) else {
            throw unexpected(.string(name), "the name of an operator or a function")
        }
        return try made(Filter.function(FunctionCall(name: name, arguments: values)))
    }

    private func require(_ expected: Int, of arguments: [JSONValue], by name: String) throws(FilterError) {
        guard arguments.count == expected else {
            throw fault(.argumentCount(function: name, given: arguments.count, expected: expected...expected))
        }
    }

    private func count(_ name: String, _ arguments: [JSONValue], atLeast fewest: Int) -> FilterError {
        fault(.argumentCount(function: name, given: arguments.count, expected: fewest...Int.max))
    }

    // MARK: Arguments

    private mutating func readAll<Result>(
        _ values: [JSONValue], _ read: (inout FilterJSONReader, JSONValue) throws(FilterError) -> Result
    ) throws(FilterError) -> [Result] {
        try within("args") { (reader) throws(FilterError) in
            var results: [Result] = []
            results.reserveCapacity(values.count)
            for (index, value) in values.enumerated() {
                results.append(
                    try reader.within(String(index)) { (reader) throws(FilterError) in try read(&reader, value) })
            }
            return results
        }
    }

    private mutating func readArguments(_ values: [JSONValue]) throws(FilterError) -> [ValueExpression] {
        try readAll(values) { (reader, value) throws(FilterError) in try reader.readValue(value) }
    }

    private mutating func readArgument<Result>(
        _ index: Int, _ values: [JSONValue],
        _ read: (inout FilterJSONReader, JSONValue) throws(FilterError) -> Result
    ) throws(FilterError) -> Result {
        try within("args") { (reader) throws(FilterError) in
            try reader.within(String(index)) { (reader) throws(FilterError) in try read(&reader, values[index]) }
        }
    }

    private mutating func readArgument(_ index: Int, _ values: [JSONValue]) throws(FilterError) -> ValueExpression {
        try readArgument(index, values) { (reader, value) throws(FilterError) in try reader.readValue(value) }
    }

    /// Members of an array: a value each.
    private mutating func readMembers(_ values: [JSONValue]) throws(FilterError) -> [ValueExpression] {
        var members: [ValueExpression] = []
        members.reserveCapacity(values.count)
        for (index, value) in values.enumerated() {
            members.append(
                try within(String(index)) { (reader) throws(FilterError) in try reader.readValue(value) })
        }
        return members
    }

    private mutating func readPattern(_ value: JSONValue) throws(FilterError) -> ValueExpression {
        if case .string(let text) = value { return try made(.text(text)) }
        guard let name = value["op"]?.string, name == "casei" || name == "accenti",
            let arguments = value["args"]?.array
        else { throw unexpected(value, "a pattern: a string, alone or within casei or accenti") }
        try requireMembers("op", "args", in: value)
        try require(1, of: arguments, by: name)
        let inner = try nested { (reader) throws(FilterError) in
            try reader.readArgument(0, arguments) { (reader, value) throws(FilterError) in
                try reader.readPattern(value)
            }
        }
        return try made(name == "casei" ? .caseInsensitive(inner) : .accentInsensitive(inner))
    }

    // MARK: Values

    mutating func readValue(_ value: JSONValue) throws(FilterError) -> ValueExpression {
        switch value {
        case .null: throw unexpected(value, "a value (op isNull tells what is null)")
        case .boolean(let flag): return try made(.filter(.literal(flag)))
        case .integer(let number): return try made(.integer(number))
        case .real(let number): return try made(.real(number))
        case .string(let text): return try made(.text(text))
        case .array(let members):
            return try nested { (reader) throws(FilterError) in try reader.made(.array(reader.readMembers(members))) }
        case .object(let object):
            return try nested { (reader) throws(FilterError) in try reader.readObject(object, value) }
        }
    }

    private mutating func readObject(_ object: JSONObject, _ value: JSONValue) throws(FilterError) -> ValueExpression {
        if let name = object["property"] {
            guard let name = name.string, !name.isEmpty else { throw unexpected(name, "the name of a property") }
            try requireMembers("property", in: value)
            return try made(.property(name))
        }
        if object["op"] != nil { return try readCall(value) }
        if let text = object["date"] {
            guard let text = text.string, let date = CalendarDate(text) else {
                throw fault(.invalidMoment(Self.shown(text), expected: FilterError.dateForm))
            }
            try requireMembers("date", in: value)
            return try made(.date(date))
        }
        if let text = object["timestamp"] {
            guard let text = text.string, let timestamp = UTCTimestamp(text) else {
                throw fault(.invalidMoment(Self.shown(text), expected: FilterError.timestampForm))
            }
            try requireMembers("timestamp", in: value)
            return try made(.timestamp(timestamp))
        }
        if let bounds = object["interval"] {
            try requireMembers("interval", in: value)
            return try readInterval(bounds)
        }
        if let numbers = object["bbox"], object["type"] == nil {
            try requireMembers("bbox", in: value)
            let coordinates = numbers.array?.compactMap(\.number) ?? []
            guard coordinates.count == numbers.array?.count, let box = FilterBox(coordinates), box.isUpright else {
                throw fault(.invalidGeometry(reason: FilterError.boxForm))
            }
            return try made(.box(box))
        }
        guard object["type"] != nil else {
            throw unexpected(
                value, "an object with op, property, date, timestamp, interval or bbox, or a GeoJSON geometry")
        }
        return try made(.geometry(readGeometry(value)))
    }

    private mutating func readCall(_ value: JSONValue) throws(FilterError) -> ValueExpression {
        guard let name = value["op"]?.string, let arguments = value["args"]?.array else {
            throw unexpected(value, "an object with 'op' and 'args'")
        }
        try requireMembers("op", "args", in: value)
        if let operation = ArithmeticOperator(rawValue: name) {
            try require(2, of: arguments, by: name)
            let values = try readArguments(arguments)
            return try made(.arithmetic(operation, values[0], values[1]))
        }
        if name == "casei" || name == "accenti" {
            try require(1, of: arguments, by: name)
            let inner = try readArgument(0, arguments)
            return try made(name == "casei" ? .caseInsensitive(inner) : .accentInsensitive(inner))
        }
        let filter = try readOperation(name, arguments, value)
        if case .function(let call) = filter {
            if foundAt == nil, case .value(.function(call))? = sought { foundAt = pointer }
            return .function(call)
        }
        return .filter(filter)
    }

    private mutating func readInterval(_ value: JSONValue) throws(FilterError) -> ValueExpression {
        guard let bounds = value.array, bounds.count == 2 else {
            throw unexpected(value, "an array of two: the start and the end of the interval")
        }
        let ends = try within("interval") { (reader) throws(FilterError) in
            var ends: [IntervalBound] = []
            for (index, bound) in bounds.enumerated() {
                ends.append(
                    try reader.within(String(index)) { (reader) throws(FilterError) in try reader.readBound(bound) })
            }
            return ends
        }
        return try made(.interval(start: ends[0], end: ends[1]))
    }

    private mutating func readBound(_ value: JSONValue) throws(FilterError) -> IntervalBound {
        if let text = value.string {
            guard let bound = IntervalBound(text) else {
                throw fault(.invalidMoment(text, expected: FilterError.boundForm))
            }
            return bound
        }
        let bound = try readValue(value)
        switch bound {
        case .property, .function, .date, .timestamp: return .value(bound)
        case .text, .integer, .real, .geometry, .box, .interval, .array, .arithmetic, .caseInsensitive,
            .accentInsensitive, .filter:
            throw unexpected(value, "a date, a timestamp, '..', a property or a function")
        }
    }
}
