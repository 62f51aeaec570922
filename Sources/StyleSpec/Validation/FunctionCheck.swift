import SimpleFeatures

/// What is known of a function while its stops are looked at.
struct FunctionCheck {
    private let property: PropertySpecification
    private let type: String?
    private let hasProperty: Bool
    /// Whether stops stand at pairs of a zoom and a value.
    private let isOfBoth: Bool

    /// The type of what the first stop stands at.
    private var stopType: String?
    private var stopValues: Set<JSONValue> = []
    private var previousValue: Double?
    private var previousZoom: Double?

    init(_ value: LocatedValue, _ property: PropertySpecification) {
        self.property = property
        type = value["type"]?.value.string
        hasProperty = value["property"] != nil
        isOfBoth = value["stops"]?[0]?[0]?.object != nil
    }

    private var isOfZoom: Bool { type != "categorical" && !hasProperty }

    func checkWhole(_ value: LocatedValue, _ key: String, _ validator: inout StyleValidator) {
        if type == "identity", isOfZoom { validator.add(key, value, "missing required property \"property\"") }
        if type != "identity", value["stops"] == nil {
            validator.add(key, value, "missing required property \"stops\"")
        }
        if type == "exponential", !property.isInterpolated {
            validator.add(key, value, "exponential functions not supported")
        }
        if !isOfZoom, !property.takesFeatures {
            validator.add(key, value, "property functions not supported")
        } else if isOfZoom, !property.takesZoom {
            validator.add(key, value, "zoom functions not supported")
        }
        if type == "categorical" || isOfBoth, !hasProperty {
            validator.add(key, value, "\"property\" property is required")
        }
    }

    mutating func checkStops(_ value: LocatedValue, _ key: String, _ validator: inout StyleValidator) {
        if type == "identity" {
            return validator.add(key, value, "identity function may not have a \"stops\" property")
        }
        guard validator.expect("array", value, key), let stops = value.array else { return }
        for (index, stop) in stops.enumerated() { checkStop(stop, "\(key)[\(index)]", &validator) }
        if stops.isEmpty { validator.add(key, value, "array must have at least one stop") }
    }

    private mutating func checkStop(_ stop: LocatedValue, _ key: String, _ validator: inout StyleValidator) {
        guard validator.expect("array", stop, key), let pair = stop.array else { return }
        guard pair.count == 2 else {
            return validator.add(key, stop, "array length 2 expected, length \(pair.count) found")
        }
        if isOfBoth {
            guard checkZoomAndValue(pair[0], stop, key, &validator) else { return }
        } else {
            checkInput(pair[0], stop, "\(key)[0]", &validator)
        }
        if pair[1].array != nil, pair[1].value.isExpressionOrFunction {
            validator.add("\(key)[1]", pair[1], "expressions are not allowed in function stops.")
        } else {
            validator.checkProperty(pair[1], property, ExpressionPlace(), "\(key)[1]")
        }
    }

    /// - Returns: false when the stop's output need not be looked at.
    private mutating func checkZoomAndValue(
        _ input: LocatedValue, _ stop: LocatedValue, _ key: String, _ validator: inout StyleValidator
    ) -> Bool {
        guard input.object != nil else {
            validator.add(key, stop, "object expected, \(input.typeName) found")
            return false
        }
        guard let zoom = input["zoom"] else {
            validator.add(key, stop, "object stop key must have zoom")
            return false
        }
        guard input["value"] != nil else {
            validator.add(key, stop, "object stop key must have value")
            return false
        }
        let number = zoom.value.number
        if let previousZoom, previousZoom != 0, let number, previousZoom > number {
            validator.add(key, zoom, "stop zoom values must appear in ascending order")
            return false
        }
        if number != previousZoom {
            previousZoom = number
            previousValue = nil
            stopValues = []
        }
        for (name, member) in input.members {
            switch StyleValidator.base(name) {
            case "zoom": validator.checkNumber(member, nil, nil, "\(key)[0].\(name)")
            case "value": checkInput(member, input, "\(key)[0].\(name)", &validator)
            default: validator.add("\(key)[0]", member, "unknown property \"\(name)\"")
            }
        }
        return true
    }

    /// What a stop stands at: of one type, in ascending order, or each once.
    private mutating func checkInput(
        _ value: LocatedValue, _ parent: LocatedValue, _ key: String, _ validator: inout StyleValidator
    ) {
        let found = value.typeName
        let shown = value.value == .null ? parent : value
        if let stopType, stopType != found {
            return validator.add(
                key, shown, "\(found) stop domain type must match previous stop domain type \(stopType)")
        }
        stopType = found
        guard ["number", "string", "boolean"].contains(found) else {
            return validator.add(key, shown, "stop domain value must be a number, string, or boolean")
        }
        if found != "number", type != "categorical" {
            let hint = "\nIf you intended to use a categorical function, specify `\"type\": \"categorical\"`."
            return validator.add(
                key, shown,
                "number expected, \(found) found" + (property.takesFeatures && type == nil ? hint : ""))
        }
        if let number = value.value.number {
            if type == "categorical", number.rounded(.down) != number {
                return validator.add(key, shown, "integer expected, found \(NumberText.of(number))")
            }
            if type != "categorical", let previousValue, number < previousValue {
                return validator.add(key, shown, "stop domain values must appear in ascending order")
            }
            previousValue = number
        }
        if type == "categorical", stopValues.contains(value.value) {
            return validator.add(key, shown, "stop domain values must be unique")
        }
        stopValues.insert(value.value)
    }
}
