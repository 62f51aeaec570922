/// `0xRRGGBB` (OGC 06-042, 7.3.3.9), or with `#` before it.
enum ColourParameter {
    static let expected = "a colour like 0xFFFFFF"

    /// - Returns: nil for any other text.
    static func read(_ text: String) -> UInt32? {
        let digits = text.hasPrefix("#") ? text.dropFirst() : text.lowercased().hasPrefix("0x") ? text.dropFirst(2) : ""
        guard digits.utf8.count == 6, digits.allSatisfy(\.isHexDigit) else { return nil }
        return UInt32(digits, radix: 16)
    }
}
