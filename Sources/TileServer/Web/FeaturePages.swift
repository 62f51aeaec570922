import GeoStore
import SimpleFeatures

/// Features as tables.
struct FeaturePages {
    let inquiry: Inquiry
    let services: Services

    private var language: Language { inquiry.language }
    private var display: DisplayText { DisplayText(language: language) }
    private var collections: CollectionPages { CollectionPages(inquiry: inquiry, services: services) }

    func list(
        _ page: FeatureReader.Chunk<[Feature]>, of collection: PublishedCollection, _ parameters: ItemsParameters,
        matched: Int?
    ) -> Page {
        let path = "/collections/\(collection.id)/items"
        func url(_ changes: [(name: String, value: String?)]) -> String {
            inquiry.links.url("\(path)?\(inquiry.query.setting([("lang", language.rawValue)] + changes))")
        }
        let properties = parameters.rendition.schema.properties
        let rows = page.content.map { feature -> [String: Any] in
            let cells = zip(feature.values, properties).map { value, property in
                ["cellText": display.value(value, type: property.type), "isAmount": Self.isAmount(property)]
                    as [String: Any]
            }
            return [
                "featureID": feature.id.description,
                "featureURL": inquiry.links.url("\(path)/\(feature.id)?lang=\(language.rawValue)"), "cells": cells,
            ]
        }
        var context: [String: Any] = [
            "layerTitle": collection.title.text(in: language), "mapURL": collections.mapURL(collection),
            "geojsonURL": url([("f", "json")]), "hasRows": !rows.isEmpty,
            "totalText": matched.map(display.number) ?? "?",
            "columns": properties.map { ["columnTitle": $0.title, "isAmount": Self.isAmount($0)] as [String: Any] },
            "rows": rows,
        ]
        if !rows.isEmpty, rows.count <= PageMap.mostFeatures {
            context["pageMap"] =
                PageMap(collection, inquiry, services, features: url([("f", "json"), ("lang", nil)])).context
        }
        let isFirstPage = parameters.query.after == nil && parameters.query.offset == 0
        // A cursor says where the page begins, not how many features lie before it.
        context["rangeText"] =
            parameters.query.after == nil
            ? "\(display.number(parameters.query.offset + 1))–\(display.number(parameters.query.offset + page.count))"
            : display.number(page.count)
        if !isFirstPage { context["firstURL"] = url([("cursor", nil), ("offset", nil), ("f", "html")]) }
        if let cursor = page.cursor {
            context["nextURL"] = url([
                ("cursor", cursor.text(in: parameters.sorting, of: collection.state)), ("offset", nil), ("f", "html"),
            ])
        }
        return Page(
            template: "items", title: services.pages.word("items", language),
            breadcrumbs: collections.crumbs(to: collection), context: context)
    }

    func single(_ feature: Feature, _ collection: PublishedCollection, _ rendition: FeatureRendition) -> Page {
        let path = "/collections/\(collection.id)/items"
        let attributes = zip(rendition.schema.properties, feature.values).map { property, value -> [String: Any] in
            var row: [String: Any] = [
                "attributeTitle": property.title, "attributeField": property.name,
                "attributeText": display.value(value, type: property.type), "isAmount": Self.isAmount(property),
            ]
            if case .text(let text) = value, text.hasPrefix("https://") || text.hasPrefix("http://") {
                row["attributeURL"] = text
            }
            return row
        }
        let title = collection.title.text(in: language)
        var context: [String: Any] = [
            "layerTitle": title, "featureID": feature.id.description,
            "geometryText": display.geometry(feature.geometry?.type ?? collection.schema.geometryType),
            "mapURL": inquiry.links.url(
                "/map?lop=\(collection.id)&chon=\(collection.id).\(feature.id)&ngon=\(language.rawValue)"),
            "geojsonURL": inquiry.links.url("\(path)/\(feature.id)?f=json"), "attributes": attributes,
        ]
        if rendition.crs == .crs84, let envelope = feature.geometry?.envelope(in: .crs84) {
            context["extent"] = display.extent(envelope)
            let document = inquiry.links.url("\(path)/\(feature.id)?f=json")
            context["pageMap"] = PageMap(collection, inquiry, services, features: document).context
        }
        let crumbs = collections.crumbs(to: collection) + [(services.pages.word("items", language), path)]
        return Page(template: "feature", title: "\(title) \(feature.id)", breadcrumbs: crumbs, context: context)
    }

    /// Numbers that are amounts stand to the right; codes and years are text or whole numbers without a sum.
    private static func isAmount(_ property: FeatureSchema.Property) -> Bool { property.type == .real }
}
