import SimpleFeatures

/// The representations of a record: `?f=` wins, then `Accept`; the first that a client takes as gladly as any.
enum MetadataFormat: String, CaseIterable, Sendable {
    case json, html, iso19139, dcat

    var mediaTypes: [MediaType] {
        switch self {
        case .json: [.geoJSON]
        case .html: [.html]
        // What catalogue programs ask for and browsers do not.
        case .iso19139: [ISO19139Document.mediaType, MediaType("application/vnd.iso.19139+xml")]
        case .dcat: [DCATDocument.mediaType]
        }
    }

    /// - Parameter offered: of the resource.
    /// - Throws: `ParameterError` for an unknown `f`, `RequestError.notAcceptable`.
    static func read(
        _ query: QueryParameters, accept: String?, offered: [MetadataFormat] = allCases
    ) throws -> MetadataFormat {
        if let name = try query.value("f") {
            guard let format = offered.first(where: { $0.rawValue == name }) else {
                throw ParameterError(
                    parameter: "f", value: name, expected: offered.map(\.rawValue).joined(separator: ", "))
            }
            return format
        }
        let accepted = AcceptHeader(accept)
        var best: (format: MetadataFormat, quality: Double)?
        for format in offered {
            let quality = format.mediaTypes.map(accepted.quality).max() ?? 0
            if quality > best?.quality ?? 0 { best = (format, quality) }
        }
        guard let best else { throw RequestError.notAcceptable(offered: offered.flatMap(\.mediaTypes)) }
        return best.format
    }
}
