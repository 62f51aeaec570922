extension Filter {
    /// The filter with every name known and every type right.
    ///
    /// Texts that are compared with a date or a time become one: many clients know no other literal.
    /// - Throws: `FilterError` that names the part at fault; `FilterSource.located` finds its place.
    public func checked(against queryables: Queryables) throws(FilterError) -> Filter {
        try FilterCheck(queryables: queryables).check(self)
    }
}

extension ValueExpression {
    /// What the value is to a collection.
    /// - Throws: `FilterError` as `Filter.checked(against:)` does.
    public func kind(in queryables: Queryables) throws(FilterError) -> ValueKind {
        try FilterCheck(queryables: queryables).typed(self).kind
    }
}

/// Walks a tree, giving each value its kind.
struct FilterCheck {
    let queryables: Queryables

    private typealias Typed = (value: ValueExpression, kind: ValueKind)

    func check(_ filter: Filter) throws(FilterError) -> Filter {
        let part = FilterPart.filter(filter)
        switch filter {
        case .literal: return filter
        case .and(let terms): return .and(try checkAll(terms))
        case .or(let terms): return .or(try checkAll(terms))
        case .not(let inner): return .not(try check(inner))
        case .comparison(let comparison, let left, let right):
            let isOrder = comparison != .equal && comparison != .notEqual
            let values = try comparable([left, right], isOrder: isOrder, comparison.rawValue, part)
            return .comparison(comparison, values[0], values[1])
        case .like(let value, let pattern):
            let typed = try typed(value)
            try require([.text], typed.kind, "LIKE", part)
            return .like(typed.value, pattern: pattern)
        case .between(let value, let lower, let upper):
            let values = try comparable([value, lower, upper], isOrder: true, "BETWEEN", part)
            return .between(values[0], lower: values[1], upper: values[2])
        case .isIn(let value, let list):
            let values = try comparable([value] + list, isOrder: false, "IN", part)
            return .isIn(values[0], Array(values.dropFirst()))
        case .isNull(let value): return .isNull(try typed(value).value)
        case .spatial(let operation, let left, let right):
            let name = operation.rawValue.uppercased()
            return .spatial(
                operation, try operand(left, [.geometry], name, part), try operand(right, [.geometry], name, part))
        case .temporal(let operation, let left, let right):
            let kinds: [ValueKind] = operation.takesInstants ? [.date, .dateTime, .interval] : [.interval]
            let name = operation.rawValue.uppercased()
            return .temporal(operation, try operand(left, kinds, name, part), try operand(right, kinds, name, part))
        case .array(let operation, let left, let right):
            // A list in a text column is JSON.
            let name = operation.rawValue.uppercased()
            return .array(operation, try list(left, name, part), try list(right, name, part))
        case .function(let call):
            let typed = try typed(call)
            try require([.boolean], typed.kind, "a filter", .value(.function(call)))
            return filter
        }
    }

    private func checkAll(_ filters: [Filter]) throws(FilterError) -> [Filter] {
        var checked: [Filter] = []
        checked.reserveCapacity(filters.count)
        for filter in filters { checked.append(try check(filter)) }
        return checked
    }

    // MARK: Operands

    private func require(
        _ kinds: [ValueKind], _ found: ValueKind, _ name: String, _ part: FilterPart
    ) throws(FilterError) {
        guard !kinds.contains(found) else { return }
        let expected = kinds.map(\.shown).joined(separator: " or ")
        throw FilterError(.wrongType(of: name, found: found.shown, expected: expected), part: part)
    }

    private func operand(
        _ value: ValueExpression, _ kinds: [ValueKind], _ name: String, _ part: FilterPart
    ) throws(FilterError) -> ValueExpression {
        let typed = try typed(value)
        if case .text(let text) = value, kinds.contains(.date), let moment = Moment(text) { return moment.literal }
        try require(kinds, typed.kind, name, part)
        return typed.value
    }

    private func list(_ value: ValueExpression, _ name: String, _ part: FilterPart) throws(FilterError)
        -> ValueExpression
    {
        let typed = try typed(value)
        if case .property = value, typed.kind == .text { return value }
        try require([.array], typed.kind, name, part)
        return typed.value
    }

