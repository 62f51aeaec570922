/// A cheap look that finds nearly all text good: made of letters that Vietnamese has, in an order it has.
///
/// False means "look closer", not "wrong". True for ASCII, for clean Vietnamese, for other scripts; false as soon as a
/// letter or sign occurs that misread text is full of, or `aâ`, `NguyÔn`.
enum PlainText {
    static func isPlain(_ text: String) -> Bool {
        var text = text
        return text.withUTF8 { isPlain(UnsafeRawBufferPointer($0)) }
    }

    /// `bytes` must be well-formed UTF-8. Works on bytes with one table: every value of every row comes here.
    static func isPlain(_ bytes: UnsafeRawBufferPointer) -> Bool {
        table.withUnsafeBufferPointer { table in
            var offset = 0
            var previous: UInt8 = 0
            while offset < bytes.count {
                let lead = bytes[offset]
                var value = Int(lead)
                if lead < 0x80 {
                    offset += 1
                } else if lead < 0xE0 {
                    value = Int(lead & 0x1F) << 6 | Int(bytes[offset + 1] & 0x3F)
                    offset += 2
                } else if lead < 0xF0 {
                    value = Int(lead & 0x0F) << 12 | Int(bytes[offset + 1] & 0x3F) << 6 | Int(bytes[offset + 2] & 0x3F)
                    offset += 3
                } else {
                    value = Int.max
                    offset += 4
                }
                let flags = value < table.count ? table[value] : Flag.beyond
                if flags & Flag.suspect != 0 { return false }
                // A capital behind a small letter, a marked vowel behind a or e, another script inside a word.
                if flags & Flag.markedCapital != 0, previous & Flag.small != 0 { return false }
                if flags & Flag.markedVowel != 0, previous & Flag.plainAOrE != 0 { return false }
                if flags & Flag.otherScript != 0, previous & Flag.small != 0 { return false }
                previous = flags
            }
            return true
        }
    }

    private enum Flag {
        static let suspect: UInt8 = 1
        static let small: UInt8 = 2
        static let markedCapital: UInt8 = 4
        static let markedVowel: UInt8 = 8
        static let plainAOrE: UInt8 = 16
        static let otherScript: UInt8 = 32
        /// Beyond the table: scripts of Asia; U+FFFD, and signs of mathematics that nobody misreads.
        static let beyond = otherScript
    }

    /// For characters below U+2100: Latin with all its marks, and the punctuation.
    private static let table: [UInt8] = (0..<0x2100).map { value in
        guard let scalar = Unicode.Scalar(value) else { return Flag.suspect }
        let kind = ScalarClass.of(scalar)
        switch kind.kind {
        case .separator: return scalar == "\u{A0}" ? Flag.suspect : 0
        case .foreign, .stray, .unit: return Flag.suspect
        case .otherScript: return Flag.otherScript
        case .letter, .highland:
            var flags: UInt8 = kind.isUppercase ? 0 : Flag.small
            if !scalar.isASCII, kind.isUppercase { flags |= Flag.markedCapital }
            if !scalar.isASCII, kind.isVowel { flags |= Flag.markedVowel }
            if scalar.isASCII, kind.code == 1 || kind.code == 5 { flags |= Flag.plainAOrE }
            return flags
        }
    }
}
