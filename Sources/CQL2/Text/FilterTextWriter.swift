internal import SimpleFeatures

extension Filter {
    /// The filter as text (cql2-text), always the same for equal trees; read again, it gives the same tree.
    public var text: String {
        var writer = FilterTextWriter()
        writer.append(self)
        return writer.text
    }
}

/// A tree to filter text. Parentheses stand where the reader needs them, and around what `NOT` negates.
struct FilterTextWriter {
    private(set) var text = ""

    // MARK: Truth values

    mutating func append(_ filter: Filter) {
        switch filter {
        case .literal(let flag): text += flag ? "TRUE" : "FALSE"
        case .and(let terms): append(terms, joinedBy: " AND ")
        case .or(let terms): append(terms, joinedBy: " OR ")
        case .not(let inner): appendNegation(of: inner)
        case .comparison(let comparison, let left, let right):
            appendOperand(left)
            text += " \(comparison.rawValue) "
            appendOperand(right)
        case .like, .between, .isIn, .isNull: appendList(filter, negation: "")
        case .spatial(let operation, let left, let right): appendCall(operation.rawValue.uppercased(), [left, right])
        case .temporal(let operation, let left, let right): appendCall(operation.rawValue.uppercased(), [left, right])
        case .array(let operation, let left, let right): appendCall(operation.rawValue.uppercased(), [left, right])
        case .function(let call): append(call)
        }
    }

    private mutating func append(_ terms: [Filter], joinedBy separator: String) {
        for (index, term) in terms.enumerated() {
            if index > 0 { text += separator }
            switch term {
            case .and, .or: appendInParentheses(term)
            case .literal, .not, .comparison, .like, .between, .isIn, .isNull, .spatial, .temporal, .array, .function:
                append(term)
            }
        }
    }

    private mutating func appendNegation(of filter: Filter) {
        switch filter {
        case .like, .between, .isIn, .isNull: appendList(filter, negation: "NOT ")
        case .literal, .spatial, .temporal, .array, .function:
            text += "NOT "
            append(filter)
        case .and, .or, .not, .comparison:
            text += "NOT "
            appendInParentheses(filter)
        }
    }

    private mutating func appendList(_ filter: Filter, negation: String) {
        switch filter {
        case .like(let value, let pattern):
            appendOperand(value)
            text += " \(negation)LIKE "
            append(pattern)
        case .between(let value, let lower, let upper):
            appendOperand(value)
            text += " \(negation)BETWEEN "
            appendOperand(lower)
            text += " AND "
            appendOperand(upper)
        case .isIn(let value, let list):
            appendOperand(value)
            text += " \(negation)IN ("
            appendList(list)
            text += ")"
        case .isNull(let value):
            appendOperand(value)
            text += " IS \(negation)NULL"
        case .literal, .and, .or, .not, .comparison, .spatial, .temporal, .array, .function: append(filter)
        }
    }

    private mutating func appendInParentheses(_ filter: Filter) {
        text += "("
        append(filter)
        text += ")"
    }

    // MARK: Values

    /// An operand of a comparison: a predicate needs parentheses.
    private mutating func appendOperand(_ value: ValueExpression) {
        guard case .filter(let filter) = value else { return append(value) }
        switch filter {
        case .literal, .spatial, .temporal, .array, .function: append(filter)
        case .and, .or, .not, .comparison, .like, .between, .isIn, .isNull: appendInParentheses(filter)
        }
    }

    private mutating func append(_ value: ValueExpression) {
        switch value {
        case .property(let name): append(name: name)
        case .text(let literal): text += Self.quoted(literal)
        case .integer(let number): text += String(number)
        case .real(let number): text += number.description
        case .geometry(let geometry): text += WKT.text(of: geometry)
        case .box(let box): text += "BBOX(\(box.numbers.map(WKT.text).joined(separator: ", ")))"
        case .date(let date): text += "DATE('\(date)')"
        case .timestamp(let timestamp): text += "TIMESTAMP('\(timestamp)')"
        case .interval(let start, let end):
            text += "INTERVAL("
            append(start)
            text += ", "
            append(end)
            text += ")"
        case .array(let members):
            text += "("
            appendList(members)
            text += ")"
        case .arithmetic(let operation, let left, let right):
            appendFactor(left)
            text += " \(operation.rawValue) "
            appendFactor(right)
        case .caseInsensitive(let inner): appendCall("CASEI", [inner])
        case .accentInsensitive(let inner): appendCall("ACCENTI", [inner])
        case .function(let call): append(call)
        case .filter(let filter): append(filter)
        }
    }

    private mutating func append(_ bound: IntervalBound) {
        switch bound {
        case .open: text += "'..'"
        case .value(.date(let date)): text += "'\(date)'"
        case .value(.timestamp(let timestamp)): text += "'\(timestamp)'"
        case .value(let value): append(value)
        }
    }

    private mutating func append(_ call: FunctionCall) { appendCall(call.name, call.arguments) }

    private mutating func appendCall(_ name: String, _ arguments: [ValueExpression]) {
        text += "\(name)("
        appendList(arguments)
        text += ")"
    }

    private mutating func appendList(_ values: [ValueExpression]) {
        for (index, value) in values.enumerated() {
            if index > 0 { text += ", " }
            append(value)
        }
    }

    private mutating func appendFactor(_ value: ValueExpression) {
        guard case .arithmetic = value else { return append(value) }
        text += "("
        append(value)
        text += ")"
    }

    private mutating func append(name: String) {
        text += Self.isPlain(name) ? name : "\"\(name.replacing("\"", with: "\"\""))\""
    }

    /// Whether a name needs no quotes; that of a function has none.
    static func isPlain(_ name: String) -> Bool {
        let scalars = name.unicodeScalars
        guard let first = scalars.first, Lexer.beginsName(first.value) else { return false }
        return scalars.allSatisfy { Lexer.continuesName($0.value) }
            && !TextParser.reserved.contains(name.uppercased())
    }

    private static func quoted(_ literal: String) -> String {
        "'\(literal.replacing("\\", with: "\\\\").replacing("'", with: "''"))'"
    }
}

/// Geometries as text.
enum WKT {
    static func text(of geometry: Geometry) -> String {
        let tag = geometry.type.rawValue.uppercased() + (geometry.hasZ ? " Z" : "")
        return tag + body(of: geometry)
    }

    private static func body(of geometry: Geometry) -> String {
        switch geometry {
        case .point(let sequence), .lineString(let sequence): text(of: sequence)
        case .polygon(let polygon): text(of: polygon)
        case .multiPoint(let sequences), .multiLineString(let sequences): list(sequences.map(text))
        case .multiPolygon(let polygons): list(polygons.map(text))
        case .geometryCollection(let members): list(members.map(text))
        }
    }

    private static func text(of polygon: Geometry.Polygon) -> String { list(polygon.rings.map(text)) }

    private static func text(of sequence: CoordinateSequence) -> String {
        list(
            stride(from: 0, to: sequence.values.count, by: sequence.stride).map { start in
                sequence.values[start..<start + sequence.stride].map(text).joined(separator: " ")
            })
    }

    private static func list(_ members: [String]) -> String { "(\(members.joined(separator: ", ")))" }

    /// The shortest text that reads back as the same number.
    static func text(_ number: Double) -> String {
        let text = number.description
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }
}
