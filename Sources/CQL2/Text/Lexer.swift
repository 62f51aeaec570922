/// A word of filter text.
struct Token {
    enum Kind {
        /// A name without quotes: property, function or keyword.
        case name
        case quotedName
        case text
        case number
        /// `( ) , + - * / % ^ = <> < > <= >=`
        case symbol
        case end
    }

    var kind: Kind
    /// Bytes of the filter.
    var range: Range<Int>
    /// A symbol, or a short name in capitals; empty otherwise.
    var word = ""
}

/// Filter text to words, byte by byte, each byte once (cql2.bnf).
struct Lexer {
    let bytes: [UInt8]
    private(set) var offset = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// Keywords are shorter.
    private static let longestKeyword = 20

    mutating func next() throws(FilterError) -> Token {
        skipBlanks()
        let start = offset
        guard start < bytes.count else { return Token(kind: .end, range: start..<start) }
        switch bytes[start] {
        case UInt8(ascii: "'"):
            try skipQuoted(by: UInt8(ascii: "'"), escapedByBackslash: true)
            return Token(kind: .text, range: start..<offset)
        case UInt8(ascii: "\""):
            try skipQuoted(by: UInt8(ascii: "\""), escapedByBackslash: false)
            return Token(kind: .quotedName, range: start..<offset)
        case UInt8(ascii: "0")...UInt8(ascii: "9"):
            skipNumber()
            return Token(kind: .number, range: start..<offset)
        case UInt8(ascii: ".") where start + 1 < bytes.count && Self.isDigit(bytes[start + 1]):
            skipNumber()
            return Token(kind: .number, range: start..<offset)
        default:
            if let symbol = skipSymbol() { return Token(kind: .symbol, range: start..<offset, word: symbol) }
            guard skipName() else {
                let scalar = scalar(at: start)
                throw FilterError(.unexpected(found: scalar.shown, expected: "a name, a value or an operator"))
                    .placed(at: start, in: bytes)
            }
            return Token(kind: .name, range: start..<offset, word: keyword(start..<offset))
        }
    }

