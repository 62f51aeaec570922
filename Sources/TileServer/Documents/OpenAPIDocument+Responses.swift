import SimpleFeatures

extension OpenAPIDocument {
    static func problem(_ name: String) -> JSONValue { ["$ref": .string("#/components/responses/\(name)")] }

    /// Headers of an answer, those of every answer included.
    static func headers(of names: [String]) -> JSONValue {
        .object(
            JSONObject(
                (common + names).map { (key: $0, value: ["$ref": .string("#/components/headers/\($0)")]) }))
    }

    private static let common = [
        "X-Request-Id", "Access-Control-Allow-Origin", "Access-Control-Expose-Headers", "X-Content-Type-Options",
        "Cross-Origin-Resource-Policy", "Strict-Transport-Security",
    ]

    /// Of an answer that may be a page.
    static let ofPages = [
        "Content-Security-Policy", "X-Frame-Options", "Referrer-Policy", "Permissions-Policy",
        "Cross-Origin-Opener-Policy",
    ]

    static let headers = JSONValue.object(
        JSONObject(
            [
                ("X-Request-Id", "Which request this answers; the server's log has it too"),
                ("Access-Control-Allow-Origin", "Pages of every site may read this"),
                ("Access-Control-Expose-Headers", "Headers that pages of other sites may read"),
                ("X-Content-Type-Options", "nosniff"),
                ("Cache-Control", "Whether it may be kept, and for how long"),
                ("Content-Security-Policy", "What a page may load: nothing of other sites"),
                ("ETag", "Names this content; sent back in If-None-Match it saves the body"),
                ("X-Frame-Options", "Who may show a page in a frame, for browsers that do not know frame-ancestors"),
                ("Referrer-Policy", "What other sites are told of a page's address: nothing"),
                ("Permissions-Policy", "What a page may ask of the browser"),
                ("Cross-Origin-Opener-Policy", "same-origin"),
                ("Cross-Origin-Resource-Policy", "same-origin, for an answer to somebody who has signed in"),
                ("Strict-Transport-Security", "How long to ask over TLS alone"),
                ("RateLimit", "What is left of the client's rate (draft-ietf-httpapi-ratelimit-headers-10)"),
                ("RateLimit-Policy", "The client's rate: q requests in w seconds"),
                ("Vary", "Request headers that the choice of this representation depended on"),
                ("Content-Crs", "CRS of the coordinates (OGC 18-058), in angle brackets"),
                ("Content-Bbox", "What a picture shows, in its CRS and the axis order of that (OGC 20-058)"),
                ("Content-Disposition", "Name of the file"),
                ("Content-Range", "Which bytes of how many these are"),
                ("Repr-Digest", "Hash of the whole file (RFC 9530)"),
                ("Accept-Ranges", "bytes"),
                ("GeoSector-Features", "By layer: how many features the tile shows of those that lie there"),
                ("Link", "Links of the page (RFC 8288)"),
                ("Location", "Address of what was made"),
                ("GeoSector-Version", "Version of the collection that was made or reached"),
                ("Accept-Post", "Types of bodies that POST takes"),
                ("Accept-Patch", "Types of bodies that PATCH takes"),
                ("Retry-After", "Seconds until it is worth asking again"),
                ("Refresh", "When a page without a script asks again, and where"),
                ("Allow", "Methods of this resource"),
                ("Access-Control-Allow-Methods", "Methods that pages of other sites may use"),
                ("Access-Control-Allow-Headers", "Headers that pages of other sites may send"),
                ("Access-Control-Max-Age", "Seconds that this may be remembered"),
            ].map { name, description in
                (key: name, value: ["description": .string(description), "schema": ["type": "string"]])
            }))

