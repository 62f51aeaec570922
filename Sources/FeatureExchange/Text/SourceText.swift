/// Text made from the raw bytes of a source.
public struct SourceText: Hashable, Sendable {
    public var text: String
    /// Bytes without a meaning, each U+FFFD in `text`.
    public var undecodableBytes: Int
    /// What the decoder did beyond decoding, or found.
    public var remarks: Remarks
    /// Name of the encoding when this value is not in the one of its column.
    public var otherEncoding: String?

    /// Each becomes an issue of the feature.
    public struct Remarks: OptionSet, Hashable, Sendable {
        public let rawValue: UInt8
        public init(rawValue: UInt8) { self.rawValue = rawValue }

        /// The value is in another encoding than most of its column.
        public static let otherEncoding = Remarks(rawValue: 1 << 0)
        /// Letters confused by a former conversion were brought back.
        public static let misreadRepaired = Remarks(rawValue: 1 << 1)
        /// Letters that only look right became the right ones: Ð became Đ.
        public static let lettersFolded = Remarks(rawValue: 1 << 2)
        /// Decomposed Unicode was composed.
        public static let composed = Remarks(rawValue: 1 << 3)
        /// Capitals that the encoding lacks were brought back.
        public static let capitalsRestored = Remarks(rawValue: 1 << 4)
        /// Letters were replaced by `?` before the text came here, and cannot be brought back.
        public static let lettersLost = Remarks(rawValue: 1 << 5)
    }

    public init(
        _ text: String, undecodableBytes: Int = 0, remarks: Remarks = [], otherEncoding: String? = nil
    ) {
        self.text = text
        self.undecodableBytes = undecodableBytes
        self.remarks = remarks
        self.otherEncoding = otherEncoding
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
