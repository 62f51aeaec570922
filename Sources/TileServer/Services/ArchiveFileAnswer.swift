import HTTPTypes
import Hummingbird
import TileArchive

/// A PMTiles file over HTTP, whole or in a range (RFC 9110, 14): what the `pmtiles` protocol of web maps asks for.
struct ArchiveFileAnswer: Sendable {
    /// Bytes read and sent at a time.
    private static let chunkSize: UInt64 = 256 << 10

    let archive: ServedArchive
    let file: PMTilesReader
    let executor: ThreadPoolExecutor

    /// - Throws: `RequestError.rangeNotSatisfiable`, `TileArchiveError`.
    func response(to request: Request) async throws -> Response {
        let tag = EntityTag(archive.state, isCompressed: false)
        var headers: HTTPFields = [
            .eTag: tag.text, .acceptRanges: "bytes", .cacheControl: Answer.revalidate,
            .contentType: MediaType.pmtiles.value,
        ]
        if tag.matches(request.headers[.ifNoneMatch]) { return Response(status: .notModified, headers: headers) }
        let length = file.byteCount
        // A part of another content than the client has would be nonsense (RFC 9110, 13.1.5).
        let isCurrent = request.headers[.ifRange].map { $0 == tag.text } ?? true
        switch ByteRange(isCurrent ? request.headers[.range] : nil, length: length) {
        case .unsatisfiable: throw RequestError.rangeNotSatisfiable(length: length)
        case .whole: return Response(status: .ok, headers: headers, body: body(0..<length))
        case .part(let range):
            headers[.contentRange] = "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(length)"
            return Response(status: .partialContent, headers: headers, body: body(range))
        }
    }

    private func body(_ range: Range<UInt64>) -> ResponseBody {
        ResponseBody(contentLength: range.count) { [file, executor] writer in
            var start = range.lowerBound
            while start < range.upperBound {
                let piece = start..<min(range.upperBound, start + Self.chunkSize)
                try await writer.write(ByteBuffer(bytes: executor.run { try file.bytes(piece) }))
                start = piece.upperBound
            }
            try await writer.finish(nil)
        }
    }
}
