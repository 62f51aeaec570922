import GeoStore
import SimpleFeatures

/// Collections as clients read them (OGC 17-069r4, 7.13 and 7.14), with what a viewer needs besides.
struct CollectionDocument {
    static let queryablesRelation = "http://www.opengis.net/def/rel/ogc/1.0/queryables"

    let links: LinkBuilder
    let language: Language
    let configuration: ServerConfiguration

    /// A local resources catalogue too (OGC 20-004r1, 8.4): what `parameters` select, with links to further pages.
    func list(_ catalog: Catalog, _ parameters: CatalogParameters, inquiry: Inquiry) -> JSONValue {
        let found = parameters.select(from: catalog)
        let own = links.selfAndAlternate("/collections", query: inquiry.query, json: .json, isHTML: false)
        let pages = CatalogDocument.paging(
            "/collections", parameters, hasMore: found.hasMore, inquiry: inquiry, type: .json)
        var members: JSONObject = ["id": "collections"]
        for member in CatalogDocument.properties(configuration, language).members {
            members[member.key] = member.value
        }
        members["recordsArrayName"] = "collections"
        members["links"] = .array(own + pages + CatalogDocument.members(links))
        members["numberMatched"] = JSONValue(found.matched)
        members["numberReturned"] = JSONValue(found.page.count)
        members["collections"] = .array(
            found.page.map { collection($0, sector: catalog.sector($0.sector), ownLinks: []) })
        return .object(members)
    }

    func single(_ collection: PublishedCollection, in catalog: Catalog, inquiry: Inquiry) -> JSONValue {
        let path = "/collections/\(collection.id)"
        return self.collection(
            collection, sector: catalog.sector(collection.sector),
            ownLinks: links.selfAndAlternate(path, query: inquiry.query, json: .json, isHTML: false))
    }

    /// - Parameter ownLinks: `self` and `alternate` when the document is the collection's own.
    private func collection(
        _ collection: PublishedCollection, sector: Sector?, ownLinks: [JSONValue]
    ) -> JSONValue {
        let path = "/collections/\(collection.id)"
        let title = collection.title.text(in: language)
        let own = ownLinks.isEmpty ? [links.link(path, rel: "self", type: .json, title: title)] : ownLinks
        var members: JSONObject = [
            "id": .string(collection.id.name),
            "title": .string(title),
        ]
        let record = MetadataRecord(of: collection, sector: sector)
        for member in RecordDocument(links: links, language: language).commonProperties(record).members {
            members[member.key] = member.value
        }
        if let attribution = collection.attribution { members["attribution"] = .string(attribution) }
        if let envelope = collection.envelope { members["extent"] = Self.extent(envelope, record.validity) }
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
                links.link("\(path)/map", rel: LinkRelation.map, type: .png, title: "\(title) – PNG"),
                links.link(
                    "\(path)/map/tiles", rel: LinkRelation.mapTilesets, type: .json, title: "Map tilesets"),
                links.link("/tiles/\(collection.id).json", rel: "related", type: .json, title: "TileJSON"),
                links.link("\(path)/metadata", rel: "describedby", type: .geoJSON, title: "Metadata"),
                links.link("/collections", rel: "collection", type: .json, title: "Catalogue"),
            ] + MetadataRoutes.alternates("\(path)/metadata", links, rel: "describedby"))
        return .object(members)
    }

    static func extent(_ envelope: Envelope, _ validity: (from: String?, to: String?)? = nil) -> JSONValue {
        var extent: JSONObject = [
            "spatial": [
                "bbox": [[.real(envelope.minX), .real(envelope.minY), .real(envelope.maxX), .real(envelope.maxY)]],
                "crs": .string(CRS.crs84.uri),
            ]
        ]
        if let validity {
            let from = validity.from.map { JSONValue.string($0 + "T00:00:00Z") }
            let to = validity.to.map { JSONValue.string($0 + "T23:59:59Z") }
            extent["temporal"] = [
                "interval": [[from ?? .null, to ?? .null]],
                "trs": "http://www.opengis.net/def/uom/ISO-8601/0/Gregorian",
            ]
        }
        return .object(extent)
    }
}
