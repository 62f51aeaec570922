internal import SimpleFeatures

/// What a feature would have to be like to be drawn in a certain way.
public struct FeatureExample: Hashable, Sendable {
    public var properties: [String: StyleValue] = [:]
    /// Nil where any will do.
    public var geometryType: StyleGeometryType?

    public init(properties: [String: StyleValue] = [:], geometryType: StyleGeometryType? = nil) {
        self.properties = properties
        self.geometryType = geometryType
    }

    /// The same with what another one asks for, which counts where both say something.
    public func merged(with other: FeatureExample) -> FeatureExample {
        FeatureExample(
            properties: properties.merging(other.properties) { $1 },
            geometryType: other.geometryType ?? geometryType)
    }

    /// A feature of this kind.
    public func feature(geometryType usual: StyleGeometryType) -> ExampleFeature {
        ExampleFeature(properties, geometryType: geometryType ?? usual)
    }
}

/// A feature that stands in no collection.
public final class ExampleFeature: StyleFeature, Sendable {
    private let values: [String: StyleValue]
    public let geometryType: StyleGeometryType

    public init(_ values: [String: StyleValue], geometryType: StyleGeometryType) {
        self.values = values
        self.geometryType = geometryType
    }

    public func value(of property: PropertyName) -> StyleValue? { values[property.text] }

    public var properties: StyleObject {
        StyleObject(values.sorted { $0.key < $1.key }.map { (key: $0.key, value: $0.value) })
    }

    public var id: StyleValue { .null }
}
