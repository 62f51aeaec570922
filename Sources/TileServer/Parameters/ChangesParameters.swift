import GeoStore
import HTTPTypes
import HummingbirdCore
import SimpleFeatures

/// The query of a delta feed.
struct ChangesParameters: Sendable {
    static let names: Set<String> = ["since", "limit", "cursor", "crs"]
    static let defaultLimit = 1_000

    let since: Int
    /// Of that version, where the client has kept it.
    let token: String?
    let limit: Int
    let cursor: ChangeCursor?
    let rendition: FeatureRendition
    /// Whether each feature is a text of its own (RFC 8142) instead of one document.
    let isSequence: Bool

    /// - Throws: `ParameterError`, `RequestError.notAcceptable`, `ProjError`.
    init(_ inquiry: Inquiry, collection: PublishedCollection) throws {
        let query = inquiry.query
        try query.allow(Self.names)
        let text = try query.value("since")
        let parts = (text ?? "").split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
        guard let number = parts.first.flatMap({ Int($0) }), number >= 0 else {
            throw ParameterError(
                parameter: "since", value: text ?? "", expected: "a version of the collection, or 0 for every feature")
        }
        since = number
        token = parts.count > 1 ? String(parts[1]) : nil
        limit = try LimitParameter.read(query, default: Self.defaultLimit)
        cursor = try query.value("cursor").map { text throws(ParameterError) in
            guard let cursor = ChangeCursor(text) else {
                throw ParameterError(parameter: "cursor", value: text, expected: "a cursor from a 'next' link")
            }
            return cursor
        }
        let offered = OfferedCRS.ofFeatures(stored: collection.storageCRS)
        let crs = try CRSParameter.read("crs", query, offered: offered) ?? .crs84
        rendition = FeatureRendition(
            crs: crs, axes: try CRSAxes.of(crs), schema: collection.schema, properties: nil)
        let accepted = AcceptHeader(inquiry.request.headers[.accept])
        switch try query.value("f") {
        case "json": isSequence = false
        case "geojsonseq": isSequence = true
        case nil:
            let (plain, sequence) = (accepted.quality(of: .geoJSON), accepted.quality(of: .geoJSONSequence))
            guard max(plain, sequence) > 0 else {
                throw RequestError.notAcceptable(offered: [.geoJSON, .geoJSONSequence])
            }
            isSequence = sequence > plain
        case let other?: throw ParameterError(parameter: "f", value: other, expected: "json or geojsonseq")
        }
    }
}
