/// A name in SQL text, quoted. The only way a name enters SQL.
struct SQLIdentifier: CustomStringConvertible {
    let name: String

    init(_ name: String) { self.name = name }

    init(_ collection: CollectionID) { name = collection.name }

    /// The R-tree that SpatiaLite keeps for the geometry column of a collection.
    static func spatialIndex(of collection: CollectionID) -> SQLIdentifier {
        SQLIdentifier("idx_\(collection.name)_\(LayerTable.geometryColumn)")
    }

    var description: String { "\"" + name.replacing("\"", with: "\"\"") + "\"" }
}
