import Hummingbird
import SimpleFeatures

/// Absolute URLs for the host a client used, or for the configured one.
struct LinkBuilder: Sendable {
    /// Without a slash at its end.
    let base: String

    /// - Parameter configured: wins over the request's own host; needed behind a proxy that serves under a path or
    ///   over TLS, because forwarded headers can be forged.
    init(request: Request, configured: String?) {
        base = configured ?? "\(request.head.scheme ?? "http")://\(request.head.authority ?? "localhost")"
    }

    init(base: String) { self.base = base }

    func url(_ path: String) -> String { base + path }

    /// A link object (OGC 17-069r4, annex A).
    func link(_ path: String, rel: String, type: MediaType, title: String? = nil, hreflang: Language? = nil)
        -> JSONValue
    {
        var link: JSONObject = ["href": .string(url(path)), "rel": .string(rel), "type": .string(type.value)]
        if let title { link["title"] = .string(title) }
        if let hreflang { link["hreflang"] = .string(hreflang.rawValue) }
        return .object(link)
    }

    /// A link with `{…}` in it.
    func template(_ path: String, rel: String, type: MediaType, title: String) -> JSONValue {
        [
            "href": .string(url(path)), "rel": .string(rel), "type": .string(type.value), "title": .string(title),
            "templated": true,
        ]
    }

    /// `self` and its HTML twin, for a resource that has both.
    func selfAndAlternate(_ path: String, query: QueryParameters, json: MediaType, isHTML: Bool) -> [JSONValue] {
        func address(_ format: String) -> String { "\(path)?\(query.setting([("f", format)]))" }
        let (own, other) = isHTML ? (MediaType.html, json) : (json, MediaType.html)
        return [
            link(address(isHTML ? "html" : "json"), rel: "self", type: own, title: "This document"),
            link(
                address(isHTML ? "json" : "html"), rel: "alternate", type: other,
                title: "This document as \(isHTML ? "JSON" : "HTML")"),
        ]
    }
}
