import GeoStore
import SimpleFeatures
import StyleSpec
import TileEngine

/// One style of the folder. The sources of its layers are collections: source id, source layer and collection id agree.
struct StyleFile: Sendable {
    let id: String
    let document: JSONObject
    /// Compiled: its layers are those of the document, in the same order.
    let style: Style
    /// Names the content of the file.
    let tag: String
    /// The style that this is the dark variant of.
    let lightID: String?

    /// - Parameter document: its layers may name whatever sources; which collection they draw, the source layer says.
    /// - Throws: `StyleErrors`.
    init(id: String, document: JSONValue, tag: String, lightID: String? = nil) throws(StyleErrors) {
        self.id = id
        self.tag = tag
        self.lightID = lightID
        var members = document.object ?? JSONObject()
        let layers = (members["layers"]?.array ?? []).map(\.namingItsCollection)
        let sources = Set(layers.compactMap { $0["source"]?.string }).sorted()
        members["layers"] = .array(layers)
        members["sources"] = .object(
            JSONObject(sources.map { ($0, ["type": "vector", "url": .string("/tiles/\($0).json")]) }))
        style = try Style(.object(members))
        self.document = members
    }

    /// The style in the colours of its dark palette; nil where it has none.
    /// - Throws: `StyleErrors` where what a colour becomes is no colour.
    func dark() throws(StyleErrors) -> StyleFile? {
        guard let palette = DarkPalette(of: document) else { return nil }
        return try StyleFile(
            id: id + DarkPalette.suffix, document: .object(palette.applied(to: document)),
            tag: tag + DarkPalette.suffix, lightID: id)
    }

    var layers: [JSONValue] { document["layers"]?.array ?? [] }
    /// The sector it belongs to; nil for the basemap.
    var sector: String? { document["metadata"]?["geosector:sector"]?.string }

    func title(in language: Language) -> String {
        document["metadata"]?["geosector:titles"]?[language.rawValue]?.string ?? document["name"]?.string ?? id
    }

    /// Layers whose collection the store has, and those without a source. A layer that speaks of a property that is
    /// hidden from whoever asks is left out.
    func layers(in catalog: Catalog) -> [JSONValue] {
        let known = Dictionary(uniqueKeysWithValues: catalog.collections.map { ($0.id.name, $0) })
        return layers.filter { layer in
            guard let source = layer["source"]?.string else { return true }
            guard let collection = known[source] else { return false }
            guard let hidden = collection.view?.hiddenProperties, !hidden.isEmpty else { return true }
            return !layer.containsString { text in hidden.contains { text == $0 || text.contains("{\($0)}") } }
        }
    }

    /// The style without what the store does not have.
    func restricted(to catalog: Catalog) -> JSONValue {
        var object = document
        object["layers"] = .array(layers(in: catalog))
        // Tiles have no colours: a dark variant draws those of the style.
        return StyleSources(styleID: lightID ?? id, catalog: catalog).document(object)
    }
}

extension JSONValue {
    /// Whether a text in it, not counting names of members, is as asked.
    fileprivate func containsString(_ matches: (String) -> Bool) -> Bool {
        switch self {
        case .string(let text): matches(text)
        case .array(let values): values.contains { $0.containsString(matches) }
        case .object(let object): object.members.contains { $0.value.containsString(matches) }
        case .null, .boolean, .integer, .real: false
        }
    }
}

extension JSONValue {
    /// A layer of a style with the collection that its source layer is of as its source.
    var namingItsCollection: JSONValue {
        guard var members = object, let name = members["source-layer"]?.string else { return self }
        let suffix = TileSelection.labelSuffix
        members["source"] = .string(name.hasSuffix(suffix) ? String(name.dropLast(suffix.count)) : name)
        return .object(members)
    }
}
