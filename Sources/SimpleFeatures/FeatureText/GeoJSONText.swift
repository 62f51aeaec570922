/// GeoJSON for files: one FeatureCollection (RFC 7946), or one feature a line (RFC 8142). Always CRS84.
public struct GeoJSONText: FeatureTextWriter {
    public enum Form: Hashable, Sendable {
        case collection
        /// One feature a line; with the record separator U+001E before each, or without, as most programs write it.
        case sequence(hasSeparators: Bool)
    }

    private let form: Form
    private var writer: GeoJSONWriter
    private var written: Int64 = 0

    public init(layer: FeatureTextLayer, form: Form) {
        self.form = form
        writer = GeoJSONWriter(schema: layer.schema)
    }

    public var count: Int { writer.count }

    public mutating func begin() {
        if form == .collection { writer.append(raw: #"{"type":"FeatureCollection","features":["#) }
    }

    public mutating func append(_ feature: Feature, geographic: Geometry?) {
        switch form {
        case .collection: writer.append(raw: written == 0 ? "\n" : ",\n")
        case .sequence(hasSeparators: true): writer.append(raw: "\u{1E}")
        case .sequence(hasSeparators: false): break
        }
        writer.append(feature)
        if form != .collection { writer.append(raw: "\n") }
        written += 1
    }

    public mutating func end() {
        guard form == .collection else { return }
        writer.append(raw: "\n],\"numberReturned\":")
        writer.append(json: .integer(written))
        writer.append(raw: "}\n")
    }

    public mutating func take() -> [UInt8] { writer.take() }
}
