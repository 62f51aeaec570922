/// Which picture a client wants: `?f=` wins, then `Accept`, then PNG.
enum PictureNegotiation {
    /// What the choice depends on.
    static let vary = "Accept"
    private static var types: [MediaType] { MapOrder.Format.allCases.map(\.type) }

    /// - Throws: `ParameterError` for an unknown `f`, `RequestError.notAcceptable`.
    static func format(_ query: QueryParameters, accept: String?) throws -> MapOrder.Format {
        if let text = try query.value("f") {
            guard let format = MapOrder.Format(name: text) else {
                throw ParameterError(parameter: "f", value: text, expected: "png, jpeg or webp")
            }
            return format
        }
        guard let format = preferred(AcceptHeader(accept)) else {
            throw RequestError.notAcceptable(offered: types)
        }
        return format
    }

    /// Of a resource that is a page too: a browser that goes there gets the page, and so does whoever takes anything.
    static func prefersPicture(_ query: QueryParameters, accept: String?) throws(ParameterError) -> Bool {
        if let text = try query.value("f") { return text != "html" }
        let accepted = AcceptHeader(accept)
        return preferred(accepted).map { accepted.quality(of: $0.type) > accepted.quality(of: .html) } ?? false
    }

    /// The best of those that are taken at all; the first of equals.
    private static func preferred(_ accepted: AcceptHeader) -> MapOrder.Format? {
        let best = types.map(accepted.quality).max() ?? 0
        return best > 0 ? MapOrder.Format.allCases.first { accepted.quality(of: $0.type) == best } : nil
    }
}
