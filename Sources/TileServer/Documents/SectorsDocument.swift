import GeoStore
import SimpleFeatures

/// The sectors with their departments and colours.
enum SectorsDocument {
    static func document(_ catalog: Catalog, links: LinkBuilder) -> JSONValue {
        [
            "sectors": .array(catalog.sectors.map(sector)),
            "links": [
                links.link("/sectors", rel: "self", type: .json, title: "Sectors"),
                links.link("/sectors?f=html", rel: "alternate", type: .html, title: "This document as HTML"),
            ],
        ]
    }

    private static func sector(_ sector: Sector) -> JSONValue {
        [
            "id": .string(sector.id),
            "title": ["vi": .string(sector.title.vi), "en": .string(sector.title.en)],
            "department": ["vi": .string(sector.department.vi), "en": .string(sector.department.en)],
            "colour": .string(sector.colour),
            "icon": .string(sector.icon),
        ]
    }
}
