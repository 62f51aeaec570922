import Foundation

/// One way from bytes to text.
public indirect enum ByteReading: Hashable, Sendable {
    /// The bytes are in this encoding.
    case encoding(LegacyEncoding)
    /// UTF-8 of letters that came about when bytes of the inner reading were taken for another code page: letters in
    /// place of letters ("mojibake"). Nests: text may have been damaged twice.
    case misread(ByteReading, as: CodePageGuise)

    /// What the bytes were taken for when the damage was done.
    public enum CodePageGuise: String, CaseIterable, Sendable {
        /// Windows-1252 or ISO 8859-1: they differ in 0x80…0x9F only, where no character of one is one of the other,
        /// so that both ways lead back.
        case western
        case cp1258
        case cp437
        case cp850

        public var name: String {
            switch self {
            case .western: "windows-1252"
            case .cp1258: "windows-1258"
            case .cp437: "CP437"
            case .cp850: "CP850"
            }
        }
    }

    /// What reports call it.
    public var name: String {
        switch self {
        case .encoding(let encoding): encoding.name
        case .misread(let inner, let guise): "\(inner.name) once misread as \(guise.name)"
        }
    }

    /// What `--encoding` calls it: `tcvn3`, `misread-tcvn3`, `misread-utf-8-as-cp437`, `misread-misread-utf-8`.
    public var option: String {
        switch self {
        case .encoding(let encoding): encoding.rawValue
        case .misread(let inner, .western): "misread-\(inner.option)"
        case .misread(let inner, let guise): "misread-\(inner.option)-as-\(guise.rawValue)"
        }
    }

    /// Reads `option`, and every name that `LegacyEncoding` understands.
    public init?(option: String) {
        guard option.lowercased().hasPrefix("misread-") else {
            guard let encoding = LegacyEncoding(name: option) else { return nil }
            self = .encoding(encoding)
            return
        }
        var inner = option.dropFirst("misread-".count)
        var guise = CodePageGuise.western
        for other in CodePageGuise.allCases where inner.lowercased().hasSuffix("-as-\(other.rawValue)") {
            inner = inner.dropLast("-as-\(other.rawValue)".count)
            guise = other
        }
        guard let reading = ByteReading(option: String(inner)) else { return nil }
        self = .misread(reading, as: guise)
    }

    /// The same bytes as a capital font shows them; nil for all but TCVN3, whose fonts came in pairs.
    public var behindCapitalFont: ByteReading? {
        switch self {
        case .encoding(.tcvn3): .encoding(.tcvn3Capital)
        case .encoding: nil
        case .misread(let inner, let guise): inner.behindCapitalFont.map { .misread($0, as: guise) }
        }
    }

    public var isMisread: Bool {
        switch self {
        case .encoding: false
        case .misread: true
        }
    }

    /// The encoding in which the text was first written.
    public var origin: LegacyEncoding {
        switch self {
        case .encoding(let encoding): encoding
        case .misread(let inner, _): inner.origin
        }
    }

    /// Composed text (NFC). Nil when the bytes cannot have come about this way.
    public func decode(_ bytes: UnsafeRawBufferPointer) -> DecodedText? {
        switch self {
        case .encoding(let encoding): return encoding.decode(bytes)
        case .misread(let inner, let guise):
            guard let outer = String(validating: bytes, as: UTF8.self),
                var original = guise.bytes(of: outer)
            else { return nil }
            if case .encoding(.utf8) = inner { Self.restoreNoBreakSpaces(in: &original) }
            if case .misread = inner { Self.restoreNoBreakSpaces(in: &original) }
            guard let decoded = original.withUnsafeBytes({ inner.decode($0) }), decoded.isComplete else { return nil }
            return decoded
        }
    }

    public func decode(_ bytes: [UInt8]) -> DecodedText? { bytes.withUnsafeBytes { decode($0) } }

    /// The byte A0 that ends à, Ơ, Ạ and Ỡ in UTF-8 looks like a blank once it is taken for a letter, and programs make
    /// it one (or trim it). Where UTF-8 needs another byte and a blank stands, it was A0: nothing else can have been.
    private static func restoreNoBreakSpaces(in bytes: inout [UInt8]) {
        var missing = 0
        for index in bytes.indices {
            switch bytes[index] {
            case 0x20 where missing > 0:
                bytes[index] = 0xA0
                missing -= 1
            case 0x80..<0xC0: missing = max(0, missing - 1)
            case 0xC2..<0xE0: missing = 1
            case 0xE0..<0xF0: missing = 2
            default: missing = 0
            }
        }
        if missing == 1 { bytes.append(0xA0) }
    }
}

extension ByteReading.CodePageGuise {
    /// The bytes that were taken for `text`; nil when a character is none of this code page's.
    func bytes(of text: String) -> [UInt8]? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        for character in text {
            let before = bytes.count
            if appendScalars(of: character.unicodeScalars, to: &bytes) { continue }
            bytes.removeSubrange(before...)
            guard self == .cp1258, let parts = Self.parts1258(of: character) else { return nil }
            bytes += parts
        }
        return bytes
    }

    private func appendScalars(of scalars: String.UnicodeScalarView, to bytes: inout [UInt8]) -> Bool {
        for scalar in scalars {
            guard let byte = scalar.isASCII ? UInt8(scalar.value) : byte(of: scalar) else { return false }
            bytes.append(byte)
        }
        return true
    }

    /// What this code page writes in several bytes may have been composed since: `ờ` was ơ and a grave; `Ṇ̃` was Ñ and a
    /// dot, because Ñ has a byte and Ṇ has none.
    private static func parts1258(of character: Character) -> [UInt8]? {
        let table = CodePage1258.table
        if let scalar = character.unicodeScalars.first, character.unicodeScalars.count == 1,
            let letter = VietnameseLetter(scalar), let mark = letter.tone.combiningMark,
            let vowel = table.byte(of: letter.withoutTone), let tone = table.byte(of: mark)
        {
            return [vowel, tone]
        }
        var marks = Array(String(character).decomposedStringWithCanonicalMapping.unicodeScalars)
        guard var base = marks.first else { return nil }
        marks.removeFirst()
        for (index, mark) in marks.enumerated() {
            let joined = (String(Character(base)) + String(Character(mark))).precomposedStringWithCanonicalMapping
            guard let scalar = joined.unicodeScalars.first, joined.unicodeScalars.count == 1,
                table.byte(of: scalar) != nil
            else { continue }
            base = scalar
            marks.remove(at: index)
            break
        }
        let bytes = ([base] + marks).compactMap { table.byte(of: $0) }
        return bytes.count == marks.count + 1 ? bytes : nil
    }

    private func byte(of scalar: Unicode.Scalar) -> UInt8? {
        switch self {
        case .western:
            SingleByteTable.windows1252.byte(of: scalar) ?? (scalar.value < 0x100 ? UInt8(scalar.value) : nil)
        case .cp1258: CodePage1258.table.byte(of: scalar) ?? (scalar.value < 0xA0 ? UInt8(scalar.value) : nil)
        case .cp437: SingleByteTable.dos437.byte(of: scalar)
        case .cp850: SingleByteTable.dos850.byte(of: scalar)
        }
    }
}
