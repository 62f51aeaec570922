/// One attribute value. Dates and times are text in ISO 8601; the schema says which text is a date.
public enum PropertyValue: Hashable, Sendable {
    case null
    case boolean(Bool)
    case integer(Int64)
    case real(Double)
    case text(String)
    case binary([UInt8])
}
