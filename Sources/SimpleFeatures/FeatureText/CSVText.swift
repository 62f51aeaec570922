/// A table as text (RFC 4180): `feature_id`, the properties, and the geometry as WKT or as x and y.
///
/// Null is an empty cell, an empty text is `""`. Numbers have a decimal point, but for an Excel that separates by `;`: it
/// would take 1.250 for a thousand.
public struct CSVText: FeatureTextWriter {
    public struct Options: Hashable, Sendable {
        public enum GeometryColumns: String, Hashable, Sendable, CaseIterable {
            case wkt
            /// Of points; other geometries have no x and y, their cells stay empty.
            case xy
            case none
        }

        public var geometry = GeometryColumns.wkt
        /// Excel reads UTF-8 only behind U+FEFF. A file for Excel also gets an apostrophe before texts that Excel would
        /// take for a formula; a file for programs has what the store has.
        public var isForExcel = false
        /// `;` where the decimal sign is a comma, as Excel in Vietnamese expects.
        public var separatorIsSemicolon = false

        public init() {}
    }

    private let layer: FeatureTextLayer
    private let options: Options
    private let separator: UInt8
    private var writer = JSONWriter(reserving: 1 << 16)

    public init(layer: FeatureTextLayer, options: Options = Options()) {
        self.layer = layer
        self.options = options
        separator = options.separatorIsSemicolon ? UInt8(ascii: ";") : UInt8(ascii: ",")
    }

    public var count: Int { writer.bytes.count }

    /// The columns in their order.
    var columns: [String] {
        var names = [layer.free("feature_id")] + layer.schema.properties.map(\.name)
        switch options.geometry {
        case .wkt: names.append(layer.free("WKT"))
        case .xy: names += (layer.schema.hasZ ? ["x", "y", "z"] : ["x", "y"]).map(layer.free)
        case .none: break
        }
        return names
    }

    public mutating func begin() {
        if options.isForExcel { writer.bytes.append(contentsOf: [0xEF, 0xBB, 0xBF]) }
        for (index, name) in columns.enumerated() {
            if index > 0 { writer.bytes.append(separator) }
            append(name)
        }
        writer.append(raw: "\r\n")
    }

    public mutating func append(_ feature: Feature, geographic: Geometry?) {
        writer.append(feature.id.value)
        for (value, property) in zip(feature.values, layer.schema.properties) {
            writer.bytes.append(separator)
            append(value, property.type)
        }
        switch options.geometry {
        case .wkt:
            writer.bytes.append(separator)
            // A separator stands between coordinates: always between quotes.
            if let geometry = feature.geometry {
                writer.append(raw: "\"")
                WKTWriter.append(geometry, decimals: layer.decimals, to: &writer)
                writer.append(raw: "\"")
            }
        case .xy: appendPosition(feature.geometry)
        case .none: break
        }
        writer.append(raw: "\r\n")
    }

    public mutating func end() {}

    public mutating func take() -> [UInt8] {
        defer { writer = JSONWriter(reserving: 1 << 16) }
        return writer.bytes
    }

    private mutating func appendPosition(_ geometry: Geometry?) {
        let places = layer.schema.hasZ ? 3 : 2
        var position: CoordinateSequence?
        if case .point(let sequence) = geometry, !sequence.isEmpty { position = sequence }
        for place in 0..<places {
            writer.bytes.append(separator)
            guard let position, place < position.stride, position.values[place].isFinite else { continue }
            let start = count
            writer.append(position.values[place], decimals: place == 2 ? 4 : layer.decimals)
            localizeNumber(from: start)
        }
    }

    private mutating func localizeNumber(from start: Int) {
        guard options.isForExcel, options.separatorIsSemicolon,
            let point = writer.bytes[start...].firstIndex(of: UInt8(ascii: "."))
        else { return }
        writer.bytes[point] = UInt8(ascii: ",")
    }

    private mutating func append(_ value: PropertyValue, _ type: FeatureSchema.PropertyType) {
        switch value {
        case .null: break
        case .boolean(let flag): writer.append(raw: flag ? "true" : "false")
        case .integer(let number):
            // SQLite has no booleans: 0 and 1 in a boolean column are what was stored.
            if type == .boolean { writer.append(raw: number != 0 ? "true" : "false") } else { writer.append(number) }
        case .real(let number):
            let start = count
            if number.isFinite { writer.append(number) }
            localizeNumber(from: start)
        case .text(let text): append(text)
        case .binary(let bytes): append(Base64.encode(bytes))
        }
    }

    private mutating func append(_ text: String) {
        var text = text
        if options.isForExcel, Self.looksLikeFormula(text) { text = "'" + text }
        let needsQuotes =
            text.isEmpty
            || text.utf8.contains { byte in
                byte == separator || byte == UInt8(ascii: "\"") || byte == 10 || byte == 13
            } || text.utf8.first == 0x20 || text.utf8.last == 0x20
        guard needsQuotes else { return writer.bytes.append(contentsOf: text.utf8) }
        writer.append(raw: "\"")
        for byte in text.utf8 {
            if byte == UInt8(ascii: "\"") { writer.bytes.append(byte) }
            writer.bytes.append(byte)
        }
        writer.append(raw: "\"")
    }

    /// What spreadsheets evaluate (OWASP, CSV injection). A plain number may begin with a sign.
    static func looksLikeFormula(_ text: String) -> Bool {
        guard let first = text.utf8.first, "=+-@\t\r".utf8.contains(first) else { return false }
        return Double(text) == nil
    }
}
