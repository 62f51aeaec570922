import SimpleFeatures

/// How the tables of properties are written: what a property is, then how it varies.
extension PropertySpecification {
    static func number(
        _ name: String, _ value: Double? = nil, atLeast minimum: Double? = nil, atMost maximum: Double? = nil
    ) -> Self {
        var property = Self(name, .number)
        property.defaultValue = value.map(JSONValue.real)
        property.minimum = minimum
        property.maximum = maximum
        property.expression = .init(isInterpolated: true, isOfZoom: true)
        return property
    }

    /// A number from 0 to 1.
    static func fraction(_ name: String, _ value: Double) -> Self { .number(name, value, atLeast: 0, atMost: 1) }

    static func boolean(_ name: String, _ value: Bool) -> Self { stepped(name, .boolean, .boolean(value)) }

    static func enumeration(_ name: String, _ value: String?, _ values: [String]) -> Self {
        var property = stepped(name, .enumeration, value.map(JSONValue.string))
        property.values = values
        return property
    }

    static func color(_ name: String, _ value: String? = nil) -> Self {
        interpolated(name, .color, value.map(JSONValue.string))
    }

    static func image(_ name: String) -> Self { stepped(name, .resolvedImage, nil) }

    static func text(_ name: String, _ value: String) -> Self { stepped(name, .formatted, .string(value)) }

    static func numbers(_ name: String, _ values: [Double]) -> Self {
        var property = interpolated(name, .array, .array(values.map(JSONValue.real)))
        property.itemType = .number
        property.count = values.count
        return property
    }

    /// Any number of lengths.
    static func dashes(_ name: String) -> Self {
        var property = stepped(name, .array, nil)
        property.itemType = .number
        return property
    }

    static func texts(_ name: String, _ values: [String]) -> Self {
        var property = stepped(name, .array, .array(values.map(JSONValue.string)))
        property.itemType = .string
        return property
    }

    static func enumerations(_ name: String, _ values: [String]) -> Self {
        var property = stepped(name, .array, nil)
        property.itemType = .enumeration
        property.values = values
        return property
    }

    static func interpolated(_ name: String, _ type: ValueType, _ value: JSONValue?) -> Self {
        var property = Self(name, type)
        property.defaultValue = value
        property.expression = .init(isInterpolated: true, isOfZoom: true)
        return property
    }

    static func stepped(_ name: String, _ type: ValueType, _ value: JSONValue?) -> Self {
        var property = Self(name, type)
        property.defaultValue = value
        property.expression = .init(isInterpolated: false, isOfZoom: true)
        return property
    }

    static var visibility: Self {
        var property = enumeration("visibility", "visible", ["visible", "none"])
        property.variation = .dataConstant
        property.expression = .init(isInterpolated: false, isOfZoom: false)
        return property
    }

    /// With the zoom, and from feature to feature.
    var perFeature: Self { varying(.dataDriven) }
    /// With the zoom.
    var perZoom: Self { varying(.dataConstant) }
    /// Between two values at once while the zoom goes from one to the next.
    var crossFaded: Self { varying(.crossFaded) }
    var crossFadedPerFeature: Self { varying(.crossFadedDataDriven) }

    /// Of a density, a height or the way along a line, and of nothing else.
    var ramp: Self {
        var property = varying(.colorRamp)
        property.expression = .init(isInterpolated: true, isOfZoom: false)
        return property
    }

    /// Takes no expressions.
    var constant: Self {
        var property = varying(.constant)
        property.expression = nil
        return property
    }

    /// Without values between those of two stops.
    var stepped: Self {
        var property = self
        property.expression = .init(isInterpolated: false, isOfZoom: true)
        return property
    }

    var withTransition: Self {
        var property = self
        property.hasTransition = true
        return property
    }

    var withTokens: Self {
        var property = self
        property.hasTokens = true
        return property
    }

    private func varying(_ variation: Variation) -> Self {
        var property = self
        property.variation = variation
        return property
    }
}
