import GeoStore
import SimpleFeatures

/// One style document of the folder. Its sources are collections: source id, source layer and collection id agree.
struct StyleFile: Hashable, Sendable {
    struct Fault: Error, Hashable, Sendable {
        let reason: String
    }

    private(set) var id: String
    private(set) var document: JSONObject
    /// The style that this is the dark variant of.
    private(set) var lightID: String?

    /// - Throws: `Fault` when the document is not a style of version 8.
    init(id: String, document: JSONValue) throws(Fault) {
        guard let object = document.object, object["version"]?.integer == 8 else {
            throw Fault(reason: "it is not a MapLibre style of version 8")
        }
        guard object["layers"]?.array != nil else { throw Fault(reason: "it has no layers") }
        self.id = id
        self.document = object
    }

    /// The style in the colours of its dark palette; nil where it has none.
    var dark: StyleFile? {
        DarkPalette(of: document).map { palette in
            var dark = self
            dark.lightID = id
            dark.id = id + DarkPalette.suffix
            dark.document = palette.applied(to: document)
            return dark
        }
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
