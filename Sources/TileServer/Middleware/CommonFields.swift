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
        noSniffing,
    ]

    private static let noSniffing = HTTPField(name: .xContentTypeOptions, value: "nosniff")

    /// Says of an answer that it is for somebody who has shown who they are: no page elsewhere may read it.
    static let personal = HTTPField(name: .crossOriginResourcePolicy, value: "same-origin")

    /// Of an answer that has these fields already.
    static func fields(beside own: HTTPFields) -> [HTTPField] {
        own[.crossOriginResourcePolicy] == nil ? all : [noSniffing]
    }
}

extension HTTPField.Name {
    /// Which request an answer belongs to; the log has it too.
    static let requestID = HTTPField.Name("X-Request-Id")!
}
