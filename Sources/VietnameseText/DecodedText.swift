/// Text made from bytes, with the places where the bytes meant nothing.
public struct DecodedText: Hashable, Sendable {
    /// Composed (NFC). Each undecodable byte is one U+FFFD.
    public let text: String
    /// Offsets of the undecodable bytes, ascending.
    public let undecodableOffsets: [Int]

    public var isComplete: Bool { undecodableOffsets.isEmpty }

    init(text: String, undecodableOffsets: [Int] = []) {
        self.text = text
        self.undecodableOffsets = undecodableOffsets
    }

    var uppercased: DecodedText { DecodedText(text: text.uppercased(), undecodableOffsets: undecodableOffsets) }
}

/// Bytes made from text, with what the encoding could not hold.
public struct EncodedText: Hashable, Sendable {
    /// Each character the encoding lacks is one `?`.
    public let bytes: [UInt8]
    public let unencodableCount: Int
    /// Capitals written with the byte of their lower-case letter: TCVN3 has no capital vowel with a tone.
    public let lostCapitals: Int
}
