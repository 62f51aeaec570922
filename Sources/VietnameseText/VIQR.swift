import Foundation

/// VIQR (RFC 1456): Vietnamese in plain ASCII, marks typed behind the vowel: `Tru+o+`ng DDa^`m`.
///
/// `(` breve, `^` circumflex, `+` or `*` horn, `` ` `` `?` `~` `'` `.` the tones, `dd` đ; a backslash takes the meaning
/// from the mark behind it.
enum VIQR {
    private static let modifiers: [(mark: UInt8, vowels: [UInt8: Unicode.Scalar])] = [
        (UInt8(ascii: "("), [UInt8(ascii: "a"): "ă"]),
        (UInt8(ascii: "^"), [UInt8(ascii: "a"): "â", UInt8(ascii: "e"): "ê", UInt8(ascii: "o"): "ô"]),
        (UInt8(ascii: "+"), [UInt8(ascii: "o"): "ơ", UInt8(ascii: "u"): "ư"]),
        (UInt8(ascii: "*"), [UInt8(ascii: "o"): "ơ", UInt8(ascii: "u"): "ư"]),
    ]

    private static let tones: [UInt8: VietnameseLetter.Tone] = [
        UInt8(ascii: "`"): .grave, UInt8(ascii: "?"): .hook, UInt8(ascii: "~"): .tilde, UInt8(ascii: "'"): .acute,
        UInt8(ascii: "."): .dot,
    ]

    /// Bytes outside ASCII have no meaning here.
    static func decode(_ bytes: UnsafeRawBufferPointer) -> DecodedText {
        var scalars = String.UnicodeScalarView()
        var undecodable: [Int] = []
        var offset = 0
        while offset < bytes.count {
            let byte = bytes[offset]
            let next = offset + 1 < bytes.count ? bytes[offset + 1] : 0
            if byte == UInt8(ascii: "\\"), next != 0 {
                scalars.append(Unicode.Scalar(next))
                offset += 2
            } else if byte | 0x20 == UInt8(ascii: "d"), next | 0x20 == UInt8(ascii: "d") {
                scalars.append(byte == UInt8(ascii: "D") ? "Đ" : "đ")
                offset += 2
            } else if let letter = letter(at: offset, of: bytes) {
                scalars.append(letter.scalar)
                offset += letter.length
            } else {
                scalars.append(byte < 0x80 ? Unicode.Scalar(byte) : "\u{FFFD}")
                if byte >= 0x80 { undecodable.append(offset) }
                offset += 1
            }
        }
        return DecodedText(text: String(scalars), undecodableOffsets: undecodable)
    }

    /// The vowel at `offset` with the marks behind it; nil for anything but a vowel.
    private static func letter(
        at offset: Int, of bytes: UnsafeRawBufferPointer
    ) -> (scalar: Unicode.Scalar, length: Int)? {
        let byte = bytes[offset]
        guard byte < 0x80, var letter = VietnameseLetter(Unicode.Scalar(byte)) else { return nil }
        var length = 1
        if offset + 1 < bytes.count,
            let marked = modifiers.first(where: { $0.mark == bytes[offset + 1] })?.vowels[byte | 0x20],
            let lower = VietnameseLetter(marked)
        {
            letter = letter.isUppercase ? lower.uppercased : lower
            length = 2
        }
        if offset + length < bytes.count, let tone = tones[bytes[offset + length]],
            let toned = VietnameseLetter.composed(letter.withoutTone, tone)
        {
            return (toned, length + 1)
        }
        return (letter.scalar, length)
    }

    static func encode(_ text: String) -> EncodedText {
        var bytes: [UInt8] = []
        var unencodable = 0
        var followsVowel = false
        for scalar in text.unicodeScalars {
            if let letter = VietnameseLetter(scalar) {
                bytes += code(of: letter)
                followsVowel = letter.ascii.value | 0x20 != 0x64
                continue
            }
            if scalar.isASCII {
                let byte = UInt8(scalar.value)
                let isMark = tones[byte] != nil || modifiers.contains { $0.mark == byte }
                let repeatsD = byte | 0x20 == UInt8(ascii: "d") && (bytes.last ?? 0) | 0x20 == UInt8(ascii: "d")
                if byte == UInt8(ascii: "\\") || (isMark && followsVowel) || repeatsD { bytes.append(0x5C) }
                bytes.append(byte)
            } else {
                bytes.append(UInt8(ascii: "?"))
                unencodable += 1
            }
            followsVowel = false
        }
        return EncodedText(bytes: bytes, unencodableCount: unencodable, lostCapitals: 0)
    }

    private static func code(of letter: VietnameseLetter) -> [UInt8] {
        let base = UInt8(letter.ascii.value)
        guard base | 0x20 != UInt8(ascii: "d") else { return [base, base] }
        let toneless = letter.isUppercase ? letter.lowercased.withoutTone : letter.withoutTone
        let modifier = modifiers.first { $0.vowels[base | 0x20] == toneless }?.mark
        let tone = tones.first { $0.value == letter.tone }?.key
        return [base] + [modifier, tone].compactMap { $0 }
    }

    /// Whether ASCII text has what only VIQR has: a vowel with a modifier, or a tone mark inside or at the end of a
    /// word of letters. A cheap look, no verdict: `it's` has none, `I'm` and `a^2` have.
    static func isSuspected(_ bytes: UnsafeRawBufferPointer) -> Bool {
        var previous: UInt8 = 0
        for byte in bytes {
            switch byte {
            case UInt8(ascii: "("), UInt8(ascii: "^"), UInt8(ascii: "+"), UInt8(ascii: "*"), UInt8(ascii: "`"),
                UInt8(ascii: "~"), UInt8(ascii: "'"), UInt8(ascii: "?"):
                if isVowel(previous) { return true }
            case UInt8(ascii: "d"), UInt8(ascii: "D"):
                if previous | 0x20 == UInt8(ascii: "d") { return true }
            default: break
            }
            previous = byte
        }
        return false
    }

    private static func isVowel(_ byte: UInt8) -> Bool {
        switch byte | 0x20 {
        case UInt8(ascii: "a"), UInt8(ascii: "e"), UInt8(ascii: "i"), UInt8(ascii: "o"), UInt8(ascii: "u"),
            UInt8(ascii: "y"):
            true
        default: false
        }
    }
}

extension VietnameseLetter {
    var uppercased: VietnameseLetter { cased(scalar.properties.uppercaseMapping) }
    var lowercased: VietnameseLetter { cased(scalar.properties.lowercaseMapping) }

    /// Every letter here has a one-scalar counterpart in the other case.
    private func cased(_ mapping: String) -> VietnameseLetter {
        mapping.unicodeScalars.first.flatMap { VietnameseLetter($0) } ?? self
    }
}
