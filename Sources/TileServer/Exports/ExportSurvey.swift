import FeatureExchange
import SimpleFeatures

/// What the features of an export are like, found out in a first reading: widths of columns, kinds of geometry, and
/// whether the format can hold them at all.
struct ExportSurvey: Sendable {
    struct Column: Sendable {
        let property: FeatureSchema.Property
        /// Bytes of UTF-8.
        fileprivate(set) var longestText = 0
        /// UTF-16 units, as a workbook counts.
        fileprivate(set) var longestCell = 0
        fileprivate(set) var largestMagnitude: UInt64 = 0
        /// Of the numbers that are not whole.
        fileprivate(set) var largestReal = 0.0
        /// ISO 8601; nil without a date.
        fileprivate(set) var earliestDate: String?
        /// Whether every value is what the schema says; another program may have put text into a number's column.
        fileprivate(set) var isTyped = true
        fileprivate(set) var cutTexts = 0

        /// The type that all values have.
        var type: FeatureSchema.PropertyType { isTyped ? property.type : .text }
    }

    private(set) var count = 0
    private(set) var withoutGeometry = 0
    private(set) var mixedGeometries = 0
    private(set) var kinds: Set<ShapefileArchiveWriter.Kind> = []
    private(set) var hasZ = false
    /// Bytes in the `.shp` of each kind.
    private(set) var shapeBytes: [ShapefileArchiveWriter.Kind: Int] = [:]
    private(set) var longestWKT = 0
    private(set) var columns: [Column]
    private let measuresWKT: Bool

    init(schema: FeatureSchema, measuresWKT: Bool = false) {
        columns = schema.properties.map { Column(property: $0) }
        self.measuresWKT = measuresWKT
    }

    mutating func add(_ feature: Feature) {
        count += 1
        for index in columns.indices { columns[index].add(feature.values[index]) }
        guard let geometry = feature.geometry, !geometry.isEmpty else {
            withoutGeometry += 1
            return
        }
        hasZ = hasZ || geometry.hasZ
        if let kind = ShapefileArchiveWriter.Kind(geometry.type) {
            kinds.insert(kind)
            shapeBytes[kind, default: 100] += ShapefileLayout.size(of: geometry)
        } else {
            mixedGeometries += 1
        }
        if measuresWKT { longestWKT = max(longestWKT, WKTWriter.write(geometry).utf8.count) }
    }
}

extension ExportSurvey.Column {
    fileprivate mutating func add(_ value: PropertyValue) {
        switch value {
        case .null: break
        case .boolean: isTyped = isTyped && property.type == .boolean
        case .integer(let number):
            largestMagnitude = max(largestMagnitude, number.magnitude)
            isTyped = isTyped && [.integer, .boolean, .real].contains(property.type)
            if property.type == .boolean, !(0...1).contains(number) { isTyped = false }
            longestText = max(longestText, 20)
        case .real(let number):
            isTyped = isTyped && property.type == .real
            if number.isFinite { largestReal = max(largestReal, abs(number)) }
            longestText = max(longestText, 24)
        case .text(let text):
            let bytes = text.utf8.count
            longestText = max(longestText, bytes)
            longestCell = max(longestCell, text.utf16.count)
            if bytes > ShapefileLayout.longestText { cutTexts += 1 }
            isTyped = isTyped && Self.isText(text, of: property.type)
            if property.type == .date { earliestDate = min(earliestDate ?? text, text) }
        case .binary(let bytes):
            longestText = max(longestText, bytes.count * 2)
            longestCell = max(longestCell, bytes.count * 2)
            if bytes.count * 2 > ShapefileLayout.longestText { cutTexts += 1 }
            isTyped = isTyped && property.type == .binary
        }
    }

    private static func isText(_ text: String, of type: FeatureSchema.PropertyType) -> Bool {
        switch type {
        case .text, .time: true
        case .date: isDate(text)
        case .dateTime: isDate(String(text.prefix(10))) && isTime(text.dropFirst(10))
        case .boolean, .integer, .real, .binary: false
        }
    }

    /// ISO 8601, of the calendar.
    private static func isDate(_ text: String) -> Bool {
        guard text.utf8.count == 10, let match = text.wholeMatch(of: /(\d{4})-(\d{2})-(\d{2})/),
            let year = Int(match.1), let month = Int(match.2), let day = Int(match.3), (1...12).contains(month)
        else { return false }
        let isLeap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0
        let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
        return year > 0 && (1...days).contains(day)
    }

    /// GDAL keeps milliseconds.
    private static func isTime(_ text: Substring) -> Bool {
        text.wholeMatch(of: /[T ]([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,3})?(Z|[+-]\d{2}:\d{2})?/) != nil
    }
}
