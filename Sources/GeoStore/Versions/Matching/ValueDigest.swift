internal import SimpleFeatures

/// The fingerprint of attribute values as they are stored: a column's type decides what a value becomes in it, so that
/// a value on its way in and the same value read back are one.
enum ValueDigest {
    private enum Kind: UInt64 {
        case integer = 11
        case real, text, binary
    }

    static func of(_ values: [PropertyValue], types: [FeatureSchema.PropertyType]) -> Digest {
        var digester = Digester(UInt64(values.count))
        for (index, value) in values.enumerated() where value != .null {
            digester.add(UInt64(index), 0)
            digester.add(of(value, type: types[index]))
        }
        return digester.digest
    }

    static func of(_ value: PropertyValue, type: FeatureSchema.PropertyType) -> Digest {
        var digester: Digester
        switch stored(value, type: type) {
        case .null:
            digester = Digester(0)
        case .boolean(let flag):
            digester = Digester(Kind.integer.rawValue)
            digester.add(flag ? 1 : 0, 0)
        case .integer(let number):
            digester = Digester(Kind.integer.rawValue)
            digester.add(UInt64(bitPattern: number), 0)
        case .real(let number):
            digester = Digester(Kind.real.rawValue)
            digester.add((number + 0).bitPattern, 0)
        case .text(var text):
            digester = Digester(Kind.text.rawValue)
            text.withUTF8 { digester.add(UnsafeRawBufferPointer($0)) }
        case .binary(let bytes):
            digester = Digester(Kind.binary.rawValue)
            bytes.withUnsafeBytes { digester.add($0) }
        }
        return digester.digest
    }

    /// The value as a column of this type keeps it (sqlite.org/datatype3.html, 3: affinity).
    static func stored(_ value: PropertyValue, type: FeatureSchema.PropertyType) -> PropertyValue {
        switch (type, value) {
        case (.binary, _), (_, .null), (_, .binary): return value
        case (.text, .boolean(let flag)): return .text(flag ? "1" : "0")
        case (.text, .integer(let number)): return .text(String(number))
        case (.text, _): return value
        case (.real, .boolean(let flag)): return .real(flag ? 1 : 0)
        case (.real, .integer(let number)): return .real(Double(number))
        case (.real, .real(let number)): return number.isNaN ? .null : .real(number + 0)
        case (.real, .text(let text)): return number(text).map { .real($0) } ?? value
        case (_, .boolean(let flag)): return .integer(flag ? 1 : 0)
        case (_, .integer): return value
        case (_, .real(let number)): return whole(number)
        case (_, .text(let text)):
            if let integer = isNumber(text) ? Int64(text.trimmed) : nil { return .integer(integer) }
            return number(text).map(whole) ?? value
        }
    }

    private static func whole(_ number: Double) -> PropertyValue {
        if number.isNaN { return .null }
        return Int64(exactly: number).map { .integer($0) } ?? .real(number)
    }

    private static func number(_ text: String) -> Double? { isNumber(text) ? Double(text.trimmed) : nil }

    /// Whether the text is a decimal number and nothing else but blanks around it.
    private static func isNumber(_ text: String) -> Bool {
        let trimmed = text.trimmed
        guard let last = trimmed.utf8.last, trimmed.utf8.contains(where: isDigit), last != UInt8(ascii: "e") else {
            return false
        }
        return trimmed.utf8.allSatisfy { isDigit($0) || "+-.eE".utf8.contains($0) } && Double(trimmed) != nil
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
}

extension String {
    fileprivate var trimmed: Substring {
        var part = self[...]
        while part.utf8.first.map(Self.isBlank) == true { part.removeFirst() }
        while part.utf8.last.map(Self.isBlank) == true { part.removeLast() }
        return part
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 32 || (9...13).contains(byte) }
}
