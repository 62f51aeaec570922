import FeatureExchange
import GeoStore
import SimpleFeatures
import VietnameseText

/// From a source's columns to a collection's: safe names, the old names kept as titles.
struct SchemaPlan {
    let properties: [FeatureSchema.Property]
    let notes: [LocalizedText]

    /// - Parameters:
    ///   - decoder: reads the names of old shapefiles, which are as encoded as their values.
    ///   - newNames: names the user wants, by the source's name.
    /// - Throws: `ImportError.renameUnknown`, `.renameInvalid`.
    init(of layer: SourceLayer, decoder: TextDecoder, newNames: [String: String] = [:]) throws {
        var taken: Set<String> = []
        var properties: [FeatureSchema.Property] = []
        var notes: [LocalizedText] = []
        let originals = layer.fields.map { ComposedText.of($0.name(by: decoder).text) }
        if let stranger = newNames.keys.sorted().first(where: { !originals.contains(ComposedText.of($0)) }) {
            throw ImportError.columnUnknown(option: "--rename", name: stranger, columns: originals)
        }
        let wanted = Dictionary(newNames.map { (ComposedText.of($0), $1) }, uniquingKeysWith: { $1 })
        for (field, original) in zip(layer.fields, originals) {
            if let new = wanted[original], Self.safe(new) != new {
                throw ImportError.renameInvalid(name: new, suggestion: Self.safe(new))
            }
            let name = Self.unique(wanted[original] ?? Self.safe(original), &taken)
            if name != original, wanted[original] == nil {
                notes.append(
                    LocalizedText(
                        vi: "cột '\(original)' được đặt tên là \(name)", en: "column '\(original)' is called \(name)"))
            }
            properties.append(FeatureSchema.Property(name: name, title: original, type: field.type))
        }
        self.properties = properties
        self.notes = notes
    }

    /// The key as the store knows it: people name it as they see it in the file or in the collection.
    /// - Throws: `ImportError.columnUnknown`.
    func key(_ request: RequestedKey) throws -> KeyChoice {
        switch request {
        case .asBefore: return .asBefore
        case .none: return .none
        case .column(let name):
            let composed = ComposedText.of(name)
            guard let property = properties.first(where: { $0.name == composed || $0.title == composed }) else {
                throw ImportError.columnUnknown(option: "--key", name: name, columns: properties.map(\.title))
            }
            return .property(property.name)
        }
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
