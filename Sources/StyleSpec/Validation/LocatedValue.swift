import SimpleFeatures

/// A JSON value that knows on which line of the text it begins.
struct LocatedValue {
    let value: JSONValue
    /// Nil for null, and when there was no text.
    let line: Int?
    /// The items of an array or the values of an object's members, in their order.
    private let children: [LocatedValue]

    init(_ value: JSONValue, line: Int?, children: [LocatedValue]) {
        self.value = value
        self.line = line
        self.children = children
    }

    /// A value without its text.
    /// - Parameter value: not nested deeper than a reader of JSON allows.
    init(_ value: JSONValue) {
        let children: [LocatedValue] =
            switch value {
            case .array(let values): values.map(LocatedValue.init)
            case .object(let object): object.members.map { LocatedValue($0.value) }
            case .null, .boolean, .integer, .real, .string: []
            }
        self.init(value, line: nil, children: children)
    }

    /// Reads a text.
    static func read(_ text: [UInt8]) throws(JSONError) -> LocatedValue {
        // Once to see that it is JSON: what is read then needs to look for values only.
        _ = try JSONReader.read(text)
        var reader = LocatedReader(text)
        return try reader.read()
    }

    var object: JSONObject? { value.object }
    var array: [LocatedValue]? { value.array == nil ? nil : children }

    /// The members of an object.
    var members: [(key: String, value: LocatedValue)] {
        guard let object else { return [] }
        return zip(object.members, children).map { (key: $0.key, value: $1) }
    }

    subscript(key: String) -> LocatedValue? {
        object?.members.firstIndex { $0.key == key }.map { children[$0] }
    }

    subscript(index: Int) -> LocatedValue? {
        guard let array, array.indices.contains(index) else { return nil }
        return array[index]
    }

    /// What messages call its type.
    var typeName: String {
        switch value {
        case .null: "null"
        case .boolean: "boolean"
        case .integer, .real: "number"
        case .string: "string"
        case .array: "array"
        case .object: "object"
        }
    }
}
