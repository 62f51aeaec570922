import Compression
import Foundation
import GeoStore
import HTTPTypes
import Hummingbird
import SimpleFeatures

/// A page of features as GeoJSON. Small pages are one read and one compressed body; large ones are streamed chunk by
/// chunk, so that neither a slow client nor a large page holds a reader or memory.
struct FeatureCollectionStream: Sendable {
    /// Features in one read of the store.
    private static let chunkSize = 1000

    let collection: PublishedCollection
    let parameters: ItemsParameters
    /// Nil when it was not asked for or took too long.
    let matched: Int?
    let inquiry: Inquiry
    let reader: FeatureReader
    let executor: SharedThreads
    /// How long each further read of a long page may take.
    let patience: Duration

    /// - Parameter limit: of the first read.
    func response(headers: HTTPFields, within limit: ReadLimit) async throws -> Response {
        if parameters.isHits { return try whole(Self.empty, headers: headers) }
        let handed = inquiry.notes.hand(.items, of: collection, filter: inquiry.query.narrowing)
        let first = try await chunk(
            parameters.query, limit: min(parameters.limit, Self.chunkSize), isFirst: true, within: limit)
        handed.add(first.count)
        guard parameters.limit > Self.chunkSize, first.hasMore else { return try whole(first, headers: headers) }
        return Response(
            status: .ok, headers: headers,
            body: ResponseBody { writer in
                try await writer.write(ByteBuffer(bytes: first.content))
                var last = first
                var returned = first.count
                while last.hasMore, returned < parameters.limit {
                    var query = parameters.query
                    query.after = last.lastID
                    query.afterValues = last.lastValues
                    query.offset = 0
                    let limit = min(parameters.limit - returned, Self.chunkSize)
                    let soon = ReadLimit(deadline: .now + patience)
                    do { last = try await chunk(query, limit: limit, isFirst: false, within: soon) } catch
                        where Self.isOutdated(error)
                    {
                        // A shorter page of one version; the next page begins the new one.
                        break
                    }
                    returned += last.count
                    handed.add(last.count)
                    try await writer.write(ByteBuffer(bytes: last.content))
                }
                try await writer.write(ByteBuffer(bytes: closing(returned: returned, last: last)))
                try await writer.finish(nil)
            })
    }

    private static func isOutdated(_ error: any Error) -> Bool {
        if case GeoStoreError.collectionChanged = error { return true }
        return false
    }

    private func whole(_ chunk: FeatureReader.Chunk<[UInt8]>, headers: HTTPFields) throws -> Response {
        var bytes = chunk.content
        bytes.append(contentsOf: closing(returned: chunk.count, last: chunk))
        guard ContentCoding.acceptsGzip(inquiry.request.headers) else {
            return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
        }
        var headers = headers
        headers[.contentEncoding] = "gzip"
        let body = try Gzip.compress(bytes)
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: body)))
    }

    private static let opening: StaticString = #"{"type":"FeatureCollection","features":["#

    /// A page of no feature.
    private static var empty: FeatureReader.Chunk<[UInt8]> {
        var writer = JSONWriter()
        writer.append(raw: opening)
        return FeatureReader.Chunk(content: writer.bytes, count: 0, lastID: nil, hasMore: false)
    }

    private func chunk(
        _ query: FeatureQuery, limit: Int, isFirst: Bool, within patience: ReadLimit
    ) async throws -> FeatureReader.Chunk<[UInt8]> {
        let reader = reader
        let collection = collection
        let rendition = parameters.rendition
        return try await executor.run {
            var writer = GeoJSONWriter(schema: rendition.schema, decimals: rendition.decimals)
            if query.isWrittenFromRows, rendition.isStandard {
                writer.append(raw: isFirst ? Self.opening : ",")
                let written = try reader.store.write(
                    query, of: collection, limit: limit, within: patience, to: &writer)
                // No comma without a feature behind it.
                if !isFirst, written.count == 0 { writer.removeAll(behind: 0) }
                return FeatureReader.Chunk(
                    content: writer.take(), count: written.count, lastID: written.lastID, hasMore: written.hasMore)
            }
            if isFirst { writer.append(raw: Self.opening) }
            let chunk = try reader.read(
                query, of: collection, as: rendition, limit: limit, within: patience,
                into: (writer: writer, isFirst: isFirst)
            ) {
                if !$0.isFirst { $0.writer.append(raw: ",") }
                $0.isFirst = false
                $0.writer.append($1)
            }
            var filled = chunk.content.writer
            return FeatureReader.Chunk(
                content: filled.take(), count: chunk.count, lastID: chunk.lastID, lastValues: chunk.lastValues,
                hasMore: chunk.hasMore)
        }
    }

    /// What follows the features: only then is it known whether there is a next page.
    private func closing(returned: Int, last: FeatureReader.Chunk<[UInt8]>) -> [UInt8] {
        let path = "/collections/\(collection.id)/items"
        var links = inquiry.links.selfAndAlternate(path, query: inquiry.query, json: .geoJSON, isHTML: false)
        if let cursor = last.cursor {
            var changes: [(name: String, value: String?)] = [
                ("cursor", cursor.text(in: parameters.sorting, of: collection.state)), ("offset", nil), ("f", "json"),
            ]
            // What took too long is not tried again page by page.
            if parameters.counts, matched == nil { changes.append(("count", "false")) }
            let query = inquiry.query.setting(changes)
            links.append(inquiry.links.link("\(path)?\(query)", rel: "next", type: .geoJSON, title: "Next page"))
        }
        links.append(
            inquiry.links.link(
                "/collections/\(collection.id)", rel: "collection", type: .json,
                title: collection.title.text(in: inquiry.language)))
        var writer = JSONWriter()
        writer.append(raw: "]")
        if let matched {
            writer.append(raw: #","numberMatched":"#)
            writer.append(Int64(matched))
        }
        writer.append(raw: #","numberReturned":"#)
        writer.append(Int64(returned))
        writer.append(raw: #","timeStamp":"#)
        writer.append(Date().formatted(.iso8601))
        writer.append(raw: #","links":"#)
        writer.append(.array(links))
        writer.append(raw: "}")
        return writer.bytes
    }
}

extension HTTPField.Name {
    /// OGC 18-058, requirement 16.
    static let contentCRS = HTTPField.Name("Content-Crs")!
}
