/// A media type as this server sends it, matched against what a client accepts.
struct MediaType: Hashable, Sendable {
    /// `type/subtype`, lower case.
    let essence: String
    /// With parameters, as it stands in Content-Type.
    let value: String

    init(_ essence: String, parameters: String = "") {
        self.essence = essence
        value = essence + parameters
    }

    static let json = MediaType("application/json")
    static let geoJSON = MediaType("application/geo+json")
    /// RFC 8142.
    static let geoJSONSequence = MediaType("application/geo+json-seq")
    static let jsonSchema = MediaType("application/schema+json")
    static let html = MediaType("text/html", parameters: "; charset=utf-8")
    /// Exactly as QGIS looks for it, without a blank.
    static let openAPI = MediaType(
        "application/vnd.oai.openapi+json", parameters: ";version=3.0")
    static let problem = MediaType("application/problem+json")
    static let vectorTile = MediaType("application/vnd.mapbox-vector-tile")
    static let mapboxStyle = MediaType("application/vnd.mapbox.style+json")
    static let eventStream = MediaType("text/event-stream", parameters: "; charset=utf-8")
    static let metrics = MediaType("text/plain", parameters: "; version=0.0.4; charset=utf-8")
    static let png = MediaType("image/png")
    static let jpeg = MediaType("image/jpeg")
    static let webp = MediaType("image/webp")
    static let text = MediaType("text/plain", parameters: "; charset=utf-8")

    /// Asking for plain JSON is good for every JSON-based type.
    var isJSON: Bool { essence.hasSuffix("json") }
}

/// The `Accept` header (RFC 9110, 12.5.1).
struct AcceptHeader: Sendable {
    private struct Range {
        let type: Substring
        let subtype: Substring
        let quality: Double

        static let exact = 2
        /// More exact ranges count before wider ones.
        var rank: Int { (type == "*" ? 0 : 1) + (subtype == "*" ? 0 : 1) }

        func matches(_ essence: String) -> Bool {
            let parts = essence.split(separator: "/")
            return (type == "*" || type == parts[0]) && (subtype == "*" || subtype == parts[1])
        }
    }

    private let ranges: [Range]

    /// - Parameter text: nil or blank accepts everything.
    init(_ text: String?) {
        ranges = (text ?? "").lowercased().split(separator: ",").compactMap { part in
            let fields = part.split(separator: ";").map { $0.trimmingBlanks }
            let names = (fields.first ?? "").split(separator: "/")
            guard names.count == 2 else { return nil }
            let quality = fields.dropFirst().first { $0.hasPrefix("q=") }.flatMap { Double($0.dropFirst(2)) }
            return Range(type: names[0], subtype: names[1], quality: quality ?? 1)
        }
    }

    /// How much the client wants a type; 0 means not at all.
    func quality(of type: MediaType) -> Double {
        guard !ranges.isEmpty else { return 1 }
        let own = best(for: type.essence)
        guard type.isJSON, own?.rank != Range.exact else { return own?.quality ?? 0 }
        // `application/json, */*;q=0.1` wants GeoJSON as much as JSON, not as little as anything.
        return max(own?.quality ?? 0, best(for: MediaType.json.essence)?.quality ?? 0)
    }

    private func best(for essence: String) -> Range? {
        ranges.filter { $0.matches(essence) }.max { $0.rank < $1.rank }
    }
}

extension Substring {
    var trimmingBlanks: Substring {
        var text = self
        while text.first?.isWhitespace == true { text = text.dropFirst() }
        while text.last?.isWhitespace == true { text = text.dropLast() }
        return text
    }
}
