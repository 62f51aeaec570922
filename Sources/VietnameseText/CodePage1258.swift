import Foundation

/// Windows-1258: vowels with breve, circumflex or horn are one byte, tones are combining bytes behind the vowel.
///
/// Decoded here because glibc's iconv holds the last character back to see whether a tone follows, and GDAL never asks
/// for it: every value loses its last letter.
enum CodePage1258 {
    static let table = SingleByteTable(
        upperHalf: [
            0x20AC, 0x0000, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,  // 0x80
            0x02C6, 0x2030, 0x0000, 0x2039, 0x0152, 0x0000, 0x0000, 0x0000,  // 0x88
            0x0000, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,  // 0x90
            0x02DC, 0x2122, 0x0000, 0x203A, 0x0153, 0x0000, 0x0000, 0x0178,  // 0x98
        ] + (0xA0...0xFF).map { differences[$0] ?? $0 })

    /// Where 1258 is not Latin-1 above 0xA0.
    private static let differences: [UInt32: UInt32] = [
        0xC3: 0x102, 0xCC: 0x300, 0xD0: 0x110, 0xD2: 0x309, 0xD5: 0x1A0, 0xDD: 0x1AF, 0xDE: 0x303,
        0xE3: 0x103, 0xEC: 0x301, 0xF0: 0x111, 0xF2: 0x323, 0xF5: 0x1A1, 0xFD: 0x1B0, 0xFE: 0x20AB,
    ]

    static func decode(_ bytes: UnsafeRawBufferPointer) -> DecodedText {
        var scalars: [Unicode.Scalar] = []
        scalars.reserveCapacity(bytes.count)
        var undecodable: [Int] = []
        var needsComposing = false
        for (offset, byte) in bytes.enumerated() {
            guard let scalar = table.scalar(of: byte) else {
                scalars.append("\u{FFFD}")
                undecodable.append(offset)
                continue
            }
            guard let tone = VietnameseLetter.Tone(combiningMark: scalar), let vowel = scalars.last else {
                scalars.append(scalar)
                continue
            }
            if let letter = VietnameseLetter.composed(vowel, tone) {
                scalars[scalars.count - 1] = letter
            } else {
                scalars.append(scalar)
                needsComposing = true
            }
        }
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        let text = String(view)
        return DecodedText(
            text: needsComposing ? text.precomposedStringWithCanonicalMapping : text, undecodableOffsets: undecodable)
    }

    /// Tones always as combining bytes (the form Windows' Vietnamese keyboard types).
    static func encode(_ text: String) -> EncodedText {
        var bytes: [UInt8] = []
        var unencodable = 0
        for scalar in text.unicodeScalars {
            if let letter = VietnameseLetter(scalar), let mark = letter.tone.combiningMark,
                let vowel = table.byte(of: letter.withoutTone), let tone = table.byte(of: mark)
            {
                bytes += [vowel, tone]
            } else if let byte = table.byte(of: scalar) {
                bytes.append(byte)
            } else {
                bytes.append(UInt8(ascii: "?"))
                unencodable += 1
            }
        }
        return EncodedText(bytes: bytes, unencodableCount: unencodable, lostCapitals: 0)
    }
}
