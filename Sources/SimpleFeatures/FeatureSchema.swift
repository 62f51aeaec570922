/// What a collection's features look like: their attributes in column order and their geometry.
public struct FeatureSchema: Hashable, Sendable {
    /// One attribute.
    public struct Property: Hashable, Sendable {
        /// The column's name: safe in SQL, in a query parameter and in a style expression.
        public var name: String
        /// What people read; the name in the source when that was unsafe or too short to say anything.
        public var title: String
        public var type: PropertyType

        public init(name: String, title: String? = nil, type: PropertyType) {
            self.name = name
            self.title = title ?? name
            self.type = type
        }
    }

    public enum PropertyType: String, Hashable, Sendable, CaseIterable {
        case boolean, integer, real, text, date, time, dateTime, binary
    }

    public var properties: [Property]
    public var geometryType: GeometryType
    public var hasZ: Bool

    public init(properties: [Property], geometryType: GeometryType, hasZ: Bool = false) {
        self.properties = properties
        self.geometryType = geometryType
        self.hasZ = hasZ
    }

    public func property(named name: String) -> Property? {
        properties.first { $0.name == name }
    }
}
