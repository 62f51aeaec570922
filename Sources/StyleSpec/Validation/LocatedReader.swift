import SimpleFeatures

/// Reads text that is known to be JSON, and notes the lines.
struct LocatedReader {
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
            return LocatedValue(value, line: value == .null ? nil : start, children: [])
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
