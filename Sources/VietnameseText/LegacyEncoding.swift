import Foundation

/// The encodings in which Vietnamese attribute text arrives.
///
/// Not here: VPS and BK HCM, which survive in old word processor files only.
public enum LegacyEncoding: String, CaseIterable, Sendable {
    /// TCVN 5712:1993 third set (VSCII-3), the bytes behind the ABC fonts (.VnTime); the North.
    case tcvn3
    /// TCVN3 behind a capital font (.VnTimeH), which draws small letters as capitals: everything is a capital.
    case tcvn3Capital = "tcvn3-capital"
    /// VNI for Windows: a base letter and a byte for its marks; the South.
    case vni
    /// Windows-1258: tone marks are combining characters after the vowel.
    case cp1258
    /// VISCII 1.1 (RFC 1456): one byte a letter; Unix and e-mail of the nineties.
    case viscii
    /// VIQR (RFC 1456): marks typed as ASCII behind the vowel.
    case viqr
    case utf8 = "utf-8"
    case utf16LE = "utf-16le"
    case utf16BE = "utf-16be"
    case windows1252 = "windows-1252"
    /// ISO 8859-1.
    case latin1

    /// The name in reports and options.
    public var name: String {
        switch self {
        case .tcvn3: "TCVN3"
        case .tcvn3Capital: "TCVN3 (capital font)"
        case .vni: "VNI"
        case .cp1258: "windows-1258"
        case .viscii: "VISCII"
        case .viqr: "VIQR"
        case .utf8: "UTF-8"
        case .utf16LE: "UTF-16LE"
        case .utf16BE: "UTF-16BE"
        case .windows1252: "windows-1252"
        case .latin1: "ISO-8859-1"
        }
    }

    /// Reads what people type and what stands in a .cpg file: `TCVN3`, `ABC`, `VNI-Windows`, `1258`, `ANSI 1258`,
    /// `windows-1258`, `UTF-8`, `65001`, `ISO 88591`… Case, blanks and punctuation do not matter.
    public init?(name: String) {
        let key = name.uppercased().filter { $0.isASCII && ($0.isLetter || $0.isNumber) }
        switch key {
        case "TCVN3", "ABC", "TCVN3ABC", "TCVN", "TCVN5712", "TCVN57123", "VSCII3": self = .tcvn3
        case "TCVN3CAPITAL", "TCVN3CAPITALFONT", "TCVN3H", "VNTIMEH", "ABCH": self = .tcvn3Capital
        case "VNI", "VNIWINDOWS", "VNIWIN": self = .vni
        case "1258", "CP1258", "WINDOWS1258", "WIN1258", "ANSI1258", "MS1258", "XCP1258": self = .cp1258
        case "VISCII", "VISCII11", "CSVISCII": self = .viscii
        case "VIQR": self = .viqr
        case "UTF16", "UTF16LE", "UCS2", "UCS2LE", "1200", "CP1200": self = .utf16LE
        case "UTF16BE", "UCS2BE", "1201", "CP1201": self = .utf16BE
        case "UTF8", "65001", "CP65001", "UNICODE": self = .utf8
        case "1252", "CP1252", "WINDOWS1252", "WIN1252", "ANSI1252", "MS1252": self = .windows1252
        case "LATIN1", "ISO88591", "88591", "ISOIR100", "L1": self = .latin1
        default: return nil
        }
    }

    /// UTF-16 by its byte order mark or, without one, by zero bytes that leave no doubt; nil for anything else.
    public init?(evidentUTF16 bytes: [UInt8]) {
        guard let encoding = bytes.withUnsafeBytes({ UTF16Text.encoding(evidentIn: $0) }) else { return nil }
        self = encoding
    }

    /// Composed text (NFC); bytes without a meaning become U+FFFD and are listed.
    public func decode(_ bytes: UnsafeRawBufferPointer) -> DecodedText {
        switch self {
        case .tcvn3: SingleByteTable.tcvn3.decode(bytes)
        case .tcvn3Capital: SingleByteTable.tcvn3.decode(bytes).uppercased
        case .vni: VNITable.decode(bytes)
        case .cp1258: CodePage1258.decode(bytes)
        case .viscii: VISCII.decode(bytes)
        case .viqr: VIQR.decode(bytes)
        case .utf8: Self.decodeUTF8(bytes)
        // A byte order mark is stronger than the name: `utf-16` alone means "look".
        case .utf16LE: UTF16Text.decode(bytes, isBigEndian: bytes.starts(with: [0xFE, 0xFF]))
        case .utf16BE: UTF16Text.decode(bytes, isBigEndian: !bytes.starts(with: [0xFF, 0xFE]))
        case .windows1252: SingleByteTable.windows1252.decode(bytes)
        case .latin1: SingleByteTable.latin1.decode(bytes)
        }
    }

    public func decode(_ bytes: [UInt8]) -> DecodedText {
        bytes.withUnsafeBytes { decode($0) }
    }

    /// The bytes of `text` in this encoding; `text` may be composed or not.
    public func encode(_ text: String) -> EncodedText {
        let composed = text.precomposedStringWithCanonicalMapping
        switch self {
        case .tcvn3: return SingleByteTable.tcvn3.encode(composed, lowercasingMissingCapitals: true)
        case .tcvn3Capital: return SingleByteTable.tcvn3.encode(composed.lowercased(), lowercasingMissingCapitals: true)
        case .vni: return VNITable.encode(composed)
        case .cp1258: return CodePage1258.encode(composed)
        case .viscii: return VISCII.encode(composed)
        case .viqr: return VIQR.encode(composed)
        case .utf16LE: return UTF16Text.encode(composed, isBigEndian: false)
        case .utf16BE: return UTF16Text.encode(composed, isBigEndian: true)
        case .utf8: return EncodedText(bytes: Array(composed.utf8), unencodableCount: 0, lostCapitals: 0)
        case .windows1252: return SingleByteTable.windows1252.encode(composed, lowercasingMissingCapitals: false)
        case .latin1: return SingleByteTable.latin1.encode(composed, lowercasingMissingCapitals: false)
        }
    }

    /// Strict UTF-8: an ill-formed sequence is one U+FFFD, listed by the offset of its first byte.
    private static func decodeUTF8(_ bytes: UnsafeRawBufferPointer) -> DecodedText {
        if let text = String(validating: bytes, as: UTF8.self) {
            return DecodedText(text: text.isKnownComposed ? text : text.precomposedStringWithCanonicalMapping)
        }
        var text = String.UnicodeScalarView()
        var offsets: [Int] = []
        var parser = Unicode.UTF8.ForwardParser()
        var iterator = bytes.makeIterator()
        var offset = 0
        parsing: while true {
            switch parser.parseScalar(from: &iterator) {
            case .valid(let encoded):
                text.append(Unicode.UTF8.decode(encoded))
                offset += encoded.count
            case .error(let length):
                offsets.append(offset)
                text.append("\u{FFFD}")
                offset += length
            case .emptyInput:
                break parsing
            }
        }
        return DecodedText(
            text: String(text).precomposedStringWithCanonicalMapping, undecodableOffsets: offsets)
    }
}

extension String {
    /// Whether a glance proves the text composed: nothing that combines, which is every character below U+0300 and
    /// the Vietnamese block of Latin Extended Additional. False means "do the work", not "is decomposed".
    var isKnownComposed: Bool {
        unicodeScalars.allSatisfy { $0.value < 0x300 || (0x1E00...0x1EFF).contains($0.value) }
    }
}
