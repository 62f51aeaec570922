import GeoStore
import HTTPTypes
import HummingbirdCore
import SimpleFeatures

/// What `/styles/{styleId}/legend` is asked with.
struct LegendParameters: Sendable {
    enum Format: String, CaseIterable {
        case json, png, svg

        var type: MediaType {
            switch self {
            case .json: .json
            case .png: .png
            case .svg: .svg
            }
        }
    }

    static let names: Set<String> = ["zoom", "bbox", "collections", "scale", "width", "columns"]

    let question: LegendQuestion
    let format: Format
    /// Pixels per pixel of the legend.
    let scale: Double
    /// Of a picture, in pixels at scale 1.
    let width: Double
    let columns: Int

    private static let zooms = 0.0...24.0
    private static let scales = 0.5...4.0
    private static let widths = 80.0...2000.0

    /// - Throws: `ParameterError`, `GeoStoreError.collectionNotFound`, `RequestError.notAcceptable`.
    init(style: String, _ inquiry: Inquiry) throws {
        let query = inquiry.query
        try query.allow(Self.names)
        let collections = try CollectionsParameter.read(query, links: inquiry.links, catalog: inquiry.catalog)
        let boxes = try BBoxParameter.read(query)
        if let boxes, boxes.count > 1 {
            throw ParameterError(
                parameter: "bbox", value: try query.value("bbox") ?? "", expected: "a west edge below the east edge")
        }
        question = LegendQuestion(
            .style(style), zoom: try Self.number("zoom", query, Self.zooms), envelope: boxes?.first,
            collections: collections.map { Set($0.map(\.id.name)) })
        format = try Self.format(query, accept: inquiry.request.headers[.accept])
        scale = try Self.number("scale", query, Self.scales) ?? 1
        width = try Self.number("width", query, Self.widths) ?? 280
        columns = Int(try Self.number("columns", query, 1...6) ?? 1)
    }

    private static func number(
        _ name: String, _ query: QueryParameters, _ allowed: ClosedRange<Double>
    ) throws(ParameterError) -> Double? {
        guard let text = try query.value(name) else { return nil }
        guard let number = Double(decimal: text), allowed.contains(number) else {
            throw ParameterError(
                parameter: name, value: text, expected: "a number from \(allowed.lowerBound) to \(allowed.upperBound)")
        }
        return number
    }

    private static func format(_ query: QueryParameters, accept: String?) throws -> Format {
        if let text = try query.value("f") {
            guard let format = Format(rawValue: text) else {
                throw ParameterError(parameter: "f", value: text, expected: "json, png or svg")
            }
            return format
        }
        let accepted = AcceptHeader(accept)
        // Of equal ones, the first.
        let best = Format.allCases.max { accepted.quality(of: $0.type) < accepted.quality(of: $1.type) }
        guard let best, accepted.quality(of: best.type) > 0 else {
            throw RequestError.notAcceptable(offered: Format.allCases.map(\.type))
        }
        return best
    }
}
