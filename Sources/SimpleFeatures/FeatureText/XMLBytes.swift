/// XML 1.0 text, appended to bytes.
struct XMLBytes: Sendable {
    /// Numbers look the same in JSON.
    var writer = JSONWriter(reserving: 1 << 16)

    var count: Int { writer.bytes.count }

    mutating func take() -> [UInt8] {
        defer { writer = JSONWriter(reserving: 1 << 16) }
        return writer.bytes
    }

    /// Markup.
    mutating func append(raw text: StaticString) { writer.append(raw: text) }
    /// Markup that was made from safe names.
    mutating func append(markup text: String) { writer.bytes.append(contentsOf: text.utf8) }
    mutating func append(markup bytes: [UInt8]) { writer.bytes.append(contentsOf: bytes) }

    mutating func append(_ number: Int64) { writer.append(number) }
    mutating func append(_ number: Double) { writer.append(number) }
    mutating func append(_ number: Double, decimals: Int) { writer.append(number, decimals: decimals) }

    /// Text between tags or in an attribute. What XML has no place for becomes U+FFFD; line ends are written as
    /// references, or a reader would make one kind of them all.
    mutating func append(_ text: String) {
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": append(raw: "&amp;")
            case "<": append(raw: "&lt;")
            case ">": append(raw: "&gt;")
            case "\"": append(raw: "&quot;")
            case "\t": append(raw: "&#9;")
            case "\n": append(raw: "&#10;")
            case "\r": append(raw: "&#13;")
            case "\0"..<" ", "\u{FFFE}", "\u{FFFF}": append(raw: "\u{FFFD}")
            default: writer.bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
            }
        }
    }

    static func escaped(_ text: String) -> String {
        var xml = XMLBytes()
        xml.append(text)
        return String(decoding: xml.writer.bytes, as: UTF8.self)
    }

    /// Element names for columns: letters, digits, `_`, `-` and `.` stay (XML names, NCName), all else becomes `_`;
    /// no two are the same.
    static func elementNames(_ names: [String]) -> [String] {
        var taken: Set<String> = []
        return names.map { name in
            var safe = ""
            for scalar in name.unicodeScalars {
                let isLetter = scalar.properties.isAlphabetic || scalar == "_"
                let isFurther = scalar.properties.numericType == .decimal || scalar == "-" || scalar == "."
                if safe.isEmpty, !isLetter { safe = "_" }
                if isLetter || isFurther { safe.unicodeScalars.append(scalar) } else if safe != "_" { safe += "_" }
            }
            if safe.isEmpty { safe = "_" }
            var unique = safe
            var number = 2
            while !taken.insert(unique).inserted {
                unique = "\(safe)_\(number)"
                number += 1
            }
            return unique
        }
    }
}
