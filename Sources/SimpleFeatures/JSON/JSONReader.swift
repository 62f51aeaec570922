/// Why text is not JSON, with the byte where reading stopped.
public struct JSONError: Error, Hashable, Sendable {
    public let reason: String
    public let byteOffset: Int
}

/// Reads JSON text (RFC 8259) into a `JSONValue`, keeping the order of members.
public struct JSONReader {
    /// Stack safety against hostile input; a style nests some 20 deep.
    static let maximumNesting = 256

    private let bytes: [UInt8]
    private var offset = 0
    private var nesting = 0

    private init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// - Throws: `JSONError`.
    public static func read(_ bytes: [UInt8]) throws(JSONError) -> JSONValue {
        var reader = JSONReader(bytes)
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { reader.offset = 3 }
        let value = try reader.readValue()
        reader.skipBlanks()
        guard reader.offset == bytes.count else { throw reader.error("there is more text after the value") }
        return value
    }

    private func error(_ reason: String) -> JSONError { JSONError(reason: reason, byteOffset: offset) }

    private mutating func skipBlanks() {
        while offset < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[offset]) { offset += 1 }
    }

    /// The next byte after blanks, not consumed.
    private mutating func peek() throws(JSONError) -> UInt8 {
        skipBlanks()
        guard offset < bytes.count else { throw error("the text ends too early") }
        return bytes[offset]
    }

    private mutating func expect(_ byte: UInt8) throws(JSONError) {
        guard try peek() == byte else { throw error("'\(Character(UnicodeScalar(byte)))' is missing") }
        offset += 1
    }

    private mutating func readValue() throws(JSONError) -> JSONValue {
        nesting += 1
        defer { nesting -= 1 }
        guard nesting <= Self.maximumNesting else { throw error("nested more than \(Self.maximumNesting) deep") }
        switch try peek() {
        case UInt8(ascii: "{"): return .object(try readObject())
        case UInt8(ascii: "["): return .array(try readArray())
        case UInt8(ascii: "\""): return .string(try readString())
        case UInt8(ascii: "t"): return try readWord("true", .boolean(true))
        case UInt8(ascii: "f"): return try readWord("false", .boolean(false))
        case UInt8(ascii: "n"): return try readWord("null", .null)
        default: return try readNumber()
        }
    }

    private mutating func readWord(_ word: String, _ value: JSONValue) throws(JSONError) -> JSONValue {
        guard bytes[offset...].starts(with: word.utf8) else { throw error("an unknown word") }
        offset += word.utf8.count
        return value
    }

    private mutating func readObject() throws(JSONError) -> JSONObject {
        try expect(UInt8(ascii: "{"))
        var members: [(key: String, value: JSONValue)] = []
        guard try peek() != UInt8(ascii: "}") else {
            offset += 1
            return JSONObject()
        }
        while true {
            guard try peek() == UInt8(ascii: "\"") else { throw error("a member's name must be a string") }
            let key = try readString()
            try expect(UInt8(ascii: ":"))
            members.append((key: key, value: try readValue()))
            if try peek() == UInt8(ascii: ",") { offset += 1 } else { break }
        }
        try expect(UInt8(ascii: "}"))
        return JSONObject(members)
    }

    private mutating func readArray() throws(JSONError) -> [JSONValue] {
        try expect(UInt8(ascii: "["))
        var values: [JSONValue] = []
        guard try peek() != UInt8(ascii: "]") else {
            offset += 1
            return []
        }
        while true {
            values.append(try readValue())
            if try peek() == UInt8(ascii: ",") { offset += 1 } else { break }
        }
        try expect(UInt8(ascii: "]"))
        return values
    }

    private mutating func readNumber() throws(JSONError) -> JSONValue {
        let start = offset
        while offset < bytes.count, Self.numberBytes.contains(bytes[offset]) { offset += 1 }
        let text = String(decoding: bytes[start..<offset], as: UTF8.self)
        // Swift reads more than JSON allows: a plus sign, zeros in front, a point without digits.
        if Self.isNumber(bytes[start..<offset]) {
            if let integer = Int64(text) { return .integer(integer) }
            if let real = Double(text), real.isFinite { return .real(real) }
        }
        offset = start
        throw error("neither a value nor a number")
    }

    private static let numberBytes = Set("+-.0123456789eE".utf8)

    /// RFC 8259, 6: `[-] (0 | 1-9 digits) [. digits] [e [+|-] digits]`.
    private static func isNumber(_ bytes: ArraySlice<UInt8>) -> Bool {
        var rest = bytes
        func skipDigits() -> Int {
            let digits = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }.count
            rest = rest.dropFirst(digits)
            return digits
        }
        if rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
        let startsWithZero = rest.first == UInt8(ascii: "0")
        let wholeDigits = skipDigits()
        guard wholeDigits == 1 || (wholeDigits > 1 && !startsWithZero) else { return false }
        if rest.first == UInt8(ascii: ".") {
            rest = rest.dropFirst()
            guard skipDigits() > 0 else { return false }
        }
        if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
            rest = rest.dropFirst()
            if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
            guard skipDigits() > 0 else { return false }
        }
        return rest.isEmpty
    }

    private mutating func readString() throws(JSONError) -> String {
        try expect(UInt8(ascii: "\""))
        var utf8: [UInt8] = []
        while true {
            guard offset < bytes.count else { throw error("a string has no end") }
            let byte = bytes[offset]
            offset += 1
            switch byte {
            case UInt8(ascii: "\""):
                guard let text = String(validating: utf8, as: UTF8.self) else { throw error("a string is not UTF-8") }
                return text
            case UInt8(ascii: "\\"):
                utf8.append(contentsOf: try readEscape().utf8)
            case 0..<0x20:
                throw error("a control character inside a string")
            default:
                utf8.append(byte)
            }
        }
    }

    private mutating func readEscape() throws(JSONError) -> String {
        guard offset < bytes.count else { throw error("a string has no end") }
        let byte = bytes[offset]
        offset += 1
        switch byte {
        case UInt8(ascii: "\""): return "\""
        case UInt8(ascii: "\\"): return "\\"
        case UInt8(ascii: "/"): return "/"
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"):
            var units = [try readHexUnit()]
            if UTF16.isLeadSurrogate(units[0]), bytes[offset...].starts(with: [UInt8(ascii: "\\"), UInt8(ascii: "u")]) {
                offset += 2
                units.append(try readHexUnit())
            }
            return String(decoding: units, as: UTF16.self)
        default: throw error("an unknown escape")
        }
    }

    private mutating func readHexUnit() throws(JSONError) -> UInt16 {
        let digits = bytes[offset...].prefix(4)
        guard digits.count == 4, digits.allSatisfy({ Character(UnicodeScalar($0)).isHexDigit }),
            let unit = UInt16(String(decoding: digits, as: UTF8.self), radix: 16)
        else { throw error("\\u needs four hexadecimal digits") }
        offset += 4
        return unit
    }
}
