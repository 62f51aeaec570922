import GeoStore
import Reprojection
import SimpleFeatures

/// The pages of `/collections` and of what lies below, except features.
struct CollectionPages {
    let inquiry: Inquiry
    let services: Services

    private var language: Language { inquiry.language }
    private var display: DisplayText { DisplayText(language: language) }
    private var suffix: String { "?lang=\(language.rawValue)" }
    private func url(_ path: String) -> String { inquiry.links.url(path) }
    private func word(_ key: String) -> String { services.pages.word(key, language) }

    func crumbs(to collection: PublishedCollection? = nil) -> [(title: String, path: String)] {
        var crumbs = services.homeCrumb(language)
        crumbs.append((word("collections"), "/collections"))
        if let collection { crumbs.append((collection.title.text(in: language), "/collections/\(collection.id)")) }
        return crumbs
    }

    func mapURL(_ collection: PublishedCollection) -> String {
        url("/map?lop=\(collection.id)&ngon=\(language.rawValue)")
    }

    func list(_ collections: [PublishedCollection], in catalog: Catalog) -> Page {
        let rows = collections.map { collection in
            [
                "layerTitle": collection.title.text(in: language),
                "layerURL": url("/collections/\(collection.id)\(suffix)"),
                "layerID": collection.id.name,
                "layerItemsURL": url("/collections/\(collection.id)/items\(suffix)&f=html"),
                "layerMapURL": mapURL(collection),
                "layerSector": catalog.sector(collection.sector)?.title.text(in: language) ?? collection.sector,
                "layerColour": catalog.sector(collection.sector)?.colour ?? "#666666",
                "layerGeometry": display.geometry(collection.schema.geometryType),
                "layerCount": display.number(collection.featureCount),
                "layerUpdated": String(display.moment(collection.updatedAt).prefix(10)),
            ]
        }
        return Page(
            template: "collections", title: word("collections"), breadcrumbs: services.homeCrumb(language),
            context: [
                "mapURL": url("/map?ngon=\(language.rawValue)"), "hasData": !rows.isEmpty, "collections": rows,
            ])
    }

    func collection(_ collection: PublishedCollection, catalog: Catalog) -> Page {
        let path = "/collections/\(collection.id)"
        let sector = catalog.sector(collection.sector)
        var context: [String: Any] = [
            "layerID": collection.id.name,
            "sectorTitle": sector?.title.text(in: language) ?? collection.sector,
            "sectorColour": sector?.colour ?? "#666666",
            "geometryText": display.geometry(collection.schema.geometryType),
            "countText": display.number(collection.featureCount),
            "storageCRS": Self.describe(collection.storageCRS),
            "versionText": collection.state.description,
            "updatedText": display.moment(collection.updatedAt),
            "mapURL": mapURL(collection), "itemsURL": url("\(path)/items\(suffix)&f=html"),
            "queryablesURL": url("\(path)/queryables\(suffix)&f=html"),
            "sortablesURL": url("\(path)/sortables\(suffix)&f=html"),
            "downloads": downloads(path),
            "csvURL": url("\(path)/export?f=csv"),
            "schemaURL": url("\(path)/schema\(suffix)&f=html"),
            "tilejsonURL": url("/tiles/\(collection.id).json"), "serviceURL": url("/"),
            "otherLinks": [
                [
                    "linkTitle": word("export"), "linkURL": url("\(path)/export\(suffix)"),
                    "linkType": "GeoPackage, SHP, …",
                ],
                ["linkTitle": word("tileSets"), "linkURL": url("\(path)/tiles\(suffix)"), "linkType": "MVT"],
            ],
            "pageMap": PageMap(collection, inquiry, services).context,
        ]
        let record = MetadataRecord(of: collection, sector: sector)
        context["description"] = record.abstract?.text(in: language)
        context["metadataURL"] = url("\(path)/metadata?f=html&lang=\(language.rawValue)")
        context["jsonLD"] = SchemaOrgDocument.embedded(
            SchemaOrgDocument(links: inquiry.links, language: language).dataset(record))
        context["attribution"] = collection.attribution
        context["licence"] = collection.licence
        context["extent"] = collection.envelope.map(display.extent)
        return Page(
            template: "collection", title: collection.title.text(in: language), breadcrumbs: crumbs(),
            context: context.compactMapValues { $0 })
    }

    /// The formats that most people open.
    private func downloads(_ path: String) -> [[String: String]] {
        [
            ("GeoPackage", "gpkg"), ("Shapefile", "shp"), ("Excel", "xlsx"), ("CSV", "csv"), ("GeoJSON", "geojson"),
            ("KML", "kml"),
        ]
        .map { ["downloadTitle": $0.0, "downloadURL": url("\(path)/export?f=\($0.1)")] }
    }

    func schema(_ collection: PublishedCollection) -> Page {
        Page(
            template: "schema", title: word("schema"), breadcrumbs: crumbs(to: collection),
            context: [
                "layerTitle": collection.title.text(in: language),
                "properties": collection.schema.properties.map(row),
            ])
    }

    func queryables(_ collection: PublishedCollection) -> Page {
        let properties = SchemaDocument.queryable(collection)
        var context: [String: Any] = [
            "layerTitle": collection.title.text(in: language), "properties": properties.map(row),
        ]
        if let first = properties.first(where: { $0.type == .text }) ?? properties.first {
            context["exampleURL"] = url("/collections/\(collection.id)/items?\(QueryParameters.encode(first.name))=…")
        }
        return Page(
            template: "queryables", title: word("queryables"), breadcrumbs: crumbs(to: collection), context: context)
    }

    func sortables(_ collection: PublishedCollection) -> Page {
        let properties = SchemaDocument.sortable(collection)
        var context: [String: Any] = [
            "layerTitle": collection.title.text(in: language), "properties": properties.map(row),
        ]
        if let first = properties.first {
            let name = QueryParameters.encode(first.name)
            context["exampleURL"] = url("/collections/\(collection.id)/items?sortby=-\(name)")
        }
        return Page(
            template: "sortables", title: word("sortables"), breadcrumbs: crumbs(to: collection), context: context)
    }

    private func row(_ property: FeatureSchema.Property) -> [String: String] {
        [
            "propertyName": property.name, "propertyTitle": property.title,
            "propertyType": display.propertyType(property.type),
        ]
    }

    /// Code and name, for example `EPSG:9218 – VN-2000 / TM-3 108-30`.
    static func describe(_ crs: CRS) -> String {
        do { return "\(crs) – \(try CRSDefinition(crs).name)" } catch { return crs.identifier }
    }
}
