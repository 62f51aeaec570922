import SimpleFeatures

/// What may stand at a place of a style document.
indirect enum StyleSchema: Sendable {
    case anything
    case number(atLeast: Double? = nil, atMost: Double? = nil)
    case string
    case boolean
    case oneOf([JSONValue])
    case array(of: StyleSchema, count: Int? = nil)
    case object(ObjectSchema)
    /// A value or an expression.
    case property(PropertySpecification)
    case filter
    case layer
    case source
    case light
    case sky
    case terrain
    case projection
    case sprite
    case state
    case fontFaces
    case glyphs
    case promoteID

    static func names(_ names: String...) -> StyleSchema { .oneOf(names.map(JSONValue.string)) }

    static let transition = StyleSchema.object(
        ObjectSchema([("duration", .number(atLeast: 0)), ("delay", .number(atLeast: 0))]))
}
