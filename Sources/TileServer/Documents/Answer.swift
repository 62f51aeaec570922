import Compression
import HTTPTypes
import Hummingbird
import SimpleFeatures
import TileEngine

/// A whole body with what caches need to know, turned into a response once.
struct Answer: Sendable {
    let bytes: [UInt8]
    let type: MediaType
    var status = HTTPResponse.Status.ok
    var headers = HTTPFields()
    var cacheControl = Answer.revalidate
    /// Request headers the choice of this representation depended on, besides Accept-Encoding.
    var vary = "Accept, Accept-Language"
    /// Of the content whatever its representation: the beginning of the entity tag.
    var contentTag: String?

    /// Keep it, but ask each time whether it still holds: data change whenever a department imports.
    static let revalidate = "public, no-cache"
    /// For URLs whose content never changes.
    static let immutable = "public, max-age=31536000, immutable"
    /// The same for an answer that is for one client, and for no cache that others share.
    static func privately(_ cacheControl: String) -> String { cacheControl.replacing("public", with: "private") }

    /// Below this, compression saves no packet.
    private static let smallestCompressed = 1400

    init(_ document: JSONValue, type: MediaType = .json) {
        bytes = document.serialized
        self.type = type
    }

    init(bytes: [UInt8], type: MediaType) {
        self.bytes = bytes
        self.type = type
    }

    init(html: String) {
        bytes = Array(html.utf8)
        type = .html
    }

    /// - Parameter mayCompress: false for bytes that are compressed by nature.
    func response(to request: Request, mayCompress: Bool = true) throws -> Response {
        var fields = headers
        fields[.cacheControl] = fields[.cacheControl] ?? cacheControl
        fields[.vary] = vary.isEmpty ? "Accept-Encoding" : "\(vary), Accept-Encoding"
        let isCompressed =
            mayCompress && bytes.count >= Self.smallestCompressed && ContentCoding.acceptsGzip(request.headers)
        let key = (contentTag.map { "\($0)-" } ?? "") + Fingerprint(bytes).description
        let tag = EntityTag(key, isCompressed: isCompressed)
        fields[.eTag] = tag.text
        if status == .ok, tag.matches(request.headers[.ifNoneMatch]) {
            return Response(status: .notModified, headers: fields)
        }
        fields[.contentType] = type.value
        if isCompressed { fields[.contentEncoding] = "gzip" }
        let body = isCompressed ? try Gzip.compress(bytes) : bytes
        return Response(status: status, headers: fields, body: ResponseBody(byteBuffer: ByteBuffer(bytes: body)))
    }
}

/// An entity tag (RFC 9110, 8.8.3). The compressed form of the same content has its own.
struct EntityTag: Hashable, Sendable {
    let text: String
    private let opaque: String

    /// - Parameter isWeak: for documents that say when they were made, and so are never the same bytes twice.
    init(_ key: String, isCompressed: Bool, isWeak: Bool = false) {
        opaque = key
        let strong = isCompressed ? "\"\(key)-gz\"" : "\"\(key)\""
        text = isWeak ? "W/\(strong)" : strong
    }

    /// Whether an `If-None-Match` list names this content in either coding (weak comparison, 13.1.2).
    func matches(_ header: String?) -> Bool {
        guard let header else { return false }
        return header.split(separator: ",").map(\.trimmingBlanks).contains { candidate in
            let strong = candidate.hasPrefix("W/") ? candidate.dropFirst(2) : candidate
            return strong == "*" || strong == "\"\(opaque)\"" || strong == "\"\(opaque)-gz\""
        }
    }
}

/// The `Accept-Encoding` header (RFC 9110, 12.5.3).
enum ContentCoding {
    static func acceptsGzip(_ headers: HTTPFields) -> Bool {
        guard let accepted = headers[.acceptEncoding] else { return false }
        // What browsers and most programs send.
        if accepted == "gzip" || accepted.hasPrefix("gzip, ") { return true }
        for part in accepted.lowercased().split(separator: ",") {
            let fields = part.split(separator: ";").map(\.trimmingBlanks)
            guard let coding = fields.first, ["gzip", "x-gzip", "*"].contains(coding) else { continue }
            let quality = fields.dropFirst().first { $0.hasPrefix("q=") }.flatMap { Double($0.dropFirst(2)) }
            return quality ?? 1 > 0
        }
        return false
    }
}
