import Foundation
import GeoStore
import Reprojection
import SimpleFeatures

/// A page of a delta feed.
struct ChangesDocument: Sendable {
    let page: ChangePage
    let collection: PublishedCollection
    let parameters: ChangesParameters
    let inquiry: Inquiry

    private var path: String { "/collections/\(collection.id)/changes" }

    /// Of the next page; nil on the last one.
    var next: String? {
        page.next.map { cursor in
            inquiry.links.url("\(path)?\(inquiry.query.setting([("cursor", cursor.description)]))")
        }
    }

    /// What to ask for next time, when all pages are read.
    private var following: String {
        let since = page.token.isEmpty ? "\(page.version.number)" : "\(page.version.number)-\(page.token)"
        return inquiry.links.url("\(path)?\(inquiry.query.setting([("since", since), ("cursor", nil)]))")
    }

    /// - Parameter transform: from the storage CRS to that of the answer.
    func bytes(by transform: CoordinateTransform) throws -> [UInt8] {
        parameters.isSequence ? try sequence(transform) : try document(transform)
    }

    /// RFC 8142: a record separator before each text, a line feed behind it.
    private func sequence(_ transform: CoordinateTransform) throws -> [UInt8] {
        var writer = self.writer
        for change in page.changes {
            writer.append(raw: "\u{1E}")
            switch change {
            case .upsert(let feature):
                writer.append(try parameters.rendition.rendered(feature, transform), change: "upsert")
            case .removal(let id): writer.append(removalOf: id)
            }
            writer.append(raw: "\n")
        }
        return writer.take()
    }

    private func document(_ transform: CoordinateTransform) throws -> [UInt8] {
        var writer = self.writer
        writer.append(raw: #"{"type":"FeatureCollection","features":["#)
        var removed: [JSONValue] = []
        var isFirst = true
        for change in page.changes {
            switch change {
            case .upsert(let feature):
                if !isFirst { writer.append(raw: ",") }
                isFirst = false
                writer.append(try parameters.rendition.rendered(feature, transform), change: "upsert")
            case .removal(let id): removed.append(.integer(id.value))
            }
        }
        var links = [inquiry.links.link("\(path)?\(inquiry.query.setting([]))", rel: "self", type: .geoJSON)]
        if let next { links.append(link(next, "next", "Next page")) }
        links.append(link(following, "monitor", "Changes from here on"))
        links.append(
            inquiry.links.link(
                "/collections/\(collection.id)", rel: "collection", type: .json,
                title: collection.title.text(in: inquiry.language)))
        writer.append(raw: #"],"removed":"#)
        writer.append(json: .array(removed))
        for (name, value) in members {
            writer.append(raw: ",")
            writer.append(json: .string(name))
            writer.append(raw: ":")
            writer.append(json: value)
        }
        writer.append(raw: #","links":"#)
        writer.append(json: .array(links))
        writer.append(raw: "}")
        return writer.take()
    }

    private var members: [(String, JSONValue)] {
        [
            ("since", JSONValue(page.since)), ("version", JSONValue(page.version.number)),
            ("versionToken", .string(page.token)), ("publishedAt", .string(page.version.publishedAt)),
            ("crs", .string(parameters.rendition.crs.uri)), ("numberReturned", JSONValue(page.changes.count)),
            ("timeStamp", .string(Date().formatted(.iso8601))),
        ]
    }

    private func link(_ url: String, _ relation: String, _ title: String) -> JSONValue {
        [
            "href": .string(url), "rel": .string(relation), "type": .string(MediaType.geoJSON.value),
            "title": .string(title),
        ]
    }

    private var writer: GeoJSONWriter {
        GeoJSONWriter(schema: parameters.rendition.schema, decimals: parameters.rendition.decimals)
    }
}
