import SimpleFeatures

/// Takes the properties of one layer out of its JSON, and remembers what they read.
struct LayerPropertyReader {
    private let specification: LayerSpecification
    private let layout: JSONObject
    private let paint: JSONObject
    private(set) var names: PropertyNames
    private(set) var dependencies = Dependencies.none
    /// Of all properties that were asked for.
    private(set) var read: Set<String> = []

    init(_ layer: JSONObject, type: LayerType, names: PropertyNames) {
        specification = .of(type)
        layout = layer["layout"]?.object ?? JSONObject()
        paint = layer["paint"]?.object ?? JSONObject()
        self.names = names
    }

    /// - Parameter name: of a property that the layer's type has.
    mutating func callAsFunction<Value>(_ name: String) throws(ExpressionErrors) -> StyleProperty<Value> {
        let inLayout = specification.layout(name)
        guard let property = inLayout ?? specification.paint(name) else {
            preconditionFailure("the specification has no \(name) for this type of layer")
        }
        read.insert(name)
        let json = inLayout == nil ? paint[name] : layout[name]
        let value = try StyleProperty<Value>(property, json, names: &names)
        dependencies = dependencies.union(value.dependencies)
        return value
    }
}
