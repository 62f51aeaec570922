/// VNI for Windows: most letters are a base letter and one byte for its marks (`a` F8 = à, `a` E0 = ầ); đ, ơ, ư, ị, ỵ
/// and the tones of i are single bytes; ơ and ư take a tone byte behind them. A capital's bytes are 0x20 lower.
///
/// Bytes below 0xC0 are read as Windows-1252 (quotes, dashes, degree sign), which VNI fonts leave in place.
enum VNITable {
    /// Lower-case marks by the vowel without tone, in the order of `VietnameseLetter.Tone`; nil: no such byte.
    private static let marks: [(vowel: Unicode.Scalar, base: UInt8, bytes: [UInt8?])] = {
        let tones: [UInt8?] = [nil, 0xF8, 0xFB, 0xF5, 0xF9, 0xEF]
        let circumflex: [UInt8?] = [0xE2, 0xE0, 0xE5, 0xE3, 0xE1, 0xE4]
        let breve: [UInt8?] = [0xEA, 0xE8, 0xFA, 0xFC, 0xE9, 0xEB]
        let a = UInt8(ascii: "a")
        let e = UInt8(ascii: "e")
        let o = UInt8(ascii: "o")
        return [
            ("a", a, tones), ("ă", a, breve), ("â", a, circumflex), ("e", e, tones), ("ê", e, circumflex),
            ("o", o, tones), ("ô", o, circumflex), ("ơ", 0xF4, tones), ("u", UInt8(ascii: "u"), tones),
            ("ư", 0xF6, tones), ("y", UInt8(ascii: "y"), [nil, 0xF8, 0xFB, 0xF5, 0xF9, nil]),
        ]
    }()

    private static let lowercaseSingles: [(UInt8, Unicode.Scalar)] = [
        (0xF1, "đ"), (0xF4, "ơ"), (0xF6, "ư"), (0xEC, "ì"), (0xE6, "ỉ"), (0xF3, "ĩ"), (0xED, "í"), (0xF2, "ị"),
        (0xEE, "ỵ"),
    ]

    /// One or two bytes, the first in the high half.
    private static let scalarOfCode: [UInt16: Unicode.Scalar] = {
        var scalars: [UInt16: Unicode.Scalar] = [:]
        for (code, scalar) in codes { scalars[code] = scalar }
        // A capital with a lower-case mark occurs where people switched fonts; the base letter decides.
        for (code, scalar) in codes where code > 0xFF && isUppercase(scalar) {
            scalars[code + 0x20] = scalars[code + 0x20] ?? scalar
        }
        return scalars
    }()

    private static let codeOfScalar: [Unicode.Scalar: UInt16] =
        Dictionary(codes.map { ($0.1, $0.0) }, uniquingKeysWith: { first, _ in first })

    private static let codes: [(UInt16, Unicode.Scalar)] = {
        var codes: [(UInt16, Unicode.Scalar)] = []
        func add(_ bytes: [UInt8], _ lower: Unicode.Scalar) {
            let upper = lower.properties.uppercaseMapping.unicodeScalars.first ?? lower
            codes.append((bytes.reduce(0) { $0 << 8 | UInt16($1) }, lower))
            codes.append((bytes.reduce(0) { $0 << 8 | UInt16($1 - 0x20) }, upper))
        }
        for (byte, letter) in lowercaseSingles { add([byte], letter) }
        for (vowel, base, bytes) in marks {
            for (tone, mark) in zip(VietnameseLetter.Tone.allCases, bytes) {
                guard let mark, let letter = VietnameseLetter.composed(vowel, tone) else { continue }
                add([base, mark], letter)
            }
        }
        return codes
    }()

    private static func isUppercase(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.isUppercase }

    /// Greedy: two bytes where they are a letter, else one.
    static func decode(_ bytes: UnsafeRawBufferPointer) -> DecodedText {
        var scalars = String.UnicodeScalarView()
        var undecodable: [Int] = []
        var offset = 0
        while offset < bytes.count {
            let byte = bytes[offset]
            if offset + 1 < bytes.count, bytes[offset + 1] >= 0xC0,
                let pair = scalarOfCode[UInt16(byte) << 8 | UInt16(bytes[offset + 1])]
            {
                scalars.append(pair)
                offset += 2
                continue
            }
            if let single = scalarOfCode[UInt16(byte)] {
                scalars.append(single)
            } else if byte < 0xC0, let single = SingleByteTable.windows1252.scalar(of: byte) {
                scalars.append(single)
            } else {
                scalars.append("\u{FFFD}")
                undecodable.append(offset)
            }
            offset += 1
        }
        return DecodedText(text: String(scalars), undecodableOffsets: undecodable)
    }

    static func encode(_ text: String) -> EncodedText {
        var bytes: [UInt8] = []
        var unencodable = 0
        for scalar in text.unicodeScalars {
            if let code = codeOfScalar[scalar] {
                if code > 0xFF { bytes.append(UInt8(code >> 8)) }
                bytes.append(UInt8(code & 0xFF))
            } else if let byte = SingleByteTable.windows1252.byte(of: scalar), byte < 0xC0 {
                bytes.append(byte)
            } else {
                bytes.append(UInt8(ascii: "?"))
                unencodable += 1
            }
        }
        return EncodedText(bytes: bytes, unencodableCount: unencodable, lostCapitals: 0)
    }
}