    private func keyword(_ range: Range<Int>) -> String {
        guard range.count <= Self.longestKeyword else { return "" }
        return String(decoding: bytes[range], as: UTF8.self).uppercased()
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    // MARK: Blanks and names

    private mutating func skipBlanks() {
        while offset < bytes.count {
            let byte = bytes[offset]
            if byte == 0x20 || (0x09...0x0D).contains(byte) {
                offset += 1
            } else if byte >= 0x80 {
                let scalar = scalar(at: offset)
                guard Self.isBlank(scalar.value) else { return }
                offset += scalar.utf8Length
            } else {
                return
            }
        }
    }

    /// cql2.bnf, `whitespace`, beyond ASCII.
    private static func isBlank(_ value: UInt32) -> Bool {
        switch value {
        case 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000: true
        default: false
        }
    }

    private mutating func skipName() -> Bool {
        guard case let first = scalar(at: offset), Self.beginsName(first.value) else { return false }
        offset += first.utf8Length
        while offset < bytes.count {
            let scalar = scalar(at: offset)
            guard Self.continuesName(scalar.value), !Self.isBlank(scalar.value) else { break }
            offset += scalar.utf8Length
        }
        return true
    }

    /// cql2.bnf, `identifierStart`.
    static func beginsName(_ value: UInt32) -> Bool {
        switch value {
        case 0x3A, 0x5F, 0x41...0x5A, 0x61...0x7A, 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x2FF, 0x370...0x37D,
            0x37F...0x1FFE, 0x200C...0x200D, 0x2070...0x218F, 0x2C00...0x2FEF, 0x3001...0xD7FF, 0xF900...0xFDCF,
            0xFDF0...0xFFFD, 0x10000...0xEFFFF:
            !isBlank(value)
        default: false
        }
    }

    /// cql2.bnf, `identifierPart`.
    static func continuesName(_ value: UInt32) -> Bool {
        switch value {
        case 0x2E, 0x30...0x39, 0x300...0x36F, 0x203F...0x2040: true
        default: beginsName(value)
        }
    }

    // MARK: Numbers, symbols, quotes

    /// `decimalNumericLiteral` or `scientificNumericLiteral`.
    private mutating func skipNumber() {
        skipDigits()
        if offset < bytes.count, bytes[offset] == UInt8(ascii: ".") {
            offset += 1
            skipDigits()
        }
        guard offset < bytes.count, bytes[offset] | 0x20 == UInt8(ascii: "e") else { return }
        var exponent = offset + 1
        if exponent < bytes.count, [UInt8(ascii: "+"), UInt8(ascii: "-")].contains(bytes[exponent]) { exponent += 1 }
        guard exponent < bytes.count, Self.isDigit(bytes[exponent]) else { return }
        offset = exponent
        skipDigits()
    }

    private mutating func skipDigits() {
        while offset < bytes.count, Self.isDigit(bytes[offset]) { offset += 1 }
    }

    private mutating func skipSymbol() -> String? {
        let following = offset + 1 < bytes.count ? bytes[offset + 1] : 0
        let symbol: String
        switch (bytes[offset], following) {
        case (UInt8(ascii: "<"), UInt8(ascii: "=")): symbol = "<="
        case (UInt8(ascii: "<"), UInt8(ascii: ">")): symbol = "<>"
        case (UInt8(ascii: ">"), UInt8(ascii: "=")): symbol = ">="
        // Not of the standard, and nothing else could be meant.
        case (UInt8(ascii: "!"), UInt8(ascii: "=")):
            offset += 2
            return "<>"
        case (let byte, _) where "()+-*/%^=<>,".utf8.contains(byte):
            symbol = String(UnicodeScalar(byte))
        default: return nil
        }
        offset += symbol.utf8.count
        return symbol
    }

    private mutating func skipQuoted(by quote: UInt8, escapedByBackslash: Bool) throws(FilterError) {
        let start = offset
        offset += 1
        while offset < bytes.count {
            let byte = bytes[offset]
            let following = offset + 1 < bytes.count ? bytes[offset + 1] : 0
            if byte == quote {
                guard following == quote else {
                    offset += 1
                    return
                }
                offset += 2
            } else if escapedByBackslash, byte == UInt8(ascii: "\\"), following == quote || following == byte {
                offset += 2
            } else {
                offset += 1
            }
        }
        let name = escapedByBackslash ? "the text" : "the name"
        throw FilterError(.unterminated(found: "\(name) \(snippet(start..<bytes.count))")).placed(at: start, in: bytes)
    }

    /// What stands between the quotes: `''` and `\'` are one quote, and `\\`, which some clients write for one
    /// backslash, is one. A backslash before anything else stays: it escapes a wildcard of LIKE.
    func content(of token: Token) -> String {
        let inner = bytes[token.range].dropFirst().dropLast()
        let quote = bytes[token.range.lowerBound]
        let isText = token.kind == .text
        guard inner.contains(quote) || (isText && inner.contains(UInt8(ascii: "\\"))) else {
            return String(decoding: inner, as: UTF8.self)
        }
        var result: [UInt8] = []
        result.reserveCapacity(inner.count)
        var index = inner.startIndex
        while index < inner.endIndex {
            let byte = inner[index]
            let following = index + 1 < inner.endIndex ? inner[index + 1] : 0
            let isEscape =
                byte == quote
                ? following == quote : isText && byte == UInt8(ascii: "\\") && (following == byte || following == quote)
            result.append(isEscape ? following : byte)
            index += isEscape ? 2 : 1
        }
        return String(decoding: result, as: UTF8.self)
    }

    // MARK: Text

    func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

    /// A part of the filter, short enough for a message.
    func snippet(_ range: Range<Int>) -> String {
        let shown = text(range.lowerBound..<min(range.upperBound, range.lowerBound + Self.longestSnippet))
        return range.count > Self.longestSnippet ? shown + "…" : shown
    }

    private static let longestSnippet = 40

    /// The scalar that begins at a byte of text known to be UTF-8.
    private func scalar(at index: Int) -> Unicode.Scalar {
        let lead = bytes[index]
        if lead < 0x80 { return Unicode.Scalar(lead) }
        let count = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
        var value = UInt32(lead) & (0xFF >> UInt32(count + 1))
        for next in 1..<count { value = value << 6 | UInt32(bytes[index + next] & 0x3F) }
        return Unicode.Scalar(value) ?? "\u{FFFD}"
    }
}

extension Unicode.Scalar {
    fileprivate var utf8Length: Int { UTF8.width(self) }
    /// For a message.
    fileprivate var shown: String { value < 0x20 || value == 0x7F ? "character \(value)" : "'\(self)'" }
}

extension FilterError {
    /// The error with its place in filter text.
    func placed(at byte: Int, in bytes: [UInt8]) -> FilterError {
        guard place == nil else { return self }
        // Bytes that continue a scalar are not counted.
        let character = bytes[..<min(byte, bytes.count)].count { $0 & 0xC0 != 0x80 }
        return FilterError(fault, at: .text(byte: byte, character: character))
    }
}
