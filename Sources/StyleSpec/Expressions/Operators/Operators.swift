import SimpleFeatures

/// Every operator of the specification, by its name.
enum Operators {
    /// Compiles an array whose first part is the operator's name; nil when it is wrong, the context then has the error.
    typealias Parser = @Sendable ([JSONValue], ParsingContext) -> (any ExpressionNode)?

    static let all: [String: Parser] = {
        var all = forms
        for (name, definition) in CompoundDefinition.all { all[name] = { definition.parse($0, $1) } }
        return all
    }()

    /// Those whose arguments have a form of their own.
    private static let forms: [String: Parser] = [
        "==": { Comparison.parse($0, $1) }, "!=": { Comparison.parse($0, $1) },
        "<": { Comparison.parse($0, $1) }, ">": { Comparison.parse($0, $1) },
        "<=": { Comparison.parse($0, $1) }, ">=": { Comparison.parse($0, $1) },
        "array": { Assertion.parse($0, $1) }, "boolean": { Assertion.parse($0, $1) },
        "number": { Assertion.parse($0, $1) }, "object": { Assertion.parse($0, $1) },
        "string": { Assertion.parse($0, $1) },
        "to-boolean": { Coercion.parse($0, $1) }, "to-color": { Coercion.parse($0, $1) },
        "to-number": { Coercion.parse($0, $1) }, "to-string": { Coercion.parse($0, $1) },
        "at": { At.parse($0, $1) }, "in": { In.parse($0, $1) }, "index-of": { IndexOf.parse($0, $1) },
        "slice": { Slice.parse($0, $1) }, "length": { Length.parse($0, $1) },
        "case": { Case.parse($0, $1) }, "match": { Match.parse($0, $1) }, "coalesce": { Coalesce.parse($0, $1) },
        "step": { Step.parse($0, $1) }, "interpolate": { Interpolate.parse($0, $1) },
        "interpolate-hcl": { Interpolate.parse($0, $1) }, "interpolate-lab": { Interpolate.parse($0, $1) },
        "let": { Let.parse($0, $1) }, "var": { Var.parse($0, $1) },
        "literal": { Literal.parse($0, $1) }, "semiliteral": { Semiliteral.parse($0, $1) },
        "collator": { CollatorReference.parse($0, $1) }, "format": { Format.parse($0, $1) },
        "number-format": { NumberFormat.parse($0, $1) }, "image": { ImageReference.parse($0, $1) },
        "global-state": { GlobalState.parse($0, $1) },
        "within": { Within.parse($0, $1) }, "distance": { Distance.parse($0, $1) },
    ]
}

extension CompoundDefinition {
    static let all: [String: CompoundDefinition] =
        mathematics.merging(readings) { first, _ in first }
        .merging(texts) { first, _ in first }
        .merging(logic) { first, _ in first }
        .merging(legacyFilters) { first, _ in first }
}
