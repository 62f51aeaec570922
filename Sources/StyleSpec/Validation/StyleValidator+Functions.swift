import SimpleFeatures

extension StyleValidator {
    /// A function of before expressions.
    mutating func checkFunction(_ value: LocatedValue, _ property: PropertySpecification, _ key: String) {
        var check = FunctionCheck(value, property)
        for (name, member) in value.members {
            let memberKey = path(key, name)
            switch Self.base(name) {
            case "stops": check.checkStops(member, memberKey, &self)
            case "default": checkProperty(member, property, ExpressionPlace(), memberKey)
            case "base": checkNumber(member, 0, nil, memberKey)
            case "property": _ = expect("string", member, memberKey)
            case "type":
                checkEnumeration(member, ["identity", "exponential", "interval", "categorical"], memberKey)
            case "colorSpace": checkEnumeration(member, ["rgb", "lab", "hcl"], memberKey)
            case "expression": _ = expect("array", member, memberKey)
            default: add(key, member, "unknown property \"\(name)\"")
            }
        }
        check.checkWhole(value, key, &self)
    }
}
