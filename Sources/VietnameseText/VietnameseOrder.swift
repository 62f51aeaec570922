import Foundation

/// The order of texts as a Vietnamese dictionary has it (CLDR's collation for `vi`): a ă â b c d đ e ê … y, whatever the
/// tones; of equal letters ngang, huyền, hỏi, ngã, sắc, nặng; then small letters before capitals. Blanks come before
/// signs, signs before digits, digits before letters, letters of other alphabets last.
///
/// ```
///           letters     tones    case
/// Ba < Bà   b a         level < grave
/// bà < Ba Na  the letters decide: b a | b a n a
/// ```
/// Texts of different bytes are never equal, so that the order is total.
public enum VietnameseOrder {
    /// -1, 0 or 1 for two texts in UTF-8. What is no UTF-8 has a place too.
    public static func compare(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Int {
        let shorter = min(left.count, right.count)
        var difference = 0
        while difference < shorter, left[difference] == right[difference] { difference += 1 }
        // A scalar of several bytes is compared as a whole.
        var start = difference
        while start > 0, isInside(left, at: start) || isInside(right, at: start) { start -= 1 }
        if start == shorter { return (left.count - right.count).signum() }
        var (first, second) = (Scalars(left, from: start), Scalars(right, from: start))
        var marks = 0
        while true {
            guard let one = first.next() else {
                // Texts that end together have the same letters.
                guard second.next() == nil else { return -1 }
                break
            }
            guard let other = second.next() else { return 1 }
            if one == other { continue }
            let (a, b) = (weight(of: one), weight(of: other))
            if a.letter != b.letter { return a.letter < b.letter ? -1 : 1 }
            // The first difference of the tones outweighs every one of case.
            let byTone = (Int(a.tone) - Int(b.tone)).signum() * 2
            let byMarks = byTone != 0 ? byTone : (Int(a.form) - Int(b.form)).signum()
            if abs(byMarks) > abs(marks) { marks = byMarks }
        }
        if marks != 0 { return marks.signum() }
        guard difference < shorter else { return (left.count - right.count).signum() }
        return left[difference] < right[difference] ? -1 : 1
    }

    private static func isInside(_ bytes: UnsafeRawBufferPointer, at index: Int) -> Bool {
        index < bytes.count && bytes[index] & 0xC0 == 0x80
    }

    /// Whether a text comes before another.
    public static func precedes(_ left: String, _ right: String) -> Bool {
        var (left, right) = (left, right)
        return left.withUTF8 { left in
            right.withUTF8 { compare(UnsafeRawBufferPointer(left), UnsafeRawBufferPointer($0)) < 0 }
        }
    }

    private struct Weight {
        /// Which letter, digit or sign it is.
        var letter: UInt32
        /// Its tone, or the mark of another language.
        var tone: UInt8 = 0
        /// Small before capital.
        var form: UInt8 = 0
    }

    private static func weight(of scalar: UInt32) -> Weight {
        scalar < UInt32(table.count) ? table[Int(scalar)] : foreign(scalar)
    }

    private static let firstLetter: UInt32 = 0x20_0000
    private static let firstForeignLetter: UInt32 = 0x40_0000
    /// The alphabet, with the letters of Latin that Vietnamese lacks in their places.
    private static let letters = Array("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz".unicodeScalars)

    /// Up to the last letter of Vietnamese, ỹ (U+1EF9).
    private static let table: [Weight] = (0...UInt32(0x1EF9)).map { value in
        guard let scalar = Unicode.Scalar(value) else { return foreign(value) }
        if let digit = scalar.properties.numericType == .decimal ? scalar.properties.numericValue : nil {
            return Weight(letter: firstLetter - 16 + UInt32(digit), tone: scalar.isASCII ? 0 : 1)
        }
        let small = scalar.properties.lowercaseMapping.unicodeScalars
        guard small.count == 1, let lower = small.first else { return foreign(value) }
        let form: UInt8 = lower == scalar ? 0 : 1
        if let letter = VietnameseLetter(lower) {
            return Weight(letter: place(of: letter.withoutTone), tone: UInt8(letter.tone.rawValue), form: form)
        }
        if let place = letters.firstIndex(of: lower) { return Weight(letter: firstLetter + UInt32(place), form: form) }
        // ä, ñ, ç: beside the letter they are made from, behind its tones.
        let parts = String(lower).decomposedStringWithCanonicalMapping.unicodeScalars
        guard parts.count > 1, let base = parts.first, letters.contains(base), let mark = parts.dropFirst().first else {
            return foreign(value)
        }
        return Weight(letter: place(of: base), tone: 8 + UInt8(mark.value & 0x7F), form: form)
    }

    private static func place(of letter: Unicode.Scalar) -> UInt32 {
        firstLetter + UInt32(letters.firstIndex(of: letter) ?? letters.count)
    }

    /// In the order of their codes: blanks and what controls, signs, and behind all others letters.
    private static func foreign(_ value: UInt32) -> Weight {
        guard let scalar = Unicode.Scalar(value) else { return Weight(letter: firstForeignLetter + value) }
        if scalar.properties.isAlphabetic { return Weight(letter: firstForeignLetter + value) }
        let isBlank = scalar.properties.isWhitespace || scalar.properties.generalCategory == .control
        return Weight(letter: isBlank ? 1 : 0x100 + value)
    }

    /// The scalars of UTF-8; a byte that has no place in it counts for itself, above all scalars.
    private struct Scalars {
        private let bytes: UnsafeRawBufferPointer
        private var index: Int

        init(_ bytes: UnsafeRawBufferPointer, from index: Int) {
            self.bytes = bytes
            self.index = index
        }

        mutating func next() -> UInt32? {
            guard index < bytes.count else { return nil }
            let lead = bytes[index]
            index += 1
            if lead < 0x80 { return UInt32(lead) }
            let length = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : 1
            guard lead >= 0xC2, lead < 0xF5, index + length <= bytes.count else { return 0x11_0000 + UInt32(lead) }
            var value = UInt32(lead) & (0x3F >> UInt32(length))
            for offset in 0..<length {
                let byte = bytes[index + offset]
                guard byte & 0xC0 == 0x80 else { return 0x11_0000 + UInt32(lead) }
                value = value << 6 | UInt32(byte & 0x3F)
            }
            index += length
            return value
        }
    }
}
