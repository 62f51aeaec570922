import FeatureExchange
import GeoStore
import SimpleFeatures
import VietnameseText

/// From a source's columns to a collection's: safe names, the old names kept as titles.
enum SchemaPlan {
    /// - Parameter decoder: reads the names of old shapefiles, which are as encoded as their values.
    static func properties(of layer: SourceLayer, decoder: TextDecoder) -> (
        properties: [FeatureSchema.Property], notes: [String]
    ) {
        var taken: Set<String> = []
        var properties: [FeatureSchema.Property] = []
        var notes: [String] = []
        for field in layer.fields {
            let original = ComposedText.of(field.name(by: decoder).text)
            let name = unique(safe(original), &taken)
            if name != original { notes.append("column '\(original)' is called \(name)") }
            properties.append(FeatureSchema.Property(name: name, title: original, type: field.type))
        }
        return (properties, notes)
    }

    /// ASCII letters, digits and `_`, not beginning with a digit, meaning nothing else to SQL or in a URL.
    static func safe(_ original: String) -> String {
        let ascii = VietnameseFolding.asciiTransliteration(original)
        var name = String(ascii.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" })
        if name.allSatisfy({ $0 == "_" }) { name = "column" }
        if name.first?.isNumber == true { name = "_" + name }
        return PropertyName.isReserved(name) ? name + "_" : name
    }

    /// SQL does not tell capitals from small letters: `Ten` and `TEN` are one name.
    private static func unique(_ name: String, _ taken: inout Set<String>) -> String {
        var candidate = name
        var number = 2
        while !taken.insert(candidate.lowercased()).inserted {
            candidate = "\(name)_\(number)"
            number += 1
        }
        return candidate
    }

    /// An id from a layer's name: `Đường giao thông` becomes `duong_giao_thong`. Nil when nothing is left of it.
    static func collectionID(fromLayer name: String) -> String? {
        let folded = VietnameseFolding.asciiTransliteration(VietnameseFolding.fold(name)).lowercased()
        var id = ""
        for character in folded {
            let isKept = character.isASCII && (character.isLetter || character.isNumber)
            if isKept { id.append(character) } else if !id.isEmpty, id.last != "_" { id.append("_") }
        }
        while id.last == "_" { id.removeLast() }
        if id.first?.isNumber == true { id = "layer_" + id }
        return CollectionID.fault(in: id) == nil ? id : nil
    }
}
