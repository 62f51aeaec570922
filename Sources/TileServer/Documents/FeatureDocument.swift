import GeoStore
import HTTPTypes
import SimpleFeatures

/// One feature as GeoJSON, with its links.
enum FeatureDocument {
    /// - Parameter tag: of its content.
    static func answer(
        _ feature: Feature, of collection: PublishedCollection, as rendition: FeatureRendition, _ inquiry: Inquiry,
        tag: String?
    ) -> Answer {
        var writer = GeoJSONWriter(schema: rendition.schema, decimals: rendition.decimals)
        let path = "/collections/\(collection.id)/items/\(feature.id)"
        let links = inquiry.links.selfAndAlternate(path, query: inquiry.query, json: .geoJSON, isHTML: false)
        let parent = inquiry.links.link(
            "/collections/\(collection.id)", rel: "collection", type: .json,
            title: collection.title.text(in: inquiry.language))
        writer.append(feature, links: .array(links + [parent]))
        var answer = Answer(bytes: writer.take(), type: .geoJSON)
        answer.contentTag = tag
        answer.headers[.contentCRS] = "<\(rendition.crs.uri)>"
        return answer
    }
}
