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
            guard let number = Double(text), number.isFinite else { throw invalid("a number") }
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
}
