import Foundation
import HTTPTypes
import Hummingbird

/// A finished file over HTTP, whole or in a range (RFC 9110, 14).
struct JobFile: Sendable {
    /// Bytes read and sent at a time.
    private static let chunkSize = 256 << 10

    let path: String
    let executor: ThreadPoolExecutor

    /// - Parameters:
    ///   - request: whose range and conditions count; nil sends the whole.
    ///   - afterwards: run when the last byte was sent, or could not be.
    /// - Throws: `RequestError.rangeNotSatisfiable`, `ExportError.failed` when the file is gone.
    func response(
        to request: Request?, headers: HTTPFields, afterwards: @escaping @Sendable () async -> Void = {}
    ) throws -> Response {
        guard let file = FileHandle(forReadingAtPath: path) else { throw ExportError.failed(reason: "no \(path)") }
        let length = try file.seekToEnd()
        var headers = headers
        var range = 0..<length
        var status = HTTPResponse.Status.ok
        if let request, let tag = headers[.eTag] {
            headers[.acceptRanges] = "bytes"
            if request.headers[.ifNoneMatch] == tag { return Response(status: .notModified, headers: headers) }
            // A part of another content than the client has would be nonsense (RFC 9110, 13.1.5).
            let isCurrent = request.headers[.ifRange].map { $0 == tag } ?? true
            switch ByteRange(isCurrent ? request.headers[.range] : nil, length: length) {
            case .unsatisfiable: throw RequestError.rangeNotSatisfiable(length: length)
            case .whole: break
            case .part(let part):
                range = part
                status = .partialContent
                headers[.contentRange] = "bytes \(part.lowerBound)-\(part.upperBound - 1)/\(length)"
            }
        }
        let open = OpenFile(file)
        let wanted = range
        let body = ResponseBody(contentLength: wanted.count) { [executor] writer in
            do {
                var start = wanted.lowerBound
                while start < wanted.upperBound {
                    let place = start
                    let count = min(Self.chunkSize, Int(wanted.upperBound - start))
                    let piece = try await executor.run { try open.read(at: place, count: count) }
                    try await writer.write(ByteBuffer(bytes: piece))
                    start += UInt64(piece.count)
                }
                try await writer.finish(nil)
            } catch {
                await afterwards()
                throw error
            }
            await afterwards()
        }
        return Response(status: status, headers: headers, body: body)
    }

    /// Read by one thread at a time, each read naming its place.
    private final class OpenFile: @unchecked Sendable {
        private let file: FileHandle

        init(_ file: FileHandle) { self.file = file }

        func read(at place: UInt64, count: Int) throws -> [UInt8] {
            try file.seek(toOffset: place)
            guard let piece = try file.read(upToCount: count), !piece.isEmpty else {
                throw ExportError.failed(reason: "the file is shorter than it was")
            }
            return Array(piece)
        }
    }
}
