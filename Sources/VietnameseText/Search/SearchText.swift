import Foundation

/// A text as search compares it: words without marks, in lower case, separated by one blank.
///
/// Words are what stands between blanks and punctuation, and numbers are words of their own: `QL19` is `ql 19`,
/// `661B` is `661 b`. y counts as i: `Quy Nhơn` and `Qui Nhơn` are one.
public enum SearchText {
    /// Grows with whatever changes `folded`: an index made by another generation is made anew.
    public static let generation = 1

    /// Words beyond these say nothing about what a feature is called.
    public static let maximumWords = 64

    /// The words of a text, for an index.
    public static func folded(_ text: String, atMost words: Int = maximumWords) -> String {
        var text = text
        return text.withUTF8 { folded(UnsafeRawBufferPointer($0), atMost: words) }
    }

    /// - Parameter bytes: well-formed UTF-8, composed or not.
    public static func folded(_ bytes: UnsafeRawBufferPointer, atMost words: Int = maximumWords) -> String {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count + 4)
        forEachWord(bytes, atMost: words) { word in
            if !result.isEmpty { result.append(UInt8(ascii: " ")) }
            result.append(contentsOf: word)
        }
        return String(decoding: result, as: UTF8.self)
    }

    private enum Kind { case none, letter, digit }

    private static func forEachWord(
        _ bytes: UnsafeRawBufferPointer, atMost maximum: Int, _ body: (ArraySlice<UInt8>) -> Void
    ) {
        var word: [UInt8] = []
        var kind = Kind.none
        var count = 0
        func close() {
            if !word.isEmpty {
                count += 1
                body(word[...])
                word.removeAll(keepingCapacity: true)
            }
            kind = .none
        }
        var offset = 0
        table.withUnsafeBufferPointer { table in
            while offset < bytes.count, count < maximum {
                let (value, length) = scalar(at: offset, bytes)
                let kindOfScalar = value < table.count ? table[value] : isLetter(value) ? other : separator
                switch kindOfScalar {
                case separator: close()
                case skipped: break
                case other:
                    if kind == .digit { close() }
                    kind = .letter
                    word.append(contentsOf: bytes[offset..<offset + length])
                case UInt8(ascii: "0")...UInt8(ascii: "9"):
                    if kind == .letter { close() }
                    kind = .digit
                    word.append(kindOfScalar)
                default:
                    if kind == .digit { close() }
                    kind = .letter
                    word.append(kindOfScalar)
                }
                offset += length
            }
        }
        if count < maximum { close() }
    }

    /// The scalar that begins at `offset`, and how many bytes it takes.
    private static func scalar(at offset: Int, _ bytes: UnsafeRawBufferPointer) -> (value: Int, length: Int) {
        let lead = bytes[offset]
        func tail(_ place: Int) -> Int { offset + place < bytes.count ? Int(bytes[offset + place] & 0x3F) : 0 }
        if lead < 0x80 { return (Int(lead), 1) }
        if lead < 0xE0 { return (Int(lead & 0x1F) << 6 | tail(1), min(2, bytes.count - offset)) }
        if lead < 0xF0 { return (Int(lead & 0x0F) << 12 | tail(1) << 6 | tail(2), min(3, bytes.count - offset)) }
        let value = Int(lead & 0x07) << 18 | tail(1) << 12 | tail(2) << 6 | tail(3)
        return (value, min(4, bytes.count - offset))
    }

    private static func isLetter(_ value: Int) -> Bool {
        guard let scalar = Unicode.Scalar(UInt32(value)) else { return false }
        return scalar.properties.isAlphabetic || scalar.properties.numericType == .decimal
    }

    private static let separator: UInt8 = 0
    private static let skipped: UInt8 = 1
    /// A letter of another alphabet, which stays what it is.
    private static let other: UInt8 = 2

    /// Letters that look like đ, and are typed for want of it: Icelandic and African ones.
    static let likeD: Set<Unicode.Scalar> = ["\u{D0}", "\u{F0}", "\u{189}", "\u{256}"]

    /// What each scalar below U+2100 becomes: an ASCII letter or digit, or one of the marks above.
    private static let table: [UInt8] = (0..<0x2100).map { value in
        guard let scalar = Unicode.Scalar(value) else { return separator }
        if likeD.contains(scalar) { return UInt8(ascii: "d") }
        if (0x300...0x36F).contains(value) { return skipped }
        // Signs that only format: soft hyphen, zero-width blanks.
        if scalar.properties.generalCategory == .format { return skipped }
        guard scalar.properties.isAlphabetic || scalar.properties.numericType == .decimal else { return separator }
        let folded = VietnameseFolding.fold(String(Character(scalar))).unicodeScalars
        guard folded.count == 1, let letter = folded.first, letter.isASCII else { return other }
        return letter == "y" ? UInt8(ascii: "i") : UInt8(letter.value)
    }
}
