/// What a source says about its own text. It is a claim: files lie.
public struct DeclaredEncoding: Hashable, Sendable {
    /// The name in a .cpg, a MapInfo charset or a DXF header, as written.
    public internal(set) var name: String?
    /// Language driver byte of a .dbf; nil for other formats.
    public internal(set) var languageDriver: UInt8?

    init(name: String? = nil, languageDriver: UInt8? = nil) {
        self.name = name
        self.languageDriver = languageDriver
    }

    /// The code page claimed, nil when there is no claim or an unknown one. A name goes before a language driver.
    public var codePage: CodePage? {
        if let name { return CodePage(name: name) }
        guard let driver = languageDriver, let name = Self.codePages[driver] else { return nil }
        return CodePage(name: name)
    }

    /// dBASE language drivers that name one code page. 0x57 is left out: it means "some Windows code page", and
    /// Vietnamese software writes it over TCVN3 and VNI alike.
    private static let codePages: [UInt8: String] = [
        0x01: "CP437", 0x02: "CP850", 0x03: "CP1252", 0x13: "CP932", 0x4D: "CP936", 0x4E: "CP949", 0x4F: "CP950",
        0x50: "CP874", 0x64: "CP852", 0x65: "CP866", 0x78: "CP950", 0x79: "CP949", 0x7A: "CP936", 0x7B: "CP932",
        0x7C: "CP874", 0xC8: "CP1250", 0xC9: "CP1251", 0xCA: "CP1254", 0xCB: "CP1253",
    ]
}
