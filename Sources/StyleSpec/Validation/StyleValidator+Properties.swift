import SimpleFeatures

/// Where a property stands; expressions of layers may read less than others.
struct ExpressionPlace {
    var isLayout = false
    var isOfLayer = false
}

extension StyleValidator {
    mutating func checkProperty(
        _ value: LocatedValue, _ property: PropertySpecification, _ place: ExpressionPlace, _ key: String
    ) {
        if property.expression != nil, value.object != nil {
            checkFunction(value, property, key)
        } else if property.expression != nil, value.value.isExpressionOrFunction {
            checkExpression(value, property, place, key)
        } else {
            checkPlain(value, property, place, key)
        }
    }

    /// A value that is no expression.
    private mutating func checkPlain(
        _ value: LocatedValue, _ property: PropertySpecification, _ place: ExpressionPlace, _ key: String
    ) {
        switch property.type {
        case .number: checkNumber(value, property.minimum, property.maximum, key)
        case .string: _ = expect("string", value, key)
        case .boolean: _ = expect("boolean", value, key)
        case .enumeration: checkEnumeration(value, property.values.map(JSONValue.string), key)
        case .color: checkColor(value, key)
        case .array: checkItems(value, property, key)
        case .formatted, .resolvedImage:
            if value.value.string == nil { checkExpression(value, property, place, key) }
        case .padding:
            guard let sides = value.array else { return checkNumber(value, nil, nil, key) }
            guard (1...4).contains(sides.count) else {
                return add(key, value, "padding requires 1 to 4 values; \(sides.count) values found")
            }
            checkArray(value, of: .number(), count: nil, key)
        case .numberArray: checkList(value, key) { $0.checkNumber($1, nil, nil, $2) }
        case .colorArray: checkList(value, key) { $0.checkColor($1, $2) }
        case .variableAnchorOffsetCollection: checkAnchorOffsets(value, key)
        case .projectionDefinition: checkProjection(value, key)
        case nil: break
        }
    }

    private mutating func checkColor(_ value: LocatedValue, _ key: String) {
        guard let text = value.value.string else {
            return add(key, value, "color expected, \(value.typeName) found")
        }
        if Color(css: text) == nil { add(key, value, "color expected, \"\(text)\" found") }
    }

    private mutating func checkItems(_ value: LocatedValue, _ property: PropertySpecification, _ key: String) {
        let item: StyleSchema =
            switch property.itemType {
            case .number: .number()
            case .string: .string
            case .enumeration: .oneOf(property.values.map(JSONValue.string))
            default: .anything
            }
        checkArray(value, of: item, count: property.count, key)
    }

    /// One value, or a list of at least one.
    private mutating func checkList(
        _ value: LocatedValue, _ key: String, _ check: (inout Self, LocatedValue, String) -> Void
    ) {
        guard let items = value.array else { return check(&self, value, key) }
        guard !items.isEmpty else {
            return add(key, value, "array length at least 1 expected, length 0 found")
        }
        for (index, item) in items.enumerated() { check(&self, item, "\(key)[\(index)]") }
    }

    private mutating func checkAnchorOffsets(_ value: LocatedValue, _ key: String) {
        guard let parts = value.array, !parts.isEmpty, parts.count.isMultiple(of: 2) else {
            return add(
                key, value, "variableAnchorOffsetCollection requires a non-empty array of even length")
        }
        for (index, part) in parts.enumerated() {
            if index.isMultiple(of: 2) {
                checkEnumeration(part, LayerSpecification.anchors.map(JSONValue.string), "\(key)[\(index)]")
            } else {
                checkArray(part, of: .number(), count: 2, "\(key)[\(index)]")
            }
        }
    }

    private mutating func checkProjection(_ value: LocatedValue, _ key: String) {
        switch value.value {
        case .string: break
        case .array:
            if ProjectionDefinition(StyleValue(value.value)) == nil {
                add(key, value, "projection expected, invalid array \(value.value.compactText) found")
            }
        case .null, .boolean, .integer, .real, .object:
            add(key, value, "projection expected, invalid type \"\(value.typeName)\" found")
        }
    }

    // MARK: Expressions

    /// The compiled expression; nil when it is wrong, and the issues then say why.
    mutating func compiled(
        _ json: JSONValue, _ property: PropertySpecification, _ value: LocatedValue, _ key: String
    ) -> (any ExpressionNode)? {
        var names = PropertyNames()
        do {
            return try PropertyExpression.compile(json, for: property, names: &names)
        } catch {
            for issue in error.all { add(key + issue.key, value, issue.message) }
            return nil
        }
    }

    private mutating func checkExpression(
        _ value: LocatedValue, _ property: PropertySpecification, _ place: ExpressionPlace, _ key: String
    ) {
        guard place.isOfLayer else {
            _ = compiled(value.value, property, value, key)
            return
        }
        var names = PropertyNames()
        let expression: PropertyExpression
        do {
            expression = try PropertyExpression(value.value, for: property, names: &names)
        } catch {
            for issue in error.all { add(key + issue.key, value, issue.message) }
            return
        }
        if property.name == "text-font", !expression.root.isOutputDefined {
            add(
                key, value,
                "Invalid data expression for \"text-font\". Output values must be contained as literals within the "
                    + "expression.")
        } else if place.isLayout, expression.dependencies.sources.contains(.featureState) {
            add(key, value, "\"feature-state\" data expressions are not supported with layout properties.")
        }
    }
}
