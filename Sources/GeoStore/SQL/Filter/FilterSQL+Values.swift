internal import CQL2
internal import GRDB
internal import SimpleFeatures

extension FilterSQL {
    /// A value as an SQL expression, NULL where it has none.
    func scalar(_ value: ValueExpression) throws -> SQLFragment {
        if let text = constantText(value) { return SQLFragment("?", [text]) }
        switch value {
        case .property(let name): return SQLFragment(column(of: name))
        case .integer(let number): return SQLFragment("?", [number])
        case .real(let number): return SQLFragment("?", [number])
        case .date(let date): return SQLFragment("?", [date.description])
        case .timestamp(let timestamp): return SQLFragment("?", [timestamp.description])
        case .caseInsensitive(let inner):
            return SQLFragment("gs_casefold(") + (try scalar(inner)) + SQLFragment(")")
        case .accentInsensitive(let inner):
            return SQLFragment("gs_unaccent(") + (try scalar(inner)) + SQLFragment(")")
        case .arithmetic(let operation, let left, let right): return try arithmetic(operation, left, right)
        case .function(let call): return try function(call)
        case .filter(let filter): return try condition(filter, .inner)
        case .text, .geometry, .box, .interval, .array:
            throw FilterError(.unsupported("a value of this kind here"))
        }
    }

    /// The column of a property that is known.
    func column(of property: String) -> String {
        if table.schema.property(named: property) != nil { return "t.\(SQLIdentifier(property))" }
        let name = property == Queryables.geometry ? LayerTable.geometryColumn : LayerTable.idColumn
        return "t.\(SQLIdentifier(name))"
    }

    /// `/` divides real numbers, `div` and `%` cut towards zero. What is divided by zero is unknown.
    private func arithmetic(
        _ operation: ArithmeticOperator, _ left: ValueExpression, _ right: ValueExpression
    ) throws -> SQLFragment {
        let kinds = try (left.kind(in: queryables), right.kind(in: queryables))
        let areWhole = kinds == (.integer, .integer)
        let first = try scalar(left)
        let second = try scalar(right)
        func infix(_ sqlOperator: String) -> SQLFragment {
            SQLFragment("(") + first + SQLFragment(" \(sqlOperator) ") + second + SQLFragment(")")
        }
        func call(_ name: String) -> SQLFragment {
            SQLFragment("\(name)(") + first + SQLFragment(", ") + second + SQLFragment(")")
        }
        func realQuotient() -> SQLFragment {
            SQLFragment("(CAST(") + first + SQLFragment(" AS REAL) / ") + second + SQLFragment(")")
        }
        switch operation {
        case .add, .subtract, .multiply: return infix(operation.rawValue)
        case .divide: return realQuotient()
        case .power: return call("pow")
        case .modulo: return areWhole ? infix("%") : call("mod")
        case .integerDivide:
            return areWhole ? infix("/") : SQLFragment("CAST(") + realQuotient() + SQLFragment(" AS INTEGER)")
        }
    }

    private func function(_ call: FunctionCall) throws -> SQLFragment {
        guard let function = FilterFunction.named(call.name) else {
            throw FilterError(.unknownFunction(call.name, known: []), part: .value(.function(call)))
        }
        func sql(_ name: String) throws -> SQLFragment {
            SQLFragment("\(name)(") + .joined(try call.arguments.map { try scalar($0) }, by: ", ") + SQLFragment(")")
        }
        switch function.name {
        case .casei: return try sql("gs_casefold")
        case .accenti: return try sql("gs_unaccent")
        case .lower: return try sql("gs_lower")
        case .upper: return try sql("gs_upper")
        case .trim: return try sql("trim")
        case .substring: return try sql("substr")
        case .charLength: return try sql("length")
        case .concat:
            return SQLFragment("(") + .joined(try call.arguments.map { try scalar($0) }, by: " || ") + SQLFragment(")")
        case .abs: return try sql("gs_abs")
        case .round: return try sql("round")
        case .floor: return try sql("floor")
        case .ceil: return try sql("ceil")
        case .sqrt: return try sql("sqrt")
        case .year: return try datePart("%Y", call.arguments[0])
        case .month: return try datePart("%m", call.arguments[0])
        case .day: return try datePart("%d", call.arguments[0])
        case .area, .length, .perimeter, .distance: return try measure(function.name, call.arguments)
        }
    }

    private func datePart(_ format: String, _ value: ValueExpression) throws -> SQLFragment {
        // Days since 1970 as seconds.
        SQLFragment("CAST(strftime('\(format)', gs_day(") + (try scalar(value))
            + SQLFragment(") * 86400, 'unixepoch') AS INTEGER)")
    }
}
