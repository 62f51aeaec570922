import Foundation

/// Names in archives, which say what they are in only when packed by newer programs.
enum ArchiveName {
    /// Flagged or well-formed UTF-8 as it is; else the first code page in which every letter is Vietnamese: TCVN3 and
    /// code page 1258 are what Windows wrote here, 437 is the format's own.
    static func text(of bytes: [UInt8], isUTF8: Bool) -> String {
        let slashed = bytes.map { $0 == UInt8(ascii: "\\") ? UInt8(ascii: "/") : $0 }
        if isUTF8 || !slashed.contains(where: { $0 >= 0x80 }) { return String(decoding: slashed, as: UTF8.self) }
        if let text = String(validating: slashed, as: UTF8.self) { return text }
        for page in ["TCVN5712-1", "CP1258"] {
            guard let text = LegacyText.whole(slashed, page), text.unicodeScalars.allSatisfy(isVietnamese) else {
                continue
            }
            return text.precomposedStringWithCanonicalMapping
        }
        return LegacyText.whole(slashed, "CP437") ?? String(decoding: slashed, as: UTF8.self)
    }

    /// ASCII, the letters with marks, and the combining tone marks of code page 1258.
    private static func isVietnamese(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x80, 0x1EA0...0x1EF9: true
        case 0x300, 0x301, 0x303, 0x309, 0x323: true
        case 0x102, 0x103, 0x110, 0x111, 0x128, 0x129, 0x168, 0x169, 0x1A0, 0x1A1, 0x1AF, 0x1B0: true
        default: "ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúý".unicodeScalars.contains(scalar)
        }
    }

    /// A name for a file of ours: one component, nothing that climbs, at most what a file system takes.
    static func safe(_ component: Substring) -> String {
        let cleaned = component.map { $0 == "/" || $0 == "\0" ? "_" : $0 }
        let name = String(cleaned)
        guard name != ".", name != "..", !name.isEmpty else { return "_" }
        guard name.utf8.count > 200 else { return name }
        let suffix = name.lastIndex(of: ".").map { String(name[$0...].prefix(12)) } ?? ""
        return String(name.prefix(60)) + suffix
    }
}
