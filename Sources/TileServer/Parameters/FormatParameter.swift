/// How a resource with several representations is sent: `?f=` wins, then `Accept`; JSON unless HTML is preferred.
enum FormatParameter {
    /// - Parameter json: the resource's own JSON type.
    /// - Returns: whether HTML is asked for.
    /// - Throws: `ParameterError` for an unknown `f`, `RequestError.notAcceptable`.
    static func prefersHTML(_ query: QueryParameters, accept: String?, json: MediaType) throws -> Bool {
        if let format = try query.value("f") {
            switch format {
            case "html": return true
            case "json", "geojson", "mapbox": return false
            default: throw ParameterError(parameter: "f", value: format, expected: "json or html")
            }
        }
        let accepted = AcceptHeader(accept)
        let jsonQuality = accepted.quality(of: json)
        let htmlQuality = accepted.quality(of: .html)
        guard max(jsonQuality, htmlQuality) > 0 else { throw RequestError.notAcceptable(offered: [json, .html]) }
        return htmlQuality > jsonQuality
    }

    /// For a resource that exists as JSON only.
    static func requireJSON(_ query: QueryParameters, accept: String?, as type: MediaType) throws {
        if let format = try query.value("f") {
            guard ["json", "mapbox", "mbs"].contains(format) else {
                throw ParameterError(parameter: "f", value: format, expected: "json")
            }
            return
        }
        guard AcceptHeader(accept).quality(of: type) > 0 else { throw RequestError.notAcceptable(offered: [type]) }
    }

    /// For a resource that exists as a page only.
    static func requireHTML(_ query: QueryParameters, accept: String?) throws {
        if let format = try query.value("f") {
            guard format == "html" else { throw ParameterError(parameter: "f", value: format, expected: "html") }
            return
        }
        guard AcceptHeader(accept).quality(of: .html) > 0 else { throw RequestError.notAcceptable(offered: [.html]) }
    }

    /// For a tile.
    static func requireVectorTile(_ query: QueryParameters, accept: String?) throws {
        if let format = try query.value("f") {
            guard ["mvt", "pbf"].contains(format) else {
                throw ParameterError(parameter: "f", value: format, expected: "mvt")
            }
            return
        }
        guard AcceptHeader(accept).quality(of: .vectorTile) > 0 else {
            throw RequestError.notAcceptable(offered: [.vectorTile])
        }
    }
}
