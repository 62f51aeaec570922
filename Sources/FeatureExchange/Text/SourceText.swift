/// Text made from the raw bytes of a source.
public struct SourceText: Hashable, Sendable {
    public var text: String
    /// Bytes without a meaning, each U+FFFD in `text`.
    public var undecodableBytes: Int

    public init(_ text: String, undecodableBytes: Int = 0) {
        self.text = text
        self.undecodableBytes = undecodableBytes
    }

    /// Strict UTF-8; ill-formed sequences become U+FFFD and are counted.
    public static func utf8(_ bytes: UnsafeRawBufferPointer) -> SourceText {
        if let text = String(validating: bytes, as: UTF8.self) { return SourceText(text) }
        let repaired = String(decoding: bytes, as: UTF8.self)
        return SourceText(repaired, undecodableBytes: max(1, repaired.unicodeScalars.count { $0 == "\u{FFFD}" }))
    }

    /// ASCII as it is, every other byte counted as undecodable: for a column about which nothing is known.
    public static func asciiOnly(_ bytes: UnsafeRawBufferPointer) -> SourceText {
        let foreign = bytes.count { $0 >= 0x80 }
        guard foreign > 0 else { return SourceText(String(decoding: bytes, as: UTF8.self)) }
        var scalars = String.UnicodeScalarView()
        for byte in bytes { scalars.append(byte < 0x80 ? Unicode.Scalar(byte) : "\u{FFFD}") }
        return SourceText(String(scalars), undecodableBytes: foreign)
    }
}

/// Reads the raw bytes of one column. Called on the reader's thread; the bytes are valid during the call only.
public typealias TextDecoder = (UnsafeRawBufferPointer) -> SourceText
