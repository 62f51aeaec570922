import SimpleFeatures

/// The door of the service (OGC 17-069r4, 7.2).
enum LandingDocument {
    /// - Parameter documentation: path of the API's description for people.
    static func document(
        _ inquiry: Inquiry, configuration: ServerConfiguration, documentation: String
    ) -> JSONValue {
        let links = inquiry.links
        return [
            "title": .string(configuration.title),
            "description": .string(configuration.subtitle.text(in: inquiry.language)),
            "links": .array(
                links.selfAndAlternate("/", query: inquiry.query, json: .json, isHTML: false) + [
                    links.link("/api", rel: "service-desc", type: .openAPI, title: "API definition (OpenAPI 3.0)"),
                    links.link(documentation, rel: "service-doc", type: .html, title: "API documentation"),
                    links.link("/conformance", rel: "conformance", type: .json, title: "Conformance classes"),
                    links.link("/collections", rel: "data", type: .json, title: "Collections"),
                    links.link("/collections", rel: CatalogDocument.relation, type: .json, title: "Collections"),
                    links.link(
                        "/catalog", rel: CatalogDocument.relation, type: RecordDocument.catalogType, title: "Catalogue"),
                    links.link("/catalog.jsonld", rel: "related", type: DCATDocument.mediaType, title: "DCAT"),
                    links.link(
                        "/styles", rel: "http://www.opengis.net/def/rel/ogc/1.0/styles", type: .json, title: "Styles"),
                    links.link(
                        "/functions", rel: "http://www.opengis.net/def/rel/ogc/1.0/functions", type: .json,
                        title: "Functions of filters"),
                    links.link(
                        "/tiles", rel: LinkRelation.vectorTilesets, type: .json, title: "Vector tilesets"),
                    links.link(
                        "/tileMatrixSets", rel: LinkRelation.tilingSchemes, type: .json, title: "Tile matrix sets"),
                    links.link("/map/tiles", rel: LinkRelation.mapTilesets, type: .json, title: "Map tilesets"),
                    links.link("/map?f=png", rel: LinkRelation.map, type: .png, title: "Map as a picture"),
                    links.link(
                        "/wms?SERVICE=WMS&REQUEST=GetCapabilities", rel: "related", type: .textXML, title: "WMS"),
                    links.link(WMTSCapabilities.path, rel: "related", type: .textXML, title: "WMTS"),
                    links.link("/sectors", rel: "related", type: .json, title: "Sectors"),
                    links.link("/archives", rel: "related", type: .json, title: "Tile archives"),
                    links.template(
                        "/search?q={q}", rel: "search", type: .geoJSON, title: "Search as you type"),
                    links.link("/map", rel: "related", type: .html, title: "Map"),
                ]),
        ]
    }
}