    /// Values of which the first is compared with each other one.
    private func comparable(
        _ values: [ValueExpression], isOrder: Bool, _ name: String, _ part: FilterPart
    ) throws(FilterError) -> [ValueExpression] {
        var typedValues: [Typed] = []
        for value in values { typedValues.append(try typed(value)) }
        let isTemporal = typedValues.contains { $0.kind.isInstant }
        if isTemporal { typedValues = typedValues.map(asMoment) }
        let first = typedValues[0].kind
        for other in typedValues.dropFirst() where !first.isComparable(with: other.kind) {
            throw FilterError(.notComparable(first.shown, with: other.kind.shown), part: part)
        }
        if isOrder { try require([.integer, .real, .text, .date, .time, .dateTime], first, name, part) }
        // Alone before an empty list.
        try require([.boolean, .integer, .real, .text, .date, .time, .dateTime], first, name, part)
        return typedValues.map(\.value)
    }

    private func asMoment(_ typed: Typed) -> Typed {
        guard case .text(let text) = typed.value, let moment = Moment(text) else { return typed }
        switch moment {
        case .date: return (moment.literal, .date)
        case .timestamp: return (moment.literal, .dateTime)
        }
    }

    // MARK: Values

    func typed(_ value: ValueExpression) throws(FilterError) -> (value: ValueExpression, kind: ValueKind) {
        let part = FilterPart.value(value)
        switch value {
        case .property(let name):
            guard let kind = queryables.kind(of: name) else {
                throw FilterError(.unknownProperty(name, known: queryables.properties.map(\.name)), part: part)
            }
            return (value, kind)
        case .text: return (value, .text)
        case .integer: return (value, .integer)
        case .real: return (value, .real)
        case .geometry, .box: return (value, .geometry)
        case .date: return (value, .date)
        case .timestamp: return (value, .dateTime)
        case .interval(let start, let end):
            return (.interval(start: try bound(start, part), end: try bound(end, part)), .interval)
        case .array(let members):
            var checked: [ValueExpression] = []
            for member in members { checked.append(try typed(member).value) }
            return (.array(checked), .array)
        case .arithmetic(let operation, let left, let right):
            let numbers: [ValueKind] = [.integer, .real]
            let left = try number(left, numbers, operation.rawValue, part)
            let right = try number(right, numbers, operation.rawValue, part)
            return (.arithmetic(operation, left.value, right.value), kind(of: operation, left.kind, right.kind))
        case .caseInsensitive(let inner):
            return (.caseInsensitive(try operand(inner, [.text], "CASEI", part)), .text)
        case .accentInsensitive(let inner):
            return (.accentInsensitive(try operand(inner, [.text], "ACCENTI", part)), .text)
        case .function(let call): return try typed(call)
        case .filter(let filter): return (.filter(try check(filter)), .boolean)
        }
    }

    private func number(
        _ value: ValueExpression, _ kinds: [ValueKind], _ name: String, _ part: FilterPart
    ) throws(FilterError) -> Typed {
        let typed = try typed(value)
        try require(kinds, typed.kind, "'\(name)'", part)
        return typed
    }

    /// `/` and `^` leave the whole numbers.
    private func kind(of operation: ArithmeticOperator, _ left: ValueKind, _ right: ValueKind) -> ValueKind {
        switch operation {
        case .divide, .power: .real
        case .integerDivide: .integer
        case .add, .subtract, .multiply, .modulo: left == .integer && right == .integer ? .integer : .real
        }
    }

    private func bound(_ bound: IntervalBound, _ part: FilterPart) throws(FilterError) -> IntervalBound {
        switch bound {
        case .open: return bound
        case .value(let value): return .value(try operand(value, [.date, .dateTime], "INTERVAL", part))
        }
    }

    private func typed(_ call: FunctionCall) throws(FilterError) -> Typed {
        let part = FilterPart.value(.function(call))
        guard let function = FilterFunction.named(call.name) else {
            throw FilterError(.unknownFunction(call.name, known: FilterFunction.knownNames), part: part)
        }
        guard function.counts.contains(call.arguments.count) else {
            throw FilterError(
                .argumentCount(function: call.name, given: call.arguments.count, expected: function.counts),
                part: part)
        }
        var arguments: [ValueExpression] = []
        for (index, argument) in call.arguments.enumerated() {
            arguments.append(try operand(argument, function.kinds(ofArgument: index), call.name, part))
        }
        return (.function(FunctionCall(name: function.name.rawValue, arguments: arguments)), function.returns)
    }
}

extension Moment {
    var literal: ValueExpression {
        switch self {
        case .date(let date): .date(date)
        case .timestamp(let timestamp, _): .timestamp(timestamp)
        }
    }
}
