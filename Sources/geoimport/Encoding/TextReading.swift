import FeatureExchange
import VietnameseText

/// An encoding by the name that users and files give it.
struct TextReading {
    let reader: TextReader

    var name: String { reader.name }

    static var utf8: TextReading { TextReading(reader: .utf8) }

    /// Our own tables go first: the C library loses letters of Windows-1258 and knows neither TCVN3 nor VNI.
    /// - Throws: `ImportError.encodingUnknown`.
    init(named name: String) throws {
        if let reading = ByteReading(option: name) {
            reader = TextReader(reading)
        } else if let page = CodePage(name: name) {
            let decoder = try page.makeDecoder()
            reader = TextReader(codePage: page.name) { bytes in
                let decoded = decoder(bytes)
                return (decoded.text, decoded.undecodableBytes)
            }
        } else {
            throw ImportError.encodingUnknown(name)
        }
    }

    private init(reader: TextReader) { self.reader = reader }
}

extension ColumnDecoder {
    /// As the reader of features calls it.
    var textDecoder: TextDecoder {
        { bytes in
            let value = self.decode(bytes)
            return SourceText(
                value.text, undecodableBytes: value.undecodableBytes,
                remarks: SourceText.Remarks(rawValue: value.remarks.rawValue), otherEncoding: value.otherReading)
        }
    }
}
