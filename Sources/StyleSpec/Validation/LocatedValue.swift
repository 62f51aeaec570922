import SimpleFeatures

/// A JSON value that knows on which line of the text it begins.
struct LocatedValue {
    let value: JSONValue
    /// Nil for null, and when there was no text.
    let line: Int?
    /// The items of an array or the values of an object's members, in their order.
    private let children: [LocatedValue]

    fileprivate init(_ value: JSONValue, line: Int?, children: [LocatedValue] = []) {
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

/// Reads text that is known to be JSON, and notes the lines.
private struct LocatedReader {
    private let text: [UInt8]
    private var offset: Int
    private var line = 1

    init(_ text: [UInt8]) {
        self.text = text
        offset = text.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    }

    mutating func read() throws(JSONError) -> LocatedValue {
        skipSeparators()
        let start = line
        switch text[offset] {
        case UInt8(ascii: "["):
            var items: [LocatedValue] = []
            while try !isAtEnd(UInt8(ascii: "]")) { items.append(try read()) }
            return LocatedValue(.array(items.map(\.value)), line: start, children: items)
        case UInt8(ascii: "{"): return try readObject(start)
        default:
            let value = try readScalar()
            return LocatedValue(value, line: value == .null ? nil : start)
        }
    }

    /// A member that is written twice keeps its first place and its last value, as in `JSONObject`.
    private mutating func readObject(_ start: Int) throws(JSONError) -> LocatedValue {
        var members: [(key: String, value: JSONValue)] = []
        var values: [LocatedValue] = []
        var places: [String: Int] = [:]
        while try !isAtEnd(UInt8(ascii: "}")) {
            let key = try readScalar().string ?? ""
            let value = try read()
            if let place = places[key] {
                values[place] = value
                members[place].value = value.value
            } else {
                places[key] = values.count
                values.append(value)
                members.append((key: key, value: value.value))
            }
        }
        return LocatedValue(.object(JSONObject(members)), line: start, children: values)
    }

    /// Steps over the bracket that begins a list, or what is between two items; true at the end, which is stepped over.
    private mutating func isAtEnd(_ end: UInt8) throws(JSONError) -> Bool {
        if text[offset] == UInt8(ascii: "[") || text[offset] == UInt8(ascii: "{") { offset += 1 }
        skipSeparators()
        guard text[offset] == end else { return false }
        offset += 1
        return true
    }

    private mutating func skipSeparators() {
        while offset < text.count {
            switch text[offset] {
            case UInt8(ascii: "\n"): line += 1
            case 0x20, 0x09, 0x0D, UInt8(ascii: ","), UInt8(ascii: ":"): break
            default: return
            }
            offset += 1
        }
    }

    private mutating func readScalar() throws(JSONError) -> JSONValue {
        let start = offset
        if text[offset] == UInt8(ascii: "\"") {
            offset += 1
            while text[offset] != UInt8(ascii: "\"") { offset += text[offset] == UInt8(ascii: "\\") ? 2 : 1 }
            offset += 1
        } else {
            while offset < text.count, !Self.ends.contains(text[offset]) { offset += 1 }
        }
        return try JSONReader.read(Array(text[start..<offset]))
    }

    private static let ends = Set(" \t\r\n,]}:".utf8)
}
