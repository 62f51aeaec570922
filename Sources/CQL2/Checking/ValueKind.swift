internal import SimpleFeatures

/// What a value is, as far as operators care.
public enum ValueKind: Hashable, Sendable, CaseIterable {
    case boolean, integer, real, text, date, time, dateTime, interval, geometry, array, binary

    var isNumber: Bool { self == .integer || self == .real }
    /// A point in time that temporal predicates take.
    public var isInstant: Bool { self == .date || self == .dateTime }

    /// The word for it in the document of `/functions` (OGC 19-079r2, 8.3).
    public var documentType: String {
        switch self {
        case .boolean: "boolean"
        case .integer: "integer"
        case .real: "number"
        case .text, .time, .binary: "string"
        case .date, .dateTime, .interval: "datetime"
        case .geometry: "geometry"
        case .array: "array"
        }
    }

    /// For a message.
    var shown: String {
        switch self {
        case .boolean: "true or false"
        case .integer: "a whole number"
        case .real: "a number"
        case .text: "a text"
        case .date: "a date"
        case .time: "a time of day"
        case .dateTime: "a timestamp"
        case .interval: "an interval"
        case .geometry: "a geometry"
        case .array: "an array"
        case .binary: "binary data"
        }
    }

    /// Whether `=` and `<>` have a meaning between the two; a text stands for a time of day.
    func isComparable(with other: ValueKind) -> Bool {
        switch (self, other) {
        case (.boolean, .boolean), (.text, .text), (.time, .time), (.time, .text), (.text, .time): true
        default: isNumber && other.isNumber || isInstant && other.isInstant
        }
    }

    init(_ type: FeatureSchema.PropertyType) {
        switch type {
        case .boolean: self = .boolean
        case .integer: self = .integer
        case .real: self = .real
        case .text: self = .text
        case .date: self = .date
        case .time: self = .time
        case .dateTime: self = .dateTime
        case .binary: self = .binary
        }
    }
}
