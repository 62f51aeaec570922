import GeoStore
import SimpleFeatures

/// The home page: every sector with its layers.
enum LandingPage {
    static func page(_ inquiry: Inquiry, _ services: Services) -> Page {
        let language = inquiry.language
        let links = inquiry.links
        let display = DisplayText(language: language)
        let catalog = inquiry.catalog
        let suffix = "?lang=\(language.rawValue)"
        let sectors = catalog.sectors.map { sector -> [String: Any] in
            let layers = catalog.collections.filter { $0.sector == sector.id }.map { collection in
                [
                    "layerTitle": collection.title.text(in: language),
                    "layerURL": links.url("/collections/\(collection.id)\(suffix)"),
                    "layerCount": display.number(collection.featureCount),
                    "layerGeometry": display.geometry(collection.schema.geometryType),
                ]
            }
            return [
                "sectorTitle": sector.title.text(in: language), "sectorColour": sector.colour,
                "department": sector.department.text(in: language), "hasLayers": !layers.isEmpty, "layers": layers,
            ]
        }
        return Page(
            template: "landing", title: services.pages.word("home", language),
            context: [
                "description": services.configuration.subtitle.text(in: language),
                "mapURL": links.url("/map?ngon=\(language.rawValue)"),
                "hasData": !catalog.collections.isEmpty, "sectors": sectors,
                "catalogURL": links.url("/catalog\(suffix)&f=html"),
                "jsonLD": SchemaOrgDocument.embedded(
                    SchemaOrgDocument(links: links, language: language).catalog(
                        catalog, title: services.configuration.title,
                        description: services.configuration.subtitle.text(in: language))),
                "apiURL": links.url("\(services.assets.hasAPIBrowser ? "/api.html" : "/api")\(suffix)"),
                "conformanceURL": links.url("/conformance\(suffix)"),
                "functionsURL": links.url("/functions\(suffix)"),
                "collectionsURL": links.url("/collections\(suffix)"), "stylesURL": links.url("/styles\(suffix)"),
                "tileSetsURL": links.url("/tiles\(suffix)"), "searchURL": links.url("/search"),
            ])
    }
}