    static let responses = JSONValue.object(
        JSONObject([
            problem("Problem", "What was wrong and what to try (RFC 9457)"),
            problem("BadRequest", "A parameter is unknown, or has a value that it cannot have"),
            problem("NotFound", "There is nothing of this name"),
            problem("NotAcceptable", "There is no representation that the client accepts"),
            problem("Forbidden", "Whoever asks may not do this"),
            problem("PreconditionFailed", "The feature is not what If-Match says", []),
            problem("ContentTooLarge", "The body is larger than is taken"),
            problem(
                "UnsupportedMediaType", "The body is of a type that is not taken", ["Accept-Post", "Accept-Patch"]),
            problem("Unprocessable", "A feature does not fit the collection; 'errors' says why"),
            problem("PreconditionRequired", "If-Match is missing"),
            problem("InsufficientStorage", "The disk is full; nothing was changed", ["Retry-After"]),
            problem("Conflict", "It is not there yet", ["Retry-After"]),
            problem("Gone", "It was there and is no more", ["Link"]),
            problem("RangeNotSatisfiable", "The range begins behind the end", ["Content-Range"]),
            problem("URITooLong", "Path and query are longer than is taken"),
            problem("MisdirectedRequest", "Nothing is served under the host that was asked for"),
            problem(
                "TooManyRequests", "The client asks faster, or more at once, than it may",
                ["Retry-After", "RateLimit", "RateLimit-Policy"]),
            problem("InternalError", "The server failed; its log has the reason under the request id"),
            problem("Unavailable", "Busy, too slow or being changed; worth trying again", ["Retry-After"]),
            (
                "ServiceException",
                [
                    "description": "What is wrong with the request (OWS Common 1.1)",
                    "headers": headers(of: ["Cache-Control", "ETag", "Vary"]),
                    "content": ["text/xml; charset=utf-8": ["schema": ["type": "string"]]],
                ]
            ),
            (
                "NotModified",
                [
                    "description": "What the client has is current",
                    "headers": headers(
                        of: [
                            "ETag", "Vary", "Cache-Control", "Content-Crs", "Content-Bbox", "Content-Disposition",
                            "Accept-Ranges",
                            "Content-Security-Policy", "GeoSector-Features", "Link",
                        ]),
                ]
            ),
            (
                "Written",
                [
                    "description": "Done; the feature as it is now was not asked for",
                    "headers": headers(of: ["ETag", "GeoSector-Version"]),
                ]
            ),
            (
                "Proposed",
                [
                    "description": "The edit waits for approval at Location",
                    "headers": headers(of: ["Location", "Cache-Control", "Vary"]),
                    "content": ["application/json": ["schema": ["$ref": "#/components/schemas/Draft"]]],
                ]
            ),
            (
                "JobAccepted",
                [
                    "description": "A job makes it; Location says how far it is",
                    "headers": headers(of: ["Location", "Cache-Control", "Retry-After", "Refresh"] + ofPages),
                    "content": [
                        "application/json": ["schema": ["$ref": "#/components/schemas/Job"]],
                        "text/html; charset=utf-8": ["schema": ["type": "string"]],
                    ],
                ]
            ),
            (
                "EmptyTile",
                [
                    "description": "The tile is there, and has no feature",
                    "headers": headers(of: ["ETag", "Vary", "Cache-Control", "GeoSector-Features"]),
                ]
            ),
            (
                "Methods",
                [
                    "description": "What can be done with this resource, and what pages of other sites may do",
                    "headers": headers(
                        of: [
                            "Allow", "Access-Control-Allow-Methods", "Access-Control-Allow-Headers",
                            "Access-Control-Max-Age",
                        ]),
                ]
            ),
        ]))

    /// A problem; a page for clients that prefer HTML.
    private static func problem(
        _ name: String, _ description: String, _ own: [String] = []
    ) -> (key: String, value: JSONValue) {
        let always = ["Cache-Control", "ETag", "Vary"] + ofPages
        return (
            name,
            [
                "description": .string(description), "headers": headers(of: always + own),
                "content": [
                    "application/problem+json": ["schema": ["$ref": "#/components/schemas/Problem"]],
                    "text/html; charset=utf-8": ["schema": ["type": "string"]],
                ],
            ]
        )
    }
}
