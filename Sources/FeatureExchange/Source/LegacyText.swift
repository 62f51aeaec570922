/// Names in the code pages of old Vietnamese systems, by iconv's own names for them.
enum LegacyText {
    /// Nil for a page that this system's iconv does not have: one reading less.
    static func decoded(_ bytes: [UInt8], _ page: String) -> SourceText? {
        guard let iconv = try? Iconv(from: page) else { return nil }
        return bytes.withUnsafeBytes { iconv.decode($0) }
    }

    /// Nil also when a byte has no meaning.
    static func whole(_ bytes: [UInt8], _ page: String) -> String? {
        decoded(bytes, page).flatMap { $0.undecodableBytes == 0 ? $0.text : nil }
    }
}
