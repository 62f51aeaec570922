import GeoStore
import SimpleFeatures

/// The catalogue of everything served: its own document, its records, and what they can be sorted by (OGC 20-004r1, 7.2
/// and 7.5).
struct CatalogDocument {
    static let relation = "http://www.opengis.net/def/rel/ogc/1.0/ogc-catalog"
    static let sortables = "http://www.opengis.net/def/rel/ogc/1.0/sortables"
    private static let profile = "http://www.opengis.net/def/profile/OGC/0/ogc-catalog"

    let links: LinkBuilder
    let language: Language
    let configuration: ServerConfiguration

    func catalog(_ catalog: Catalog, inquiry: Inquiry) -> JSONValue {
        var members: JSONObject = ["id": "catalog"]
        for member in Self.properties(configuration, language).members { members[member.key] = member.value }
        let boxes = catalog.collections.compactMap(\.envelope)
        if let first = boxes.first {
            members["extent"] = CollectionDocument.extent(boxes.dropFirst().reduce(first) { $0.union($1) })
        }
        members["crs"] = [.string(CRS.crs84.uri)]
        members["updated"] = catalog.collections.map { MetadataRecord(of: $0, sector: nil).updatedAt }.max()
            .map(JSONValue.string)
        members["links"] = .array(
            links.selfAndAlternate("/catalog", query: inquiry.query, json: RecordDocument.catalogType, isHTML: false)
                + [
                    links.link("/catalog.jsonld", rel: "alternate", type: DCATDocument.mediaType, title: "DCAT"),
                    links.link("/", rel: "root", type: .json, title: configuration.title),
                ] + Self.members(links))
        return .object(members)
    }

    /// What a catalogue says of itself, be its records at `/catalog/items` or in line at `/collections`.
    static func properties(_ configuration: ServerConfiguration, _ language: Language) -> JSONObject {
        [
            "type": "Collection", "itemType": "record", "title": .string(configuration.title),
            "description": .string(configuration.subtitle.text(in: language)),
            "defaultSortOrder": [
                ["field": "sector", "direction": "asc"], ["field": "id", "direction": "asc"],
            ],
        ]
    }

    /// Links to the records, to their sortables, and to the profile.
    static func members(_ links: LinkBuilder) -> [JSONValue] {
        [
            links.link("/catalog/items", rel: "items", type: .geoJSON, title: "Records"),
            links.link("/catalog/sortables", rel: sortables, type: .jsonSchema, title: "Sortables"),
            ["href": .string(profile), "rel": "profile"],
        ]
    }

    func records(
        _ records: [MetadataRecord], matched: Int, hasMore: Bool, parameters: CatalogParameters, inquiry: Inquiry
    ) -> JSONValue {
        let documents = RecordDocument(links: links, language: language)
        return [
            "type": "FeatureCollection", "numberMatched": JSONValue(matched),
            "numberReturned": JSONValue(records.count),
            "features": .array(records.map { documents.feature($0) }),
            "links": .array(
                links.selfAndAlternate("/catalog/items", query: inquiry.query, json: .geoJSON, isHTML: false)
                    + Self.paging("/catalog/items", parameters, hasMore: hasMore, inquiry: inquiry, type: .geoJSON) + [
                        links.link("/catalog", rel: "collection", type: RecordDocument.catalogType, title: "Catalogue"),
                        ["href": "http://www.opengis.net/def/profile/OGC/0/ogc-record", "rel": "profile"],
                    ]),
        ]
    }

    /// `next` and `prev`.
    static func paging(
        _ path: String, _ parameters: CatalogParameters, hasMore: Bool, inquiry: Inquiry, type: MediaType
    ) -> [JSONValue] {
        func page(_ rel: String, from offset: Int) -> JSONValue {
            let query = inquiry.query.setting([("offset", offset == 0 ? nil : "\(offset)")])
            return inquiry.links.link("\(path)?\(query)", rel: rel, type: type)
        }
        return (hasMore ? [page("next", from: parameters.offset + parameters.limit)] : [])
            + (parameters.offset > 0 ? [page("prev", from: max(0, parameters.offset - parameters.limit))] : [])
    }

    func sortables() -> JSONValue {
        let properties = CatalogParameters.SortKey.allCases.map { key -> (key: String, value: JSONValue) in
            let schema: JSONValue = key == .updated ? ["type": "string", "format": "date-time"] : ["type": "string"]
            return (key: key.rawValue, value: schema)
        }
        return [
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "$id": .string(links.url("/catalog/sortables")), "title": "Sortables", "type": "object",
            "properties": .object(JSONObject(properties)), "additionalProperties": false,
        ]
    }
}
