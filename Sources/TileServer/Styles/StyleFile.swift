import GeoStore
import SimpleFeatures

/// One style document of the folder. Its sources are collections: source id, source layer and collection id agree.
struct StyleFile: Hashable, Sendable {
    struct Fault: Error, Hashable, Sendable {
        let reason: String
    }

    let id: String
    let document: JSONObject

    /// - Throws: `Fault` when the document is not a style of version 8.
    init(id: String, document: JSONValue) throws(Fault) {
        guard let object = document.object, object["version"]?.integer == 8 else {
            throw Fault(reason: "it is not a MapLibre style of version 8")
        }
        guard object["layers"]?.array != nil else { throw Fault(reason: "it has no layers") }
        self.id = id
        self.document = object
    }

    var layers: [JSONValue] { document["layers"]?.array ?? [] }
    /// The sector it belongs to; nil for the basemap.
    var sector: String? { document["metadata"]?["geosector:sector"]?.string }

    func title(in language: Language) -> String {
        document["metadata"]?["geosector:titles"]?[language.rawValue]?.string ?? document["name"]?.string ?? id
    }

    /// Layers whose collection the store has, and those without a source.
    func layers(in catalog: Catalog) -> [JSONValue] {
        let known = Set(catalog.collections.map(\.id.name))
        return layers.filter { layer in layer["source"]?.string.map(known.contains) ?? true }
    }

    /// The style without what the store does not have.
    func restricted(to catalog: Catalog) -> JSONValue {
        var object = document
        object["layers"] = .array(layers(in: catalog))
        return StyleSources(styleID: id, catalog: catalog).document(object)
    }
}
