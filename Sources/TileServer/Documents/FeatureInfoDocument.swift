import GeoStore
import SimpleFeatures

/// The features at a point of a map, as clients read them.
struct FeatureInfoDocument {
    let hits: [FeatureSurroundings.Hits]
    let language: Language
    let pages: PageRenderer

    private var display: DisplayText { DisplayText(language: language) }

    func answer(as format: FeatureInfoFormat) throws -> Answer {
        switch format {
        case .json: Answer(bytes: json, type: format.type)
        case .html: Answer(html: try pages.render("feature-info", page, language: language))
        case .text: Answer(bytes: Array(text.utf8), type: format.type)
        case .gml: Answer(bytes: gml, type: format.type)
        }
    }

    /// GeoJSON; ids say the layer too, because several may be in one answer. QGIS takes coordinates for those of the map
    /// unless it is told: `crs` is GeoJSON's of 2008.
    private var json: [UInt8] {
        var writer = GeoJSONWriter(schema: Self.nothing)
        writer.append(raw: #"{"type":"FeatureCollection","crs":"#)
        writer.append(json: ["type": "name", "properties": ["name": "urn:ogc:def:crs:OGC:1.3:CRS84"]])
        writer.append(raw: #","features":["#)
        var isFirst = true
        for hit in hits {
            for feature in hit.features {
                if !isFirst { writer.append(raw: ",") }
                isFirst = false
                append(feature, of: hit.collection, to: &writer)
            }
        }
        writer.append(raw: "]}")
        return writer.take()
    }

    private func append(_ feature: Feature, of collection: PublishedCollection, to writer: inout GeoJSONWriter) {
        writer.append(raw: #"{"type":"Feature","id":"#)
        writer.append(json: .string("\(collection.id).\(feature.id)"))
        writer.append(raw: #","geometry":"#)
        if let geometry = feature.geometry { writer.append(geometry) } else { writer.appendNull() }
        writer.append(raw: #","properties":{"#)
        for (index, property) in collection.schema.properties.enumerated() {
            if index > 0 { writer.append(raw: ",") }
            writer.append(json: .string(property.name))
            writer.append(raw: ":")
            writer.append(feature.values[index], type: property.type)
        }
        writer.append(raw: "}}")
    }

    /// A table for each feature.
    private var page: [String: Any] {
        let layers = hits.map { hit -> [String: Any] in
            let features = hit.features.map { feature -> [String: Any] in
                let rows = rows(feature, of: hit.collection).map {
                    ["attributeTitle": $0.title, "attributeText": $0.text]
                }
                return ["featureID": feature.id.description, "attributes": rows]
            }
            return ["layerTitle": hit.collection.title.text(in: language), "features": features]
        }
        return ["layers": layers, "hasLayers": !layers.isEmpty]
    }

    private func rows(_ feature: Feature, of collection: PublishedCollection) -> [(title: String, text: String)] {
        zip(collection.schema.properties, feature.values).map { property, value in
            (property.title, display.value(value, type: property.type))
        }
    }

    private var text: String {
        let blocks = hits.flatMap { hit in
            hit.features.map { feature in
                let head = "\(hit.collection.title.text(in: language)) (\(hit.collection.id).\(feature.id))"
                return ([head] + rows(feature, of: hit.collection).map { "  \($0.title): \($0.text)" })
                    .joined(separator: "\n") + "\n"
            }
        }
        return blocks.joined(separator: "\n")
    }

    /// GML 3.2 in CRS84: the features of all layers in one collection.
    private var gml: [UInt8] {
        var whole = Self.writer(name: "features", schema: Self.nothing)
        whole.begin()
        var bytes = whole.take()
        for hit in hits {
            var writer = Self.writer(name: hit.collection.id.name, schema: hit.collection.schema)
            for feature in hit.features { writer.append(feature, geographic: nil) }
            bytes += writer.take()
        }
        whole.end()
        return bytes + whole.take()
    }

    private static let nothing = FeatureSchema(properties: [], geometryType: .geometry)

    private static func writer(name: String, schema: FeatureSchema) -> GMLText {
        GMLText(
            layer: FeatureTextLayer(
                name: name, title: name, schema: schema, crs: .crs84, isNorthFirst: false, isGeographic: true))
    }
}
