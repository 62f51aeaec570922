public import SimpleFeatures

/// What a filter may ask of a collection: its properties by name, in the order of the schema.
public struct Queryables: Hashable, Sendable {
    /// The name of the one geometry of a feature.
    public static let geometry = "geometry"
    /// The feature's id, always under the first name, under the second where no property has it.
    public static let identifiers = ["feature_id", "id"]

    public struct Property: Hashable, Sendable {
        public let name: String
        public let kind: ValueKind
    }

    public let properties: [Property]
    private let kinds: [String: ValueKind]

    /// - Parameter hidden: properties that this reader must not ask for: they are unknown.
    public init(schema: FeatureSchema, hidden: Set<String> = []) {
        let attributes = schema.properties.map { Property(name: $0.name, kind: ValueKind($0.type)) }
        let identifiers = Self.identifiers.filter { schema.property(named: $0) == nil }
        properties =
            identifiers.map { Property(name: $0, kind: .integer) }
            + [Property(name: Self.geometry, kind: .geometry)] + attributes.filter { !hidden.contains($0.name) }
        kinds = Dictionary(properties.map { ($0.name, $0.kind) }) { first, _ in first }
    }

    public func kind(of name: String) -> ValueKind? { kinds[name] }
}
