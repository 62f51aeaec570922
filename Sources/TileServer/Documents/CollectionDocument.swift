import GeoStore
import SimpleFeatures

/// Collections as clients read them (OGC 17-069r4, 7.13 and 7.14), with what a viewer needs besides.
struct CollectionDocument {
    let links: LinkBuilder
    let language: Language

    static let queryablesRelation = "http://www.opengis.net/def/rel/ogc/1.0/queryables"

    func list(_ catalog: Catalog, inquiry: Inquiry) -> JSONValue {
        [
            "links": .array(links.selfAndAlternate("/collections", query: inquiry.query, json: .json, isHTML: false)),
            "collections": .array(catalog.collections.map { collection($0, ownLinks: []) }),
        ]
    }

    func single(_ collection: PublishedCollection, inquiry: Inquiry) -> JSONValue {
        let path = "/collections/\(collection.id)"
        return self.collection(
            collection, ownLinks: links.selfAndAlternate(path, query: inquiry.query, json: .json, isHTML: false))
    }

    /// - Parameter ownLinks: `self` and `alternate` when the document is the collection's own.
    private func collection(_ collection: PublishedCollection, ownLinks: [JSONValue]) -> JSONValue {
        let path = "/collections/\(collection.id)"
        let title = collection.title.text(in: language)
        let own = ownLinks.isEmpty ? [links.link(path, rel: "self", type: .json, title: title)] : ownLinks
        var members: JSONObject = [
            "id": .string(collection.id.name),
            "title": .string(title),
        ]
        if let description = collection.description { members["description"] = .string(description) }
        if let attribution = collection.attribution { members["attribution"] = .string(attribution) }
        if let licence = collection.licence { members["license"] = .string(licence) }
        if let envelope = collection.envelope { members["extent"] = Self.extent(envelope) }
        members["itemType"] = "feature"
        members["crs"] = .array(
            OfferedCRS.ofFeatures(stored: collection.storageCRS).map { .string($0.uri) })
        members["storageCrs"] = .string(collection.storageCRS.uri)
        members["sector"] = .string(collection.sector)
        members["titles"] = ["vi": .string(collection.title.vi), "en": .string(collection.title.en)]
        members["geometryType"] = .string(collection.schema.geometryType.rawValue)
        members["nativeCRS"] = .string(collection.storageCRS.identifier)
        members["numberOfFeatures"] = JSONValue(collection.featureCount)
        members["datasetVersion"] = .string(collection.state.description)
        members["updated"] = .string(collection.updatedAt)
        members["links"] = .array(
            own + [
                links.link("\(path)/items", rel: "items", type: .geoJSON, title: "\(title) – GeoJSON"),
                links.link("\(path)/items?f=html", rel: "items", type: .html, title: "\(title) – HTML"),
                links.link("\(path)/schema", rel: "describedby", type: .jsonSchema, title: "Schema"),
                links.link(
                    "\(path)/schema", rel: "http://www.opengis.net/def/rel/ogc/1.0/schema", type: .jsonSchema,
                    title: "Schema"),
                links.link(
                    "\(path)/queryables", rel: Self.queryablesRelation, type: .jsonSchema, title: "Queryables"),
                links.link(
                    "\(path)/sortables", rel: "http://www.opengis.net/def/rel/ogc/1.0/sortables",
                    type: .jsonSchema, title: "Sortables"),
                links.link("\(path)/export", rel: "enclosure", type: .json, title: "Export"),
                links.link(
                    "\(path)/tiles", rel: LinkRelation.vectorTilesets, type: .json, title: "Vector tilesets"),
                links.link("/tiles/\(collection.id).json", rel: "related", type: .json, title: "TileJSON"),
            ])
        return .object(members)
    }

    static func extent(_ envelope: Envelope) -> JSONValue {
        [
            "spatial": [
                "bbox": [[.real(envelope.minX), .real(envelope.minY), .real(envelope.maxX), .real(envelope.maxY)]],
                "crs": .string(CRS.crs84.uri),
            ]
        ]
    }
}
