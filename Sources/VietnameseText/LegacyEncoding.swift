import Foundation

/// The encodings in which Vietnamese attribute text arrives.
///
/// Not here: VISCII, VPS, BK HCM, VIQR and the capital fonts of TCVN3 (see `TCVN3CapitalFont`).
public enum LegacyEncoding: String, CaseIterable, Sendable {
    /// TCVN 5712:1993 third set (VSCII-3), the bytes behind the ABC fonts (.VnTime); the North.
    case tcvn3
    /// VNI for Windows: a base letter and a byte for its marks; the South.
    case vni
    /// Windows-1258: tone marks are combining characters after the vowel.
    case cp1258
    case utf8
    case windows1252
    /// ISO 8859-1.
    case latin1

    /// The name in reports and options.
    public var name: String {
        switch self {
        case .tcvn3: "TCVN3"
        case .vni: "VNI"
        case .cp1258: "windows-1258"
        case .utf8: "UTF-8"
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
        case "VNI", "VNIWINDOWS", "VNIWIN": self = .vni
        case "1258", "CP1258", "WINDOWS1258", "WIN1258", "ANSI1258", "MS1258", "XCP1258": self = .cp1258
        case "UTF8", "65001", "CP65001", "UNICODE": self = .utf8
        case "1252", "CP1252", "WINDOWS1252", "WIN1252", "ANSI1252", "MS1252": self = .windows1252
        case "LATIN1", "ISO88591", "88591", "ISOIR100", "L1": self = .latin1
        default: return nil
        }
    }

    /// Composed text (NFC); bytes without a meaning become U+FFFD and are listed.
    public func decode(_ bytes: UnsafeRawBufferPointer) -> DecodedText {
        switch self {
        case .tcvn3: SingleByteTable.tcvn3.decode(bytes)
        case .vni: VNITable.decode(bytes)
        case .cp1258: CodePage1258.decode(bytes)
        case .utf8: Self.decodeUTF8(bytes)
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
        case .vni: return VNITable.encode(composed)
        case .cp1258: return CodePage1258.encode(composed)
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
