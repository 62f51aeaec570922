import HTTPTypes

/// The header fields of every answer, whatever it is.
enum CommonFields {
    /// What the framework sends as `Server`.
    static let serverName = "GeoSector"

    /// Sites elsewhere may read answers, and these of their fields. No browser guesses at a content type.
    static let all: [HTTPField] = [
        HTTPField(name: .accessControlAllowOrigin, value: "*"),
        HTTPField(
            name: .accessControlExposeHeaders,
            value: "ETag, Link, Location, Retry-After, Content-Crs, Content-Disposition, Content-Range, "
                + "X-Request-Id, GeoSector-Features, GeoSector-Version"),
        HTTPField(name: .xContentTypeOptions, value: "nosniff"),
    ]
}

extension HTTPField.Name {
    /// Which request an answer belongs to; the log has it too.
    static let requestID = HTTPField.Name("X-Request-Id")!
}
