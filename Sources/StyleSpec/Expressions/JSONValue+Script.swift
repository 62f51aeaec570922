import SimpleFeatures

extension JSONValue {
    /// What `typeof` of ECMAScript calls it.
    var scriptType: String {
        switch self {
        case .null, .array, .object: "object"
        case .boolean: "boolean"
        case .integer, .real: "number"
        case .string: "string"
        }
    }

    /// Whether an option is there: false, 0, null and "" count as not.
    var isGiven: Bool {
        switch self {
        case .null, .boolean(false), .integer(0), .string(""): false
        case .real(let number): number != 0
        case .boolean, .integer, .string, .array, .object: true
        }
    }
}
