import FeatureExchange
import VietnameseText

/// An encoding by the name that users and files give it, and how its bytes are read.
struct TextReading {
    let name: String
    let decoder: TextDecoder

    static var utf8: TextReading { TextReading(name: LegacyEncoding.utf8.name, decoder: SourceText.utf8) }

    /// Our own tables go first: the C library loses letters of Windows-1258 and knows neither TCVN3 nor VNI.
    /// - Throws: `ImportError.encodingUnknown`.
    init(named name: String) throws {
        if let damaged = Self.misread.first(where: { Self.name(ofMisread: $0) == name.lowercased() }) {
            self.init(.misread(damaged))
        } else if let encoding = LegacyEncoding(name: name) {
            self.init(.encoding(encoding))
        } else if let page = CodePage(name: name) {
            self.init(name: page.name, decoder: try page.makeDecoder())
        } else {
            throw ImportError.encodingUnknown(name)
        }
    }

    init(_ reading: EncodingRanking.Reading) {
        switch reading {
        case .encoding(.utf8):
            // Left as it is: whether it has to be composed is an issue of its own.
            self = .utf8
        case .encoding(let encoding):
            self.init(name: encoding.name) { bytes in
                let decoded = encoding.decode(bytes)
                return SourceText(decoded.text, undecodableBytes: decoded.undecodableOffsets.count)
            }
        case .misread(let encoding):
            self.init(name: Self.name(ofMisread: encoding)) { bytes in
                // A value that cannot have come about this way was never damaged.
                guard let decoded = reading.decode([UInt8](bytes)) else { return SourceText.utf8(bytes) }
                return SourceText(decoded.text, undecodableBytes: decoded.undecodableOffsets.count)
            }
        }
    }

    private init(name: String, decoder: @escaping TextDecoder) {
        self.name = name
        self.decoder = decoder
    }

    /// What `--encoding` calls a reading.
    static func option(_ reading: EncodingRanking.Reading) -> String {
        switch reading {
        case .encoding(.utf8): "utf-8"
        case .encoding(.windows1252): "windows-1252"
        case .encoding(let encoding): encoding.rawValue
        case .misread(let encoding): name(ofMisread: encoding)
        }
    }

    private static let misread: [LegacyEncoding] = [.tcvn3, .vni]
    private static func name(ofMisread encoding: LegacyEncoding) -> String { "misread-\(encoding.rawValue)" }
}
