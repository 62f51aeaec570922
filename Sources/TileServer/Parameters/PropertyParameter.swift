import CQL2
import SimpleFeatures

/// A property asked for by its name: `?LOAI_DAT=ODT`.
enum PropertyParameter {
    static func read(
        _ text: String, property: FeatureSchema.Property
    ) throws(ParameterError) -> PropertyValue {
        func invalid(_ expected: String) -> ParameterError {
            ParameterError(parameter: property.name, value: text, expected: expected)
        }
        switch property.type {
        case .integer:
            guard let number = Int64(text) else { throw invalid("a whole number") }
            return .integer(number)
        case .real:
            guard let number = Double(decimal: text) else { throw invalid("a number") }
            return .real(number)
        case .boolean:
            guard ["true", "false", "1", "0"].contains(text) else { throw invalid("true or false") }
            return .integer(text == "true" || text == "1" ? 1 : 0)
        case .text, .date, .time, .dateTime:
            return .text(text)
        case .binary:
            throw invalid("nothing: binary properties cannot be asked for")
        }
    }

    /// For a date or a time of a day, which are the same in whatever offset they are written.
    /// - Returns: nil for a property of any other type.
    static func readMoment(
        _ text: String, property: FeatureSchema.Property
    ) throws(ParameterError) -> Moment? {
        let isDate = property.type == .date
        guard isDate || property.type == .dateTime else { return nil }
        guard let moment = Moment(text) else {
            let expected = isDate ? "a date such as 2026-07-01" : "a time such as 2026-07-01T08:00:00Z, or a date"
            throw ParameterError(parameter: property.name, value: text, expected: expected)
        }
        return moment
    }
}
