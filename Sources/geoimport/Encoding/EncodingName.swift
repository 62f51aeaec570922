import GeoStore
import VietnameseText

/// What reports call an encoding, in both languages; machines get the English one.
enum EncodingName {
    static func of(_ reader: TextReader, isCapitalFont: Bool = false) -> LocalizedText {
        var name = reader.reading.map(of) ?? LocalizedText(vi: reader.name, en: reader.name)
        if isCapitalFont {
            name = LocalizedText(vi: "\(name.vi) (phông chữ hoa)", en: "\(name.en) (capital font)")
        }
        return name
    }

    private static func of(_ reading: ByteReading) -> LocalizedText {
        switch reading {
        case .encoding(.tcvn3Capital):
            LocalizedText(vi: "TCVN3 (phông chữ hoa)", en: reading.name)
        case .encoding: LocalizedText(vi: reading.name, en: reading.name)
        case .misread(.misread(let inner, let first), let second):
            LocalizedText(
                vi: "\(of(inner).vi) từng bị đọc nhầm hai lần, là \(first.name) rồi \(second.name)",
                en: "\(of(inner).en) misread twice, as \(first.name) and \(second.name)")
        case .misread(let inner, let guise):
            LocalizedText(vi: "\(of(inner).vi) từng bị đọc nhầm là \(guise.name)", en: reading.name)
        }
    }
}
