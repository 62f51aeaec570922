import GeoStore
import SimpleFeatures

/// What a search found, as a GeoJSON FeatureCollection: each result a point with a `bbox`.
struct SearchDocument {
    let links: LinkBuilder
    let language: Language
    let catalog: Catalog

    func document(_ answer: SearchAnswer, inquiry: Inquiry) -> JSONValue {
        let address = "\(inquiry.path)?\(inquiry.query.setting([]))"
        return [
            "type": "FeatureCollection", "numberReturned": JSONValue(answer.results.count),
            "features": .array(answer.results.map(feature)),
            // Collections whose index is not of their present version: more might be found there.
            "notIndexed": .array(answer.unindexed.map { .string($0.name) }),
            "links": [links.link(address, rel: "self", type: .geoJSON, title: "This document")],
        ]
    }

    private func feature(_ result: SearchResult) -> JSONValue {
        var properties: JSONObject = [
            "kind": .string(kind(of: result)), "title": .string(title(of: result)), "detail": .string(result.detail),
            "match": .string(result.match.rawValue), "score": .real((result.score * 10).rounded() / 10),
        ]
        var members: JSONObject = ["type": "Feature"]
        var target: (path: String, type: MediaType)?
        switch result.subject {
        case .feature(let id, let collection, let count):
            members["id"] = .string("\(collection).\(id)")
            properties["collection"] = .string(collection.name)
            properties["collectionTitle"] = .string(title(of: collection))
            properties["featureId"] = .integer(id.value)
            properties["features"] = JSONValue(count)
            properties["property"] = JSONValue(result.property)
            target = ("/collections/\(collection)/items/\(id)", .geoJSON)
        case .collection(let collection):
            members["id"] = .string(collection.name)
            properties["collection"] = .string(collection.name)
            properties["collectionTitle"] = .string(title(of: collection))
            target = ("/collections/\(collection)", .json)
        case .unit(let unit, let present):
            members["id"] = .string("unit.\(unit.isFormer ? "former" : "present").\(unit.code)")
            properties["code"] = .string(unit.code)
            properties["former"] = .boolean(unit.isFormer)
            if let present {
                properties["now"] = .string(present.title)
                properties["nowMeasured"] = .boolean(present.isMeasured)
            }
        case .place(let crs, let name, let coordinate):
            members["id"] = .string("position.\(crs.identifier)")
            properties["crs"] = .string(crs.uri)
            properties["crsName"] = .string(name)
            properties["x"] = .real(coordinate.x)
            properties["y"] = .real(coordinate.y)
        }
        if let unit = result.nearestUnit {
            properties["nearestUnit"] = .string(([unit.title] + unit.parents).joined(separator: ", "))
        }
        if let box = result.envelope {
            members["bbox"] = .array([box.minX, box.minY, box.maxX, box.maxY].map(rounded))
        }
        members["geometry"] =
            result.point.map {
                ["type": "Point", "coordinates": .array([rounded($0.x), rounded($0.y)])]
            } ?? .null
        members["properties"] = .object(properties)
        if let target {
            members["links"] = [links.link(target.path, rel: "item", type: target.type, title: title(of: result))]
        }
        return .object(members)
    }

    private func kind(of result: SearchResult) -> String {
        switch result.subject {
        case .feature: "feature"
        case .collection: "collection"
        case .unit: "unit"
        case .place: "position"
        }
    }

    private func title(of result: SearchResult) -> String {
        guard case .collection(let id) = result.subject else { return result.title }
        return title(of: id)
    }

    private func title(of id: CollectionID) -> String {
        catalog.collections.first { $0.id == id }?.title.text(in: language) ?? id.name
    }

    /// Nine decimals of a degree are a tenth of a millimetre.
    private func rounded(_ degrees: Double) -> JSONValue { .real((degrees * 1e9).rounded() / 1e9) }
}
