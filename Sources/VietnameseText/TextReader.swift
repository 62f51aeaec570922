/// A reading with its name: one of ours, or a code page of the system that the caller brings.
public struct TextReader {
    /// What reports call it.
    public let name: String
    /// What a person types to ask for it.
    public let option: String
    /// Nil for a code page of the caller's.
    public let reading: ByteReading?
    /// Nil when the bytes cannot have come about this way.
    let decode: (UnsafeRawBufferPointer) -> DecodedText?

    public init(_ reading: ByteReading) {
        name = reading.name
        option = reading.option
        self.reading = reading
        decode = { reading.decode($0) }
    }

    /// A code page that this module does not know. `decode` gives composed or decomposed text and the number of bytes
    /// without a meaning.
    public init(codePage name: String, decode: @escaping (UnsafeRawBufferPointer) -> (text: String, undecodable: Int)) {
        self.name = name
        option = name
        reading = nil
        self.decode = { bytes in
            let decoded = decode(bytes)
            return DecodedText(
                text: ComposedText.of(decoded.text),
                undecodableOffsets: Array(repeating: 0, count: decoded.undecodable))
        }
    }

    /// Whether Vietnamese can be in this encoding at all: a claim of Windows-1252 over Vietnamese text is a default that
    /// nobody meant.
    var canWriteVietnamese: Bool {
        switch reading {
        case .encoding(.windows1252), .encoding(.latin1), nil: false
        case .encoding, .misread: true
        }
    }

    public static var utf8: TextReader { TextReader(.encoding(.utf8)) }

    /// What the reader makes of bytes, and how many of them mean nothing to it.
    public func text(of bytes: [UInt8]) -> (text: String, undecodable: Int)? {
        bytes.withUnsafeBytes { decode($0) }.map { ($0.text, $0.undecodableOffsets.count) }
    }
}
