import Foundation

/// A character encoding known to the system's iconv, by the names people and .cpg files use.
public struct CodePage: Hashable, Sendable {
    /// iconv's name: `CP936`, `ISO-8859-1`, `UTF-8`.
    public let name: String

    /// Reads `936`, `CP936`, `ANSI 1250`, `windows-1250`, `ISO 88591`, `ISO-8859-15`, `65001`, `Big5`, `WindowsLatin2`…
    /// Nil when iconv does not have it.
    public init?(name: String) {
        let key = name.uppercased().filter { $0.isASCII && ($0.isLetter || $0.isNumber) }
        let iconvName = Self.iconvName(key)
        guard Iconv.knows(iconvName) else { return nil }
        self.name = iconvName
    }

    public static let utf8 = CodePage(known: "UTF-8")

    private init(known name: String) { self.name = name }

    private static func iconvName(_ key: String) -> String {
        if let name = mapInfoNames[key] { return name }
        if ["UTF8", "65001", "CP65001"].contains(key) { return "UTF-8" }
        for prefix in ["ANSI", "WINDOWS", "WIN", "CP", "MS", "OEM", ""] where key.hasPrefix(prefix) {
            let digits = key.dropFirst(prefix.count)
            guard !digits.isEmpty, digits.allSatisfy(\.isNumber) else { continue }
            // ESRI writes ISO 8859 parts as 8859n.
            return digits.hasPrefix("8859") ? "ISO-8859-\(digits.dropFirst(4))" : "CP\(digits)"
        }
        return key.hasPrefix("ISO8859") ? "ISO-8859-\(key.dropFirst(7))" : key
    }

    /// MapInfo's charset names (MITAB, mitab_imapinfofile.cpp). There is none for Vietnamese.
    private static let mapInfoNames = [
        "WINDOWSLATIN1": "CP1252", "WINDOWSLATIN2": "CP1250", "WINDOWSCYRILLIC": "CP1251", "WINDOWSGREEK": "CP1253",
        "WINDOWSTURKISH": "CP1254", "WINDOWSHEBREW": "CP1255", "WINDOWSARABIC": "CP1256", "WINDOWSBALTICRIM": "CP1257",
        "WINDOWSTHAI": "CP874", "WINDOWSSIMPCHINESE": "CP936", "WINDOWSTRADCHINESE": "CP950",
        "WINDOWSJAPANESE": "CP932", "WINDOWSKOREAN": "CP949",
    ]

    /// A decoder of this code page; each reader has its own, it is not for several threads.
    public func makeDecoder() throws(FeatureExchangeError) -> TextDecoder {
        if name == "UTF-8" { return SourceText.utf8 }
        let iconv = try Iconv(from: name)
        return { iconv.decode($0) }
    }

    /// The text of `bytes`; what has no meaning becomes U+FFFD and is counted.
    public static func recode(_ bytes: [UInt8], from name: String) throws(FeatureExchangeError) -> SourceText {
        guard let page = CodePage(name: name) else { throw .unknownCodePage(name: name) }
        let decoder = try page.makeDecoder()
        return bytes.withUnsafeBytes { decoder($0) }
    }
}
