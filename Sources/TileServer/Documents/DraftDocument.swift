import GeoStore
import HTTPTypes
import Reprojection
import SimpleFeatures

/// Drafts as JSON; one with what it would do, as GeoJSON.
struct DraftDocument: Sendable {
    let inquiry: Inquiry

    func list(_ drafts: [EditDraft], of collection: PublishedCollection) -> Answer {
        let path = "/collections/\(collection.id)/drafts"
        return kept(
            Answer([
                "drafts": .array(drafts.map { .object(members($0)) }), "numberReturned": JSONValue(drafts.count),
                "links": .array(
                    inquiry.links.selfAndAlternate(path, query: inquiry.query, json: .json, isHTML: false)),
            ]))
    }

    func short(_ draft: EditDraft) -> Answer { kept(Answer(.object(members(draft)))) }

    /// The edits wait.
    func accepted(_ draft: EditDraft) -> Answer {
        var answer = short(draft)
        answer.status = .accepted
        answer.headers[.location] = inquiry.links.url(path(draft))
        return answer
    }

    /// - Parameter transform: from the storage CRS to CRS84.
    func whole(
        _ draft: EditDraft, _ preview: DraftPreview, of collection: PublishedCollection,
        by transform: CoordinateTransform
    ) throws -> Answer {
        let rendition = FeatureRendition.standard(collection.schema)
        var writer = GeoJSONWriter(schema: collection.schema, decimals: rendition.decimals)
        writer.append(raw: #"{"type":"FeatureCollection","draft":"#)
        writer.append(json: .object(members(draft)))
        writer.append(raw: #","features":["#)
        for (index, change) in preview.changes.enumerated() {
            if index > 0 { writer.append(raw: ",") }
            try append(change, of: collection, rendition, transform, to: &writer)
        }
        writer.append(raw: #"],"errors":"#)
        writer.append(
            json: .array(
                preview.faults.map { fault in
                    var members: JSONObject = ["edit": JSONValue(fault.edit)]
                    if let feature = fault.feature { members["feature"] = .integer(feature.value) }
                    if let property = fault.property { members["property"] = .string(property) }
                    members["detail"] = .string(EditFaultText.sentence(fault))
                    return .object(members)
                }))
        writer.append(raw: "}")
        return kept(Answer(bytes: writer.take(), type: .geoJSON))
    }

    /// The feature as it would be, with what it is now in `before`.
    private func append(
        _ change: DraftChange, of collection: PublishedCollection, _ rendition: FeatureRendition,
        _ transform: CoordinateTransform, to writer: inout GeoJSONWriter
    ) throws {
        if let after = change.after {
            let placed = try after.geometry.map { try transform.transform($0) }
            writer.append(geometry: placed, values: after.values, of: collection.schema)
        } else {
            writer.append(raw: #"{"type":"Feature","geometry":null,"properties":null}"#)
        }
        writer.removeAll(behind: writer.count - 1)
        if let id = change.id {
            writer.append(raw: #","id":"#)
            writer.append(json: .integer(id.value))
        }
        writer.append(raw: #","change":"#)
        writer.append(json: .string(change.kind.rawValue))
        writer.append(raw: #","before":"#)
        if let before = change.before {
            writer.append(try rendition.rendered(before, transform))
        } else {
            writer.appendNull()
        }
        writer.append(raw: "}")
    }

    private func path(_ draft: EditDraft) -> String { "/collections/\(draft.collection)/drafts/\(draft.id)" }

    private func members(_ draft: EditDraft) -> JSONObject {
        var members: JSONObject = [
            "id": .integer(draft.id), "collection": .string(draft.collection.name),
            "status": .string(draft.status.rawValue), "author": .string(draft.author),
            "comment": JSONValue(draft.comment), "created": .string(draft.createdAt),
            "baseVersion": JSONValue(draft.baseVersion), "numberOfEdits": JSONValue(draft.edits.count),
        ]
        if let name = draft.decidedBy { members["decidedBy"] = .string(name) }
        if let moment = draft.decidedAt { members["decided"] = .string(moment) }
        if let reason = draft.reason { members["reason"] = .string(reason) }
        if let version = draft.version { members["version"] = JSONValue(version) }
        members["href"] = .string(inquiry.links.url(path(draft)))
        return members
    }

    /// Drafts are for those who may see them, not for caches.
    private func kept(_ answer: Answer) -> Answer {
        var answer = answer
        answer.cacheControl = "private, no-cache"
        return answer
    }
}
